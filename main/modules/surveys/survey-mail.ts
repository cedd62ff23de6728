import { readFileSync } from 'node:fs'
import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import { clicksOf, isOneClick, type Say, writeAnswers, writeForm } from '../../../shared/modules/surveys/answer-text.ts'
import type { Survey } from '../../../shared/modules/surveys/survey.entity.ts'
import type { SurveyResponse } from '../../../shared/modules/surveys/survey-response.entity.ts'
import { allQuestions, type Questions, questionsOf } from '../../../shared/modules/surveys/survey.rules.ts'
import { assetPlace } from '../../kernel/i18n/asset-place.ts'
import type { Locales } from '../../kernel/i18n/locales.ts'
import { renderTemplate } from '../../kernel/mail/render-template.ts'
import { findTemplate } from '../../kernel/mail/shipped-templates.ts'
import { plainText } from '../../kernel/mail/to-mail.ts'
import type { Reader } from '../../kernel/store/reader.ts'

/** A mail that asks a questionnaire; the page to fill in goes with it as a file. */
export interface SurveyMail {
  readonly to: string
  readonly account: string
  readonly subject: string
  readonly html: string
  readonly text: string
  /** The self-contained page. */
  readonly page: string
  readonly pageName: string
  /** What the template could not fill in. */
  readonly missing: readonly string[]
}

/** A mail's text around the questions. */
export interface Written {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly missing: readonly string[]
}

interface Piece {
  readonly html: string
  readonly text: string
}

interface MailOptions {
  readonly reader: Reader
  readonly locales: Locales
}

export const sayOf = (locales: Locales, language: Language): Say => (key, params) => locales.label(language, `surveys.mail.${key}`, params)

export const languageOf = ({ language }: Survey): Language => (language === 'en' ? 'en' : 'fr')

/** Where somebody gets mail: the first address of theirs. */
const addressOf = (reader: Reader, { sentTo, contact, organisation }: SurveyResponse): string | undefined =>
  sentTo ?? [contact, organisation].flatMap(id => (id === undefined ? [] : addressesOf(reader, id)))[0]

export const addressesOf = (reader: Reader, id: string): string[] => {
  const record = reader.envelope(id)
  return record && record.trashedAt === null ? ((record.data['emails'] ?? []) as ListItem<string>[]).map(({ value }) => value) : []
}

/** The account that mails leave from when nobody says which, with its address. */
const accountOf = (reader: Reader): { id: string; address: string } | undefined => {
  const [row] = reader.db.rows('select id, f_address from mailAccount where st = 0 and f_address is not null and ifnull(f_isPaused, 0) = 0 order by ifnull(f_isDefault, 0) desc, n limit 1').all() as [string, string][]
  return row && { id: row[0], address: row[1] }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const html = (text: string): string => text.replaceAll(/[&<>"']/g, sign => ESCAPES[sign]!)
const paragraphs = (text: string | undefined): string => (text?.trim() ? text.trim().split(/\n{2,}/).map(each => `<p>${html(each).replaceAll('\n', '<br>')}</p>`).join('') : '')

const mailto = (to: string, subject: string, body: string): string => `mailto:${encodeURIComponent(to).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`

/** The questions that one click answers, each answer as a reply that is ready to be sent; the others in words. */
const questionsHtml = (questions: Questions, { token, to, subject, say }: { token: string; to: string; subject: string; say: Say }): string => {
  const words = { yes: say('yes'), no: say('no') }
  const all = allQuestions(questions)
  const clicked = all.filter(question => !question.showIf && isOneClick(question))
  const blocks = clicked.map(question => {
    const links = clicksOf(question, words).map(({ answer, label }) => `<a href="${html(mailto(to, subject, writeAnswers(questions, { [question.key]: answer }, token, say)))}">${html(label)}</a>`)
    return `<p><strong>${html(question.label)}</strong><br>${links.join(' &nbsp; ')}</p>`
  })
  const form = writeForm(questions, token, say)
  return [
    ...(clicked.length > 0 ? [`<p>${html(say('click'))}</p>`, ...blocks] : []),
    `<p>${html(say(clicked.length > 0 ? 'orPage' : 'page'))}</p>`,
    `<p>${html(say('orForm'))}</p>`,
    `<hr><p>${html(form).replaceAll('\n', '<br>')}</p>`,
  ].join('')
}

let template: string | undefined

/** The page that stands by itself: it asks, checks, and makes the reply. */
const surveyPage = (survey: Survey, { token, to, subject }: { token: string; to: string; subject: string }, say: Say): string => {
  template ??= readFileSync(assetPlace('surveys/questionnaire.html'), 'utf8')
  const keys = ['own', 'required', 'number', 'day', 'send', 'copy', 'copied', 'toCopy'] as const
  const data = {
    questions: questionsOf(survey.questions),
    token,
    to,
    subject,
    name: survey.name ?? '',
    intro: survey.intro ?? '',
    thanks: survey.thanks?.trim() || say('thanks'),
    words: Object.fromEntries([...keys.map(key => [key, say(`fill.${key}`)]), ...['yes', 'no', 'end'].map(key => [key, say(key)])]),
  }
  // Nothing in it may end the script that it stands in.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return template.replace('%LANGUAGE%', languageOf(survey)).replace('%TITLE%', () => html(survey.name ?? '')).replace('%DATA%', () => json)
}

/** The mail of a response. Throws ExpectedError SURVEY_NO_ADDRESS, SURVEY_NO_ACCOUNT, NOT_FOUND. */
export const surveyMail = ({ reader, locales }: MailOptions, response: Envelope): SurveyMail => {
  const data = response.data as SurveyResponse
  const survey = reader.envelope(data.survey!)?.data as Survey | undefined
  if (!survey) throw new ExpectedError('NOT_FOUND', { id: data.survey })
  const to = addressOf(reader, data)
  if (to === undefined) throw new ExpectedError('SURVEY_NO_ADDRESS')
  const account = accountOf(reader)
  if (!account) throw new ExpectedError('SURVEY_NO_ACCOUNT')
  const language = languageOf(survey)
  const say = sayOf(locales, language)
  const questions = questionsOf(survey.questions)
  const token = data.token!
  const answering = { token, to: account.address, subject: `Re: ${survey.name} (${token})` }
  const piece: Piece = { html: paragraphs(survey.intro) + questionsHtml(questions, { ...answering, say }), text: [survey.intro?.trim(), say('orForm'), writeForm(questions, token, say)].filter(Boolean).join('\n\n') }
  const activity = data.activity === undefined ? undefined : reader.envelope(data.activity)
  const written = activity?.trashedAt === null ? byTemplate(reader, activity, language, piece) : plainly(survey, piece, say)
  return {
    ...written,
    subject: written.subject.includes(token) ? written.subject : `${written.subject} (${token})`,
    to,
    account: account.id,
    page: surveyPage(survey, answering, say),
    pageName: `${say('file')}.html`,
  }
}

/** Of whoever is responsible for the activity, who signs. */
const byTemplate = (reader: Reader, { id, owner, data }: Envelope, language: Language, questions: Piece): Written => {
  const { text, ...formatted } = findTemplate(reader, 'survey', language)!
  const me = typeof data['responsible'] === 'string' ? data['responsible'] : owner
  // What is made of the HTML alone would spell out every prepared reply.
  return renderTemplate({ ...formatted, text: text.trim() ? text : plainText(formatted.html) }, id, { reader, language, me, pieces: { questions } })
}

/** Where there is no activity to speak of. */
const plainly = ({ name = '' }: Survey, piece: Piece, say: Say): Written => ({
  subject: name,
  html: `<p>${html(say('hello'))}</p>${piece.html}`,
  text: `${say('hello')}\n\n${piece.text}`,
  missing: [],
})

import type { SurveyResponse } from './survey-response.entity.ts'
import type { Survey } from './survey.entity.ts'
import { allQuestions, type Answer, type Answers, answersOf, answerText, type AnswerWords, asJson, type Inbox, inboxOf, type Questions, questionsOf, type Received, soundAnswers } from './survey.rules.ts'
import { readAnswers } from './answer-text.ts'

export type Channel = 'here' | 'mail' | 'html'

/** The words of the page that goes with a mail: a reply that it made says so. */
const PAGE_MARK = '#page'

/** A mail that came back. */
export interface Reply {
  readonly id: string
  readonly from: string
  readonly at: string
  readonly text: string
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const DAY_MS = 86_400_000

/** Whether an answer that comes at an instant comes after the end. */
const isLate = ({ state, askedOn }: SurveyResponse, { openDays }: Survey, at: string): boolean =>
  state === 'closed' || state === 'late' || (openDays !== undefined && askedOn !== undefined && Date.parse(at) > Date.parse(askedOn.at) + openDays * DAY_MS)

/** What the answers read as, one line each, in the order of the questions. */
const givenOf = (questions: Questions, answers: Answers, words: AnswerWords): { value: string }[] =>
  allQuestions(questions).flatMap(question => {
    const answer = answers[question.key]
    return answer === undefined ? [] : linesOf(answer).map(each => ({ value: givenLine(question.label, answerText(question, each, words)) }))
  })

/** Several choices are a line each, so that each can be looked for. */
const linesOf = (answer: Answer): Answer[] => (Array.isArray(answer) ? answer.map(key => key as string) : [answer])

/** An answer as records keep it in words, and lists find it. */
export const givenLine = (label: string, answer: string): string => `${label.trim()} : ${answer}`

interface Taking {
  readonly answers: Answers
  readonly channel: Channel
  readonly at: { at: string; zone: string }
  readonly words: AnswerWords
}

/** A response with answers in the place of those that it had. */
export const answered = (response: SurveyResponse, survey: Survey, { answers, channel, at, words }: Taking): SurveyResponse => {
  const questions = questionsOf(survey.questions)
  const sound = soundAnswers(questions, answers)
  const given = givenOf(questions, sound, words)
  const { given: _, ...rest } = response
  const state = isLate(response, survey, at.at) && channel !== 'here' ? 'late' : 'answered'
  return { ...rest, answers: asJson(sound), ...(given.length > 0 && { given }), state, channel, answeredOn: at }
}

const withInbox = ({ received: _, isToCheck: __, ...response }: SurveyResponse, inbox: Inbox): SurveyResponse => ({
  ...response,
  received: asJson(inbox),
  ...(inbox.aside.some(({ settled }) => !settled) && { isToCheck: true }),
})

/** Those who may answer by mail, in small letters. */
export type Senders = readonly string[]

/**
 * A response after a reply to it; undefined when that was gone through already. What completes the answers is taken. What says
 * otherwise than they do, comes from somebody else, or cannot be read is set aside, and the response is then to be checked.
 */
export const receive = (response: SurveyResponse, survey: Survey, reply: Reply, senders: Senders, taking: Pick<Taking, 'at' | 'words'>): SurveyResponse | undefined => {
  const inbox = inboxOf(response.received)
  if (inbox.mails.includes(reply.id)) return undefined
  const questions = questionsOf(survey.questions)
  const { answers: read, unread } = readAnswers(questions, reply.text)
  const channel: Channel = reply.text.includes(PAGE_MARK) ? 'html' : 'mail'
  const mails = [...inbox.mails, reply.id]
  const aside = (why: Received['why'], answers: Answers, left: Readonly<Record<string, string>> = {}): Received => ({ mail: reply.id, from: reply.from, at: reply.at, why, answers, unread: left })
  if (!senders.includes(reply.from.toLowerCase())) return withInbox(response, { mails, aside: [...inbox.aside, aside('sender', read, unread)] })
  const before = answersOf(response.answers)
  const conflicts = Object.fromEntries(Object.entries(read).filter(([key, answer]) => before[key] !== undefined && !same(before[key], answer)))
  const news = Object.fromEntries(Object.entries(read).filter(([key]) => before[key] === undefined))
  const isNothing = Object.keys(read).length === 0
  const entries = [
    ...(Object.keys(conflicts).length > 0 ? [aside('double', conflicts)] : []),
    // Whoever has answered may write again, and not of the questions.
    ...((isNothing && Object.keys(before).length === 0) || Object.keys(unread).length > 0 ? [aside('unread', {}, unread)] : []),
  ]
  const next = Object.keys(news).length > 0 ? answered(response, survey, { answers: { ...before, ...news }, channel, ...taking }) : response
  return withInbox(next, { mails, aside: [...inbox.aside, ...entries] })
}

/** A response once a person has said what becomes of what was set aside of a mail: its answers are taken over, or left. */
export const settle = (response: SurveyResponse, survey: Survey, mail: string, isTaken: boolean, taking: Pick<Taking, 'at' | 'words'>): SurveyResponse | undefined => {
  const inbox = inboxOf(response.received)
  const open = inbox.aside.filter(each => each.mail === mail && !each.settled)
  if (open.length === 0) return undefined
  const aside = inbox.aside.map(each => (open.includes(each) ? { ...each, settled: isTaken ? ('taken' as const) : ('left' as const) } : each))
  const brought = Object.assign({}, ...open.map(({ answers }) => answersOf(answers))) as Answers
  const takes = isTaken && Object.keys(brought).length > 0
  const next = takes ? answered(response, survey, { answers: { ...answersOf(response.answers), ...brought }, channel: 'mail', ...taking }) : response
  return withInbox(next, { ...inbox, aside })
}

import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import { answered, settle } from '../../../shared/modules/surveys/receiving.ts'
import type { Survey } from '../../../shared/modules/surveys/survey.entity.ts'
import type { SurveyResponse } from '../../../shared/modules/surveys/survey-response.entity.ts'
import { answerFaults, answersOf, questionsOf } from '../../../shared/modules/surveys/survey.rules.ts'
import type { surveysRpc } from '../../../shared/modules/surveys/surveys.rpc.ts'
import type { Locales } from '../../kernel/i18n/locales.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Stored } from '../../kernel/store/rx-storage.ts'
import { askDraft, zoned } from './asking.ts'
import { sendResponse, type SurveysOptions } from './sending.ts'
import { surveyStatistics } from './statistics.ts'
import { languageOf, sayOf, surveyMail } from './survey-mail.ts'

const responseAt = (reader: Reader, id: string): Envelope => {
  const record = reader.envelope(id)
  if (record?.type !== 'surveyResponse' || record.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id })
  return record
}

export const surveysQueries = (reader: Reader, locales: Locales): HandlersOf<typeof surveysRpc, 'query'> => ({
  preview: ({ response }) => {
    const { to, subject, html, text, missing } = surveyMail({ reader, locales }, responseAt(reader, response))
    return ok({ to, subject, html, text, missing: [...missing] })
  },
  statistics: ({ survey, from, to }) => {
    const record = reader.envelope(survey)
    if (record?.type !== 'survey') return fail('NOT_FOUND', { id: survey })
    const { states, months, questions } = surveyStatistics(reader, survey, record.data, { from: from ?? null, to: to ?? null })
    return ok({ states, months: [...months], questions: questions.map(({ values, months: of, texts, ...rest }) => ({ ...rest, values: [...values], ...(of && { months: [...of] }), ...(texts && { texts: [...texts] }) })) })
  },
})

export const surveysCommands = (options: SurveysOptions): HandlersOf<typeof surveysRpc, 'command'> => {
  const { store, reader, locales } = options
  const operation = (name: string, actor: string, params: Record<string, unknown> = {}): Operation => ({ id: store.newId(), name, params, actor })

  /** A live response and its questionnaire, as they stand in the turn of a write. */
  const open = (id: string): { record: Stored<Envelope>; response: SurveyResponse; survey: Survey } => {
    const record = store.read(id)
    if (record?.type !== 'surveyResponse' || record.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id })
    const response: SurveyResponse = record.data
    const survey = store.read(response.survey!)
    if (!survey) throw new ExpectedError('NOT_FOUND', { id: response.survey })
    return { record, response, survey: survey.data }
  }
  const wordsOf = (survey: Survey): { yes: string; no: string } => {
    const say = sayOf(locales, languageOf(survey))
    return { yes: say('yes'), no: say('no') }
  }

  return {
    ask: async ({ survey, ...asked }, { actor }) => {
      const params: Record<string, unknown> = { type: 'surveyResponse' }
      const op = operation('askSurvey', actor, params)
      let response = ''
      await store.commit(op, () => {
        for (const [type, id] of Object.entries({ survey, ...asked })) if (id !== undefined && store.read(id)?.type !== type) throw new ExpectedError('NOT_FOUND', { id })
        const draft = askDraft(store, op, survey, asked)
        response = draft.document.id
        Object.assign(params, { id: response, title: draft.document.data['name'] })
        return { drafts: [draft] }
      })
      return ok({ response, op: op.id })
    },
    answer: async ({ response: id, answers: given }, { actor }) => {
      const params: Record<string, unknown> = { type: 'surveyResponse', id }
      const op = operation('answerSurvey', actor, params)
      await store.commit(op, () => {
        const { record, response, survey } = open(id)
        const questions = questionsOf(survey.questions)
        const answers = answersOf(given)
        const problems = Object.entries(answerFaults(questions, answers)).map(([field, code]) => ({ field, code }))
        if (problems.length > 0) throw new ExpectedError('INVALID_RECORD', { problems })
        params['title'] = response.name
        const data = answered(response, survey, { answers, channel: 'here', at: zoned(store.instant()), words: wordsOf(survey) })
        return { drafts: [store.change(op, record, { data: { ...data } })] }
      })
      return ok({ op: op.id })
    },
    send: async ({ response, to }, { actor }) => {
      const op = operation('sendSurvey', actor, { type: 'surveyResponse', id: response, title: reader.get(response)?.title })
      responseAt(reader, response)
      return ok({ mail: await sendResponse(options, op, response, { to }), op: op.id })
    },
    settle: async ({ response: id, mail, isTaken }, { actor }) => {
      const op = operation('settleSurvey', actor, { type: 'surveyResponse', id, title: reader.get(id)?.title })
      await store.commit(op, () => {
        const { record, response, survey } = open(id)
        const data = settle(response, survey, mail, isTaken, { at: zoned(store.instant()), words: wordsOf(survey) })
        return { drafts: data ? [store.change(op, record, { data: { ...data } })] : [] }
      })
      return ok({ op: op.id })
    },
  }
}

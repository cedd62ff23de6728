import { createHash, randomInt } from 'node:crypto'
import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import { tokenOf } from '../../../shared/modules/surveys/answer-text.ts'
import type { Survey } from '../../../shared/modules/surveys/survey.entity.ts'
import type { SurveyResponse } from '../../../shared/modules/surveys/survey-response.entity.ts'
import type { SurveyTrigger } from '../../../shared/modules/surveys/survey-trigger.entity.ts'
import { allQuestions, questionsOf } from '../../../shared/modules/surveys/survey.rules.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

/** What was done longer ago is told afterwards, and nobody is asked about it any more. */
const OLDEST_MS = 30 * 86_400_000

/** Whom a questionnaire is asked of, and what it is about. */
export interface Asked {
  readonly contact?: string | undefined
  readonly organisation?: string | undefined
  readonly opportunity?: string | undefined
  readonly activity?: string | undefined
}

export const zoned = (at: string): { at: string; zone: string } => ({ at, zone: Intl.DateTimeFormat().resolvedOptions().timeZone })

const live = (store: Store, type: string, id: unknown): Envelope | undefined => {
  const record = typeof id === 'string' ? store.read(id) : undefined
  return record?.type === type && record.trashedAt === null ? record : undefined
}

const titleOf = (store: Store, id: string | undefined): string | undefined => {
  const record = id === undefined ? undefined : store.read(id)
  return record && store.entity(record.type)?.title(record.data)
}

/** A questionnaire to be answered, as a new record; `id` where there shall be no second one. */
export const askDraft = (store: Store, operation: Operation, survey: string, asked: Asked, { id, isToSend = false }: { id?: string; isToSend?: boolean } = {}): Draft => {
  const name = [store.entity('survey')!.title(store.read(survey)!.data), titleOf(store, asked.contact) ?? titleOf(store, asked.organisation)].filter(Boolean).join(' · ')
  const data: SurveyResponse = {
    name,
    survey,
    state: 'waiting',
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    token: tokenOf(Array.from({ length: 12 }, () => randomInt(32))),
    answers: {},
    ...(isToSend && { isToSend }),
  }
  const { document } = store.draft(operation, 'surveyResponse', { ...data })
  return { document: { ...document, id: id ?? document.id } }
}

/** The one id that the response about an activity can have: that of the activity in its time, and else of it alone. */
const responseIdOf = (activity: string): string => {
  const hash = createHash('sha256').update(`survey:${activity}`).digest('hex')
  return `${activity.slice(0, 14)}7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}

/** What follows an activity of a kind: the trigger made last, whose questionnaire is there and is still asked. */
const triggerOf = (store: Store, kind: unknown): { survey: string; isSent: boolean } | undefined => {
  const ids = store.db.rows('select id from surveyTrigger where st = 0 and f_kind = ? order by n desc').all(String(kind ?? '')) as string[][]
  for (const [id] of ids) {
    const { survey, isSent = false } = store.read(id!)!.data as SurveyTrigger
    const record = live(store, 'survey', survey)
    if (record && !(record.data as Survey).isRetired && allQuestions(questionsOf((record.data as Survey).questions)).length > 0) return { survey: survey!, isSent }
  }
  return undefined
}

const linkOf = (store: Store, type: string, id: unknown): string | undefined => live(store, type, id)?.id

/**
 * The records by which a questionnaire is asked about an activity that is done: none where nothing is to be asked about its
 * kind, or was asked already. Call it inside `commit`. One that was taken back together with the activity is asked again.
 */
export const surveyDrafts = (store: Store, operation: Operation, activity: string): Draft[] => {
  const record = live(store, 'activity', activity)
  if (!record || record.data['status'] !== 'done') return []
  const doneOn = record.data['doneOn'] as { at: string } | undefined
  if (doneOn && Date.parse(doneOn.at) < Date.parse(store.instant()) - OLDEST_MS) return []
  const trigger = triggerOf(store, record.data['kind'])
  if (!trigger) return []
  const id = responseIdOf(activity)
  const there = store.read(id)
  if (there) {
    const isTakenBack = there.trashedAt !== null && there.data['state'] === 'waiting' && store.db.sql('select name from operation where op = ?').get(there.op)?.name === 'undo'
    return isTakenBack ? [store.change(operation, there, { trashedAt: null })] : []
  }
  const { contact, organisation, opportunity } = record.data
  const asked = { contact: linkOf(store, 'contact', contact), organisation: linkOf(store, 'organisation', organisation), opportunity: linkOf(store, 'opportunity', opportunity), activity }
  return [askDraft(store, operation, trigger.survey, asked, { id, isToSend: trigger.isSent })]
}

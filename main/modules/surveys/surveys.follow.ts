import { setImmediate as breathe } from 'node:timers/promises'
import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { tokensIn } from '../../../shared/modules/surveys/answer-text.ts'
import { receive } from '../../../shared/modules/surveys/receiving.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { Survey } from '../../../shared/modules/surveys/survey.entity.ts'
import type { SurveyResponse } from '../../../shared/modules/surveys/survey-response.entity.ts'
import { htmlToText } from '../../kernel/mail/libraries.ts'
import { type Operation, unitsOf } from '../../kernel/store/journal.ts'
import type { Batch, Draft } from '../../kernel/store/store.ts'
import { surveyDrafts, triggerOf, zoned } from './asking.ts'
import { sendResponse, type SurveysOptions } from './sending.ts'
import { addressesOf, languageOf, sayOf } from './survey-mail.ts'

const AFTER_COMMIT_MS = 50
const AFTER_START_MS = 1_000
/** Something stands in the way of a mail: an address that is missing, an account. */
const AGAIN_MS = 60_000
/** What was done longer ago is told afterwards, and nobody is asked about it any more. */
const OLDEST_MS = 30 * 86_400_000

interface Options extends SurveysOptions {
  /** Whether an activity that is done brings its questionnaire by this; usual. Else a workflow sees to it. */
  readonly isAsking?: boolean
  readonly isOff: () => boolean
  readonly onBug: (error: unknown, where: string) => unknown
}

interface Written {
  readonly seq: number
  readonly id: string
}

/** What is followed, and which of it may matter. */
const ASKED = { activity: `t.f_status = 'done'`, emailMessage: `t.f_state = 'received'` } as const
type Followed = keyof typeof ASKED

/**
 * Follows what was written, in the order of its sequence: activities that are done bring their questionnaires, mails that came
 * in bring answers. How far it has come is kept with what it writes: nothing is missed and nothing done twice, whenever the
 * process ends. What was written while the module was off is passed over for activities, and read for mails.
 */
export const followSurveys = (options: Options): { close(): Promise<void> } => {
  const { store, isOff, onBug } = options
  const { db } = store
  db.exec('create table if not exists survey_state(type text primary key, seq integer not null)')
  let timer: NodeJS.Timeout | undefined
  let again: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let isClosed = false

  const wake = (afterMs: number): void => {
    if (isClosed) return
    timer ??= setTimeout(() => {
      timer = undefined
      if (working) return wake(AFTER_COMMIT_MS)
      working = work()
        .catch(error => {
          if (!(error instanceof ExpectedError)) onBug(error, 'surveys')
        })
        .finally(() => (working = undefined))
    }, afterMs).unref()
  }

  const newest = (): number => (db.rows('select ifnull(max(seq), 0) from doc_records').get() as number[])[0]!
  const seqOf = (type: Followed): number => (db.rows('select seq from survey_state where type = ?').get(type) as number[] | undefined)?.[0] ?? 0
  const next = (type: Followed): Written | undefined => {
    const found = db.rows(`select d.seq, t.id from doc_records d join ${type} t on t.n = d.n where d.seq > ? and t.st = 0 and ${ASKED[type]} order by d.seq limit 1`).get(seqOf(type)) as [number, string] | undefined
    return found && { seq: found[0], id: found[1] }
  }

  const operation = (name: string): Operation => ({ id: store.newId(), name, params: {}, actor: 'system' })

  /** One after the other: each is an operation that can be taken back by itself. */
  const follow = async (type: Followed, draftsOf: (op: Operation, id: string) => readonly Draft[]): Promise<void> => {
    for (;;) {
      const upTo = newest()
      if (isClosed || upTo === seqOf(type)) return
      const op = operation(type === 'activity' ? 'askSurvey' : 'receiveSurvey')
      await store.commit(
        op,
        (): Batch => {
          const first = next(type)
          const drafts = first ? draftsOf(op, first.id) : []
          if (drafts[0]) Object.assign(op.params, { type: 'surveyResponse', id: drafts[0].document.id, title: drafts[0].document.data['name'] })
          return { drafts, alsoWrite: target => void target.sql('insert or replace into survey_state(type, seq) values(?, ?)').run(type, first?.seq ?? upTo) }
        },
        { resumable: true },
      )
      await breathe()
    }
  }

  /** When an activity became done as it stands now. */
  const doneAt = (activity: Envelope): string =>
    unitsOf(db, activity.id, 20).find(({ created, changed }) => created['activity']?.includes(activity.id) || changed.some(({ id, changes }) => id === activity.id && changes?.['status']?.[1] === 'done'))?.at ?? activity.updatedAt

  const activityDrafts = (op: Operation, id: string): readonly Draft[] => {
    const activity = store.read(id)
    if (!activity) return []
    const trigger = triggerOf(store, activity.data['kind'])
    const told = (activity.data['doneOn'] as { at: string } | undefined)?.at
    if (!trigger || doneAt(activity) < trigger.since || (told !== undefined && Date.parse(told) < Date.parse(store.instant()) - OLDEST_MS)) return []
    return surveyDrafts(store, op, id)
  }

  const mailDrafts = (op: Operation, id: string): readonly Draft[] => {
    const mail = store.read(id)
    if (mail?.data['state'] !== 'received') return []
    const { subject = '', text, html = '', from = '', sentOn } = mail.data as EmailMessage
    const body: string = text || htmlToText().convert(html, { wordwrap: false })
    const tokens = tokensIn(`${subject}\n${body}`)
    const responses = tokens.flatMap(token => (db.rows('select id from surveyResponse where st = 0 and f_token = ?').all(token) as string[][]).flatMap(([found]) => store.read(found!) ?? []))
    return responses.slice(0, 1).flatMap(record => {
      const response = record.data as SurveyResponse
      const survey = store.read(response.survey!)?.data as Survey | undefined
      if (!survey) return []
      const say = sayOf(options.locales, languageOf(survey))
      const address = /<([^<>\s]+)>\s*$/.exec(from)?.[1] ?? from
      const senders = [response.sentTo, ...[response.contact, response.organisation].flatMap(each => (each ? addressesOf(options.reader, each) : []))].flatMap(each => (each ? [each.toLowerCase()] : []))
      const at = sentOn?.at ?? mail.createdAt
      const data = receive(response, survey, { id, from: address, at, text: body }, senders, { at: zoned(at), words: { yes: say('yes'), no: say('no') } })
      return data ? [store.change(op, record, { data: { ...data } })] : []
    })
  }

  /** Mails that are to leave by themselves; what stands in the way of one does not hold up the others. */
  const send = async (): Promise<void> => {
    for (const [id] of db.rows('select id from surveyResponse where st = 0 and f_isToSend = 1').all() as string[][]) {
      if (isClosed || isOff()) return
      try {
        await sendResponse(options, { ...operation('sendSurvey'), params: { type: 'surveyResponse', id, title: store.read(id!)?.data['name'] } }, id!, { isOwn: true })
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error
        again ??= setTimeout(() => {
          again = undefined
          wake(0)
        }, AGAIN_MS).unref()
      }
    }
  }

  const work = async (): Promise<void> => {
    const off = isOff()
    if (options.isAsking !== false) await follow('activity', off ? () => [] : activityDrafts)
    if (off) return
    await follow('emailMessage', mailDrafts)
    await send()
  }

  const stop = store.onCommit(written => {
    if (written.some(({ type }) => FOLLOWED.includes(type))) wake(AFTER_COMMIT_MS)
  })
  wake(AFTER_START_MS)
  return {
    close: async () => {
      isClosed = true
      stop()
      clearTimeout(timer)
      clearTimeout(again)
      await working
    },
  }
}

const FOLLOWED = ['activity', 'emailMessage', 'surveyResponse', 'surveyTrigger', 'mailAccount', 'moduleSwitch']

import { setImmediate as breathe } from 'node:timers/promises'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { tokensIn } from '../../../shared/modules/surveys/answer-text.ts'
import { receive } from '../../../shared/modules/surveys/receiving.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { Survey } from '../../../shared/modules/surveys/survey.entity.ts'
import type { SurveyResponse } from '../../../shared/modules/surveys/survey-response.entity.ts'
import { htmlToText } from '../../kernel/mail/libraries.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Batch, Draft } from '../../kernel/store/store.ts'
import { zoned } from './asking.ts'
import { sendResponse, type SurveysOptions } from './sending.ts'
import { addressesOf, languageOf, sayOf } from './survey-mail.ts'

const AFTER_COMMIT_MS = 50
const AFTER_START_MS = 1_000
/** Something stands in the way of a mail: an address that is missing, an account. */
const AGAIN_MS = 60_000
interface Options extends SurveysOptions {
  readonly isOff: () => boolean
  readonly onBug: (error: unknown, where: string) => unknown
}

/**
 * Takes in the answers that mails bring, in the order of their sequence, and makes the mails that are to leave by themselves.
 * How far it has come is kept with what it writes: nothing is missed and nothing done twice, whenever the process ends. What
 * came in while the module was off is read once it is on.
 */
export const followSurveys = (options: Options): { close(): Promise<void> } => {
  const { store, isOff, onBug } = options
  const { db } = store
  db.exec('create table if not exists survey_state(one integer primary key check(one = 1), seq integer not null); insert or ignore into survey_state(one, seq) values(1, 0)')
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
  const seqNow = (): number => (db.rows('select seq from survey_state').get() as number[])[0]!
  const next = (): { seq: number; id: string } | undefined => {
    const found = db.rows(`select d.seq, m.id from doc_records d join emailMessage m on m.n = d.n where d.seq > ? and m.st = 0 and m.f_state = 'received' order by d.seq limit 1`).get(seqNow()) as [number, string] | undefined
    return found && { seq: found[0], id: found[1] }
  }

  const operation = (name: string): Operation => ({ id: store.newId(), name, params: {}, actor: 'system' })

  /** One after the other: each is an operation that can be taken back by itself. */
  const receiveAll = async (): Promise<void> => {
    for (;;) {
      const upTo = newest()
      if (isClosed || upTo === seqNow()) return
      const op = operation('receiveSurvey')
      await store.commit(
        op,
        (): Batch => {
          const first = next()
          const drafts = first ? mailDrafts(op, first.id) : []
          if (drafts[0]) Object.assign(op.params, { type: 'surveyResponse', id: drafts[0].document.id, title: drafts[0].document.data['name'] })
          return { drafts, alsoWrite: target => void target.sql('update survey_state set seq = ?').run(first?.seq ?? upTo) }
        },
        { resumable: true },
      )
      await breathe()
    }
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
    if (isOff()) return
    await receiveAll()
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

const FOLLOWED = ['emailMessage', 'surveyResponse', 'mailAccount', 'moduleSwitch']

import type { MailAccount } from '../../../shared/modules/emails/mail-account.entity.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { ScheduleKind } from '../../kernel/jobs/schedules.ts'
import { type BoxPosition, type MailBox, readBox } from '../../kernel/mail/imap.ts'
import type { Outbox } from './outbox.ts'
import { keepArrivals, type MailReader, ourMail, whoHas } from './receive.ts'
import type { MailSecrets } from '../../kernel/mail/secrets.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'

export const SEND = 'sendMails'
export const RECEIVE = 'receiveMails'
const EVERY_MS = 5 * 60_000

/** Sends what waits. */
export const sendJob = (outbox: Outbox): ScheduleKind => ({
  kind: SEND,
  words: 'emails.jobs.send',
  module: 'emails',
  follows: ['emailMessage', 'mailAccount'],
  due: outbox.due,
  run: outbox.run,
})

const createMailboxTable = (db: Db): void =>
  db.exec('create table if not exists mailbox(account text primary key, folder text not null, validity text, last_uid integer, read_at text not null, failure text) without rowid')

export interface ReceiveOptions {
  readonly store: Store
  readonly files: Pick<FileStore, 'put' | 'hold'>
  readonly secrets: Pick<MailSecrets, 'get'>
  readonly reader: MailReader
  readonly now: () => number
}

/** Reads the mailboxes of all accounts that have one: mails of people who are known here, and answers to ours; nothing of the others is fetched. */
export const receiveJob = ({ store, files, secrets, reader, now }: ReceiveOptions): ScheduleKind => {
  const { db } = store
  createMailboxTable(db)

  const positionOf = (account: string, folder: string): BoxPosition | undefined => {
    const row = db.sql('select validity, last_uid from mailbox where account = ? and folder = ? and validity is not null').get(account, folder)
    return row && { validity: row.validity, lastUid: row.last_uid }
  }
  const keepPosition = (target: Db, account: string, folder: string, { validity, lastUid }: BoxPosition): void =>
    void target.sql('insert or replace into mailbox(account, folder, validity, last_uid, read_at) values(?, ?, ?, ?, ?)').run(account, folder, validity, lastUid, new Date(now()).toISOString())

  return {
    kind: RECEIVE,
    words: 'emails.jobs.receive',
    module: 'emails',
    everyMs: EVERY_MS,
    run: async job => {
      const operation: Operation = { id: job.op, name: RECEIVE, params: { type: 'emailMessage' }, actor: 'system' }
      const ids = (db.rows(`select id from mailAccount where st = 0 and f_imapHost is not null and ifnull(f_isPaused, 0) = 0 order by n`).all() as string[][]).map(([id]) => id!)
      for (const id of ids) {
        if (job.signal.aborted) return
        const account = store.read(id)!.data as MailAccount
        const box = boxOf(account, secrets.get(id))
        if (!box) continue
        let position: BoxPosition | undefined
        const failure = await readBox(
          box,
          {
            position: positionOf(id, box.folder),
            signal: job.signal,
            wants: ({ from, messageId, answers }) => {
              if (messageId && ourMail(store, [messageId])) return false
              return ourMail(store, answers) !== undefined || from.some(address => Object.keys(whoHas(db, address)).length > 0)
            },
            take: async (head, bytes) => {
              const mail = await reader.read(bytes)
              if (!mail) return
              const kept = await keepArrivals(store, files, operation, [{ mail, account: id, arrivedAt: head.arrivedAt }], now())
              if (kept.length > 0) await job.commit(operation, () => ({ batch: { drafts: [] }, progress: { done: kept.length, counts: { received: kept.length } } }))
            },
            reached: next => (position = next),
          },
          now(),
        )
        db.transaction(() => {
          // A mail that is taken again is known by its id: what was read before a failure need not be noted one by one.
          if (position) keepPosition(db, id, box.folder, position)
          else db.sql('insert into mailbox(account, folder, read_at) values(?, ?, ?) on conflict(account) do update set read_at = excluded.read_at').run(id, box.folder, new Date(now()).toISOString())
          db.sql('update mailbox set failure = ? where account = ?').run(failure ? JSON.stringify(failure) : null, id)
        })
      }
    },
  }
}

const boxOf = ({ imapHost, imapPort, imapSecurity, folder, user, authKind }: MailAccount, secret: string | undefined): MailBox | undefined => {
  if (!imapHost || secret === undefined) return undefined
  const security = (imapSecurity ?? 'tls') as MailBox['security']
  return { host: imapHost, port: imapPort ?? (security === 'tls' ? 993 : 143), security, folder: folder ?? 'INBOX', user, secret, authKind: authKind as MailBox['authKind'] }
}

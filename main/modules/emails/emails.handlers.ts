import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { emailsRpc } from '../../../shared/modules/emails/emails.rpc.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import { MOST_MAIL_BYTES, tryImap } from '../../kernel/mail/imap.ts'
import { isSending, type Outbox, standingOf } from './outbox.ts'
import { keepArrivals, type MailReader } from './receive.ts'
import type { MailSecrets } from '../../kernel/mail/secrets.ts'
import { trySmtp } from '../../kernel/mail/smtp.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'

const MOST_SUGGESTED = 8

export const emailsQueries = (db: Db): HandlersOf<typeof emailsRpc, 'query'> => ({
  outbox: () => {
    const counts = Object.fromEntries(db.rows(`select f_state, count(*) from emailMessage where st = 0 and f_state in ('waiting', 'failed', 'unsure') group by f_state`).all() as [string, number][])
    const holds = db.sql('select h.account, a.title name, h.failure, h.until_ms from outbox_hold h join mailAccount a on a.id = h.account where a.st = 0').all()
    const mailboxes = db.sql('select m.account, m.read_at, m.failure from mailbox m join mailAccount a on a.id = m.account where a.st = 0').all()
    return ok({
      waiting: counts['waiting'] ?? 0,
      failed: counts['failed'] ?? 0,
      unsure: counts['unsure'] ?? 0,
      hasAccount: db.rows('select 1 from mailAccount where st = 0').get() !== undefined,
      holds: holds.map(({ account, name, failure, until_ms }) => ({ account, name, failure: JSON.parse(failure), until: new Date(until_ms).toISOString() })),
      mailboxes: mailboxes.map(({ account, read_at, failure }) => ({ account, readAt: read_at, ...(failure && { failure: JSON.parse(failure) }) })),
    })
  },
  standing: ({ id }) => ok(standingOf(db, id) ?? { isSending: false, attempts: 0 }),
  suggest: ({ text }) => {
    const typed = fold(text.trim())
    if (typed === '') return ok({ people: [] })
    const until = `${typed}\u{10FFFF}`
    const byAddress = db.sql(`select distinct c.id, c.title, c.f_emails emails, e.k from contact_emails e join contact c on c.n = e.n where e.k >= ? and e.k < ? and c.st = 0 limit ${MOST_SUGGESTED}`).all(typed, until)
    const byName = ['k_lastName', 'k_firstName'].flatMap(column => db.sql(`select id, title, f_emails emails from contact where st = 0 and ${column} >= ? and ${column} < ? and f_emails is not null limit ${MOST_SUGGESTED}`).all(typed, until))
    const firms = db.sql(`select id, title, f_emails emails from organisation where st = 0 and k_name >= ? and k_name < ? and f_emails is not null limit ${MOST_SUGGESTED}`).all(typed, until)
    const people = [
      ...byAddress.map(row => ({ type: 'contact', ...row })),
      ...byName.map(row => ({ type: 'contact', ...row })),
      ...firms.map(row => ({ type: 'organisation', ...row })),
    ].flatMap(({ type, id, title, emails, k }) =>
      (JSON.parse(emails) as { value: string }[]).flatMap(({ value }) => (k === undefined || fold(value).startsWith(typed) ? [{ type, id, title, address: value }] : [])),
    )
    return ok({ people: [...new Map(people.map(each => [each.address.toLowerCase(), each])).values()].slice(0, MOST_SUGGESTED) })
  },
})

export interface EmailsParts {
  readonly store: Store
  readonly files: FileStore
  readonly secrets: MailSecrets
  readonly outbox: Outbox
  readonly reader: MailReader
  /** Asks for what is due anew. */
  readonly wake: () => void
  readonly receive: (signal: AbortSignal) => Promise<number>
  readonly now: () => number
}

/** By what is asked for: what the operation is called, the states in which a mail obeys, and its next one. */
const ACTS = {
  cancel: { name: 'cancelMail', from: ['waiting', 'failed'], to: 'cancelled' },
  again: { name: 'sendMailAgain', from: ['failed', 'unsure', 'cancelled'], to: 'waiting' },
  now: { name: 'sendMailNow', from: ['waiting', 'draft'], to: 'waiting' },
  leave: { name: 'leaveMail', from: ['unsure'], to: 'sent' },
} as const

export const emailsCommands = ({ store, files, secrets, outbox, reader, wake, receive, now }: EmailsParts): HandlersOf<typeof emailsRpc, 'command'> => ({
  act: async ({ ids, as }, { actor }) => {
    const { name, from, to } = ACTS[as]
    const params: Record<string, unknown> = { type: 'emailMessage', as }
    const operation: Operation = { id: store.newId(), name, params, actor }
    let count = 0
    await store.commit(operation, () => {
      const drafts = ids.flatMap(id => {
        const record = store.read(id)
        if (record?.type !== 'emailMessage') throw new ExpectedError('NOT_FOUND', { id })
        if (record.trashedAt !== null || !(from as readonly unknown[]).includes(record.data['state']) || isSending(store.db, id)) return []
        const { failure, sendAfter, sentOn, ...rest } = record.data
        return [
          store.change(operation, record, {
            data: { ...rest, state: to, ...(to === 'cancelled' ? { sendAfter, failure } : {}), ...(sentOn || as === 'leave' ? { sentOn: sentOn ?? { at: record.updatedAt, zone: Intl.DateTimeFormat().resolvedOptions().timeZone } } : {}) },
          }),
        ]
      })
      count = drafts.length
      if (drafts.length === 1) params.title = store.entity('emailMessage')!.title(drafts[0]!.document.data)
      return {
        drafts,
        // What was tried counts no more: a person has looked at it.
        alsoWrite: target => {
          for (const { document } of drafts) target.sql('delete from outbox where id = ? and is_sending = 0').run(document.id)
        },
      }
    })
    if (as === 'now' || as === 'again') outbox.release()
    wake()
    return ok({ op: operation.id, count })
  },
  setSecret: async ({ account, secret }) => {
    await secrets.set(account, secret)
    outbox.release(account)
    wake()
    return ok({})
  },
  secrets: () => ok({ accounts: (store.db.rows('select id from mailAccount').all() as string[][]).flatMap(([id]) => (secrets.get(id!) === undefined ? [] : [id!])) }),
  tryServers: async ({ account, secret, user, authKind, smtp, imap }) => {
    const signIn = { user, authKind, secret: secret ?? (account === undefined ? undefined : secrets.get(account)) }
    const [sending, receiving] = await Promise.all([smtp && trySmtp({ ...smtp, ...signIn }), imap && tryImap({ ...imap, ...signIn, folder: imap.folder || 'INBOX' })])
    return ok({ ...(sending && { smtp: sending }), ...(receiving && { imap: receiving }) })
  },
  receive: async (_, { signal }) => ok({ received: await receive(signal) }),
  take: async ({ files: staged }, { actor }) => {
    const operation: Operation = { id: store.newId(), name: 'takeMails', params: { type: 'emailMessage' }, actor }
    const arrivals = []
    for (const file of staged) {
      const opened = await files.open(file)
      if (!opened) return fail('FILE_NOT_FOUND', { file })
      if (opened.size > MOST_MAIL_BYTES) return fail('FILE_TOO_LARGE', { maxBytes: MOST_MAIL_BYTES })
      const pieces: Uint8Array[] = []
      for await (const piece of opened.bytes) pieces.push(piece)
      const mail = await reader.read(Buffer.concat(pieces))
      // Any file of text can be read as a mail; one from nobody, and without a subject, is none.
      if (!mail || (!mail.from && !mail.subject)) return fail('FILE_UNREADABLE', { file })
      arrivals.push({ mail })
    }
    return ok({ op: operation.id, ids: await keepArrivals(store, files, operation, arrivals, now()) })
  },
})

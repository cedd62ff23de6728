import type { Envelope as RecordEnvelope } from '../../../shared/kernel/entity/define.ts'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Batch, Store } from '../../kernel/store/store.ts'
import type { ParsedMail } from '../../kernel/mail/parse-mail.ts'

/** Reads mails within bounds; undefined where one cannot be read. */
export interface MailReader {
  read(bytes: Uint8Array): Promise<ParsedMail | undefined>
  close(): Promise<void>
}

/** The types whose records are known by their addresses, and the field of a mail that names such a record. */
const KNOWN_BY = ['contact', 'organisation'] as const

/** The record that has an address, the first found of each type. */
export const whoHas = (db: Db, address: string): Partial<Record<(typeof KNOWN_BY)[number], string>> => {
  const found: Partial<Record<(typeof KNOWN_BY)[number], string>> = {}
  for (const type of KNOWN_BY) {
    const row = type === 'contact'
      ? db.rows('select c.id from contact_emails e join contact c on c.n = e.n where e.k = ? and c.st = 0 order by c.n').get(fold(address))
      : db.rows(`select id from organisation where st = 0 and f_emails is not null and exists (select 1 from json_each(f_emails) each where fold(each.value ->> '$.value') = ?) order by n`).get(fold(address))
    if (row) found[type] = (row as string[])[0]!
  }
  return found
}

/** Our mail that goes by one of these ids, the first of them that is ours. */
export const ourMail = (store: Store, ids: readonly string[]): RecordEnvelope | undefined => {
  for (const id of ids) {
    const row = store.db.rows('select id from emailMessage where k_messageId = ? and st = 0 order by n').get(fold(id).slice(0, 200)) as string[] | undefined
    const record = row && store.read(row[0]!)
    if (record && record.data['messageId'] === id) return record
  }
  return undefined
}

export interface Arrival {
  readonly mail: ParsedMail
  readonly account?: string | undefined
  /** When the server had it; by its sender's clock otherwise. */
  readonly arrivedAt?: string | undefined
}

/** A mail that came in, with what it belongs to: the people it is from, or else to, and whatever the mail that it answers belongs to. */
const arrivalData = (store: Store, { mail, account, arrivedAt }: Arrival, files: readonly FileRef[], now: number): EmailMessage => {
  const answered = ourMail(store, mail.answers)?.data as EmailMessage | undefined
  const known = [mail.from ?? '', ...mail.to].map(address => (address ? whoHas(store.db, address) : {}))
  const named = known.find(({ contact, organisation }) => contact ?? organisation) ?? {}
  const organisation = named.organisation ?? (named.contact && (store.read(named.contact)?.data['organisation'] as string | undefined)) ?? answered?.organisation
  const links = { contact: named.contact ?? answered?.contact, organisation, opportunity: answered?.opportunity, activity: answered?.activity }
  const at = [arrivedAt, mail.date].find(each => each !== undefined && Date.parse(each) <= now + 86_400_000) ?? new Date(now).toISOString()
  const list = (addresses: readonly string[]): { value: string }[] => addresses.slice(0, 500).map(value => ({ value }))
  return {
    direction: 'in',
    state: 'received',
    sentOn: { at, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
    ...(account && { account }),
    ...(mail.from && { from: mail.from }),
    ...(mail.to.length > 0 && { to: list(mail.to) }),
    ...(mail.cc.length > 0 && { cc: list(mail.cc) }),
    ...(mail.subject && { subject: mail.subject }),
    ...(mail.text && { text: mail.text }),
    ...(mail.html && { html: mail.html }),
    ...(mail.messageId && { messageId: mail.messageId }),
    ...(mail.answers.length > 0 && { inReplyTo: shortened(mail.answers) }),
    ...(files.length > 0 && { attachments: files.map(value => ({ value })) }),
    ...(mail.isAutomatic && { source: 'automatic' }),
    ...Object.fromEntries(Object.entries(links).filter(([, id]) => id !== undefined)),
  }
}

const LONGEST = 1_000
const shortened = (ids: readonly string[]): string => {
  let text = ''
  for (const id of ids) if (text.length + id.length < LONGEST) text += `${text && ' '}${id}`
  return text
}

/** Keeps mails that came in, each with its files, unless it is there already; answers the ids of the new ones. */
export const keepArrivals = async (store: Store, files: Pick<FileStore, 'put' | 'hold'>, operation: Operation, arrivals: readonly Arrival[], now: number, alsoWrite?: Batch['alsoWrite']): Promise<string[]> => {
  const ids: string[] = []
  await files.hold(async () => {
    const kept: FileRef[][] = []
    for (const { mail } of arrivals) {
      const refs: FileRef[] = []
      for (const { name, mime, bytes } of mail.files) refs.push(await files.put(bytes, name, mime))
      kept.push(refs)
    }
    await store.commit(operation, () => {
      ids.length = 0
      const drafts = arrivals.flatMap((arrival, i) => {
        const { messageId } = arrival.mail
        const isThere = messageId !== undefined && ourMail(store, [messageId])?.data['state'] === 'received'
        return isThere ? [] : [{ ...store.draft(operation, 'emailMessage', arrivalData(store, arrival, kept[i]!, now)), isOwn: true }]
      })
      ids.push(...drafts.map(({ document }) => document.id))
      return { drafts, ...(alsoWrite && { alsoWrite }) }
    })
  })
  return ids
}

import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import type { FileRef, ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { localTime } from '../../kernel/text/format.ts'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { LINKS, type MailRow } from './mail-row.ts'
import { htmlOf, prefixed, quoted } from './mail-text.ts'

/** What a mail begins with. */
export interface Beginning {
  readonly id?: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly html: string | null
  readonly account?: string | undefined
  readonly sendAfter: string
  readonly files: readonly FileRef[]
  readonly inReplyTo?: string | undefined
  readonly links: Readonly<Partial<Record<(typeof LINKS)[number], string>>>
  /** The record that templates speak of. */
  readonly about?: { readonly type: string; readonly id: string } | undefined
}

const NOTHING: Beginning = { to: [], cc: [], bcc: [], subject: '', html: null, sendAfter: '', files: [], links: {} }
const values = (items: readonly ListItem<string>[] | null | undefined): string[] => (items ?? []).map(({ value }) => value)
const linksOf = (record: RecordView): Beginning['links'] => Object.fromEntries(LINKS.flatMap(name => (record[name] ? [[name, (record[name] as TitledId).id]] : [])))

const recordOf = async (api: Api, type: string, id: string): Promise<RecordView> => (await unwrap(api.entities.get({ type, id }))).record

const signatureOf = async (api: Api): Promise<string> => {
  const me = await api.entities.get({ type: 'user', id: LOCAL_ACTOR })
  const signature = me.ok ? me.value.record['signature'] : undefined
  return typeof signature === 'string' ? `<p></p>${signature}` : ''
}

const ofRecord = async (api: Api, type: string, id: string): Promise<Beginning> => {
  const record = await recordOf(api, type, id)
  const links = { ...linksOf(record), ...(type === 'contact' || type === 'organisation' || type === 'opportunity' || type === 'activity' ? { [type]: id } : {}) }
  const person = record['emails'] ? record : links.contact ? await recordOf(api, 'contact', links.contact) : links.organisation ? await recordOf(api, 'organisation', links.organisation) : record
  const [address] = values((person['emails'] ?? (typeof record['email'] === 'string' ? [{ value: record['email'] }] : [])) as ListItem<string>[])
  return { ...NOTHING, to: address ? [address] : [], links, html: (await signatureOf(api)) || null, about: { type, id } }
}

const ofAnswer = async (api: Api, id: string, isForward: boolean, said: (mail: MailRow) => string): Promise<Beginning> => {
  const mail = (await recordOf(api, 'emailMessage', id)) as MailRow
  const others = mail.state === 'received' ? (mail.from ? [mail.from] : []) : values(mail.to)
  const links = linksOf(mail)
  const [about] = LINKS.toReversed().flatMap(type => (links[type] ? [{ type, id: links[type] }] : []))
  return {
    ...NOTHING,
    to: isForward ? [] : others,
    subject: prefixed(isForward ? 'Tr' : 'Re', mail.subject ?? ''),
    html: `${(await signatureOf(api)) || '<p></p>'}${quoted(said(mail), mail.text ?? '')}`,
    account: mail.account?.id,
    files: isForward ? (mail.attachments ?? []).map(({ value }) => value) : [],
    ...(isForward || !mail.messageId ? {} : { inReplyTo: [mail.messageId, ...(mail.inReplyTo?.match(/<[^<>\s]+>/g) ?? [])].join(' ').slice(0, 1_000) }),
    links,
    about,
  }
}

/** A mail that has not left yet, as it stands. */
export const beginningOf = async (api: Api, id: string): Promise<Beginning> => {
  const mail = (await recordOf(api, 'emailMessage', id)) as MailRow
  const links = linksOf(mail)
  const [about] = LINKS.toReversed().flatMap(type => (links[type] ? [{ type, id: links[type] }] : []))
  return {
    id,
    to: values(mail.to),
    cc: values(mail.cc),
    bcc: values(mail.bcc),
    subject: mail.subject ?? '',
    html: mail.html ?? (mail.text ? htmlOf(mail.text) : null),
    account: mail.account?.id,
    sendAfter: mail.sendAfter ? localTime(mail.sendAfter.at) : '',
    files: (mail.attachments ?? []).map(({ value }) => value),
    inReplyTo: mail.inReplyTo ?? undefined,
    links,
    about,
  }
}

/** What a new mail begins with by its address: the people of a record, what answers or passes on another mail, or whom one named. */
export const newBeginning = async (api: Api, params: URLSearchParams, said: (mail: MailRow) => string): Promise<Beginning> => {
  const [type, id] = (params.get('about') ?? '').split(':')
  const answered = params.get('reply') ?? params.get('forward')
  if (answered) return ofAnswer(api, answered, params.has('forward'), said)
  if (type && id) return ofRecord(api, type, id)
  return { ...NOTHING, html: (await signatureOf(api)) || null, to: params.getAll('to') }
}

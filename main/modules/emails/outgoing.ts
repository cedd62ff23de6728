import MailComposer from 'nodemailer/lib/mail-composer'
import type { Envelope as RecordEnvelope } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { MailAccount } from '../../../shared/modules/emails/mail-account.entity.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Envelope } from '../../kernel/mail/smtp.ts'

export interface Outgoing {
  readonly envelope: Envelope
  readonly bytes: Buffer
}

/** A mail's name among all mails: it follows from the record, so that a mail sent again after doubt is known to be the same. */
export const messageIdOf = ({ id, data }: Pick<RecordEnvelope, 'id' | 'data'>, address: string): string =>
  typeof data['messageId'] === 'string' ? data['messageId'] : `<${id}@${address.slice(address.lastIndexOf('@') + 1)}>`

const addresses = (items: readonly ListItem<string>[] | undefined): string[] => (items ?? []).map(({ value }) => value)

/** Everybody who gets it, each once. */
const recipientsOf = ({ to, cc, bcc }: EmailMessage): string[] => [...new Map([...addresses(to), ...addresses(cc), ...addresses(bcc)].map(address => [address.toLowerCase(), address])).values()]

const ids = (text: string | undefined): string[] => text?.match(/<[^<>\s]+>/g) ?? []

/** Images that stand in the text as data go beside it: many readers of mail show no others. */
const withImagesBeside = (html: string, id: string): { html: string; images: { cid: string; content: Buffer; contentType: string; filename: string }[] } => {
  const cids = new Map<string, string>()
  const replaced = html.replaceAll(/(<img\b[^>]*?\bsrc=")(data:image\/[a-z+.-]+;base64,[A-Za-z0-9+/=]+)(")/gi, (_, before: string, url: string, after: string) => {
    const cid = cids.get(url) ?? `image${cids.size + 1}.${id}`
    cids.set(url, cid)
    return `${before}cid:${cid}${after}`
  })
  const images = [...cids].map(([url, cid], i) => {
    const contentType = url.slice('data:'.length, url.indexOf(';'))
    return { cid, contentType, content: Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'), filename: `image${i + 1}.${contentType.slice('image/'.length).replace(/\+.*/, '')}` }
  })
  return { html: replaced, images }
}

/** A mail as it goes out, or undefined when a file of it is gone. What stands in it is taken as it is: no path or address in it is read. */
export const outgoingOf = async (record: RecordEnvelope, account: MailAccount, files: Pick<FileStore, 'open'>, now: number): Promise<Outgoing | undefined> => {
  const mail = record.data as EmailMessage
  const address = account.address!
  const attachments: { filename: string; content: Buffer; contentType: string }[] = []
  for (const { value } of mail.attachments ?? []) {
    const opened = await files.open(value.file)
    if (!opened) return undefined
    const pieces: Uint8Array[] = []
    for await (const piece of opened.bytes) pieces.push(piece)
    attachments.push({ filename: value.name, content: Buffer.concat(pieces), contentType: value.mime })
  }
  const html = mail.html ? withImagesBeside(mail.html, record.id) : undefined
  const answered = ids(mail.inReplyTo)
  const text = mail.text ?? (mail.html && (await import('html-to-text')).convert(mail.html, { wordwrap: false }))
  const node = new MailComposer({
    from: { name: account.displayName ?? '', address },
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    subject: mail.subject ?? '',
    text: text || ' ',
    ...(html && { html: html.html }),
    attachments: [...attachments, ...(html?.images ?? [])],
    messageId: messageIdOf(record, address),
    ...(answered.length > 0 && { inReplyTo: answered[0]!, references: answered.toReversed() }),
    date: new Date(now),
    // What nobody wrote by hand asks the answering machines of others to keep silent.
    ...(mail.source?.startsWith('workflow:') && { headers: { 'Auto-Submitted': 'auto-generated' } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return { envelope: { from: address, to: recipientsOf(mail) }, bytes: await node.build() }
}

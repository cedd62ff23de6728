import type { Envelope as RecordEnvelope } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { EmailMessage } from '../../../shared/modules/emails/email-message.entity.ts'
import type { MailAccount } from '../../../shared/modules/emails/mail-account.entity.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import { mailComposer } from '../../kernel/mail/libraries.ts'
import type { Envelope } from '../../kernel/mail/smtp.ts'
import { toMail } from '../../kernel/mail/to-mail.ts'

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
  const formatted = mail.html ? toMail(mail.html) : undefined
  const answered = ids(mail.inReplyTo)
  const node = new (mailComposer())({
    from: { name: account.displayName ?? '', address },
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    ...(mail.replyTo && { replyTo: mail.replyTo }),
    subject: mail.subject ?? '',
    text: mail.text ?? (formatted?.text || ' '),
    ...(formatted && { html: formatted.html }),
    attachments: [...attachments, ...(formatted?.attachments ?? [])],
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

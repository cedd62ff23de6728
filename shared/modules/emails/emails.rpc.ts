import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId } from '../../kernel/rpc/schemas.ts'
import { MAIL_FAILURES } from '../../kernel/mail/mail-failure.ts'

const failure = z.object({
  code: z.enum(MAIL_FAILURES),
  answer: z.string().optional(),
  refused: z.array(z.object({ address: z.string(), answer: z.string() })).optional(),
})
const security = z.enum(['tls', 'starttls', 'none'])
const server = z.strictObject({ host: z.string().min(1).max(300), port: z.number().int().min(1).max(65_535), security })

export const emailsRpc = {
  /** How the outbox stands: how many mails are in each state that asks for something, and from which accounts nothing leaves for now. */
  outbox: query(
    z.strictObject({}),
    z.object({
      waiting: z.number(),
      failed: z.number(),
      unsure: z.number(),
      hasAccount: z.boolean(),
      holds: z.array(z.object({ account: z.string(), name: z.string(), failure, until: z.string() })),
      mailboxes: z.array(z.object({ account: z.string(), readAt: z.string(), failure: failure.optional() })),
    }),
  ),
  /** What is known of a mail that waits or is on its way, beside its record. */
  standing: query(z.strictObject({ id: recordId }), z.object({ isSending: z.boolean(), attempts: z.number(), nextAt: z.string().optional(), failure: failure.optional() })),
  /** People and firms whose name or address begins so, with each of their addresses. */
  suggest: query(z.strictObject({ text: z.string().max(200) }), z.object({ people: z.array(z.object({ type: z.string(), id: z.string(), title: z.string(), address: z.string() })) })),
  /**
   * Has mails cancelled while they wait, sent `again` or `now` (whatever time was set), or left as sent where nobody knows;
   * those in another state stay as they are. `count` is how many changed.
   */
  act: command(z.strictObject({ ids: z.array(recordId).min(1).max(1_000), as: z.enum(['cancel', 'again', 'now', 'leave']) }), z.object({ op: z.string(), count: z.number() })),
  /** Keeps the password or token of an account on this machine, or forgets it. */
  setSecret: command(z.strictObject({ account: recordId, secret: z.string().min(1).max(10_000).optional() }), z.object({})),
  /** The accounts whose password or token is kept on this machine. */
  secrets: command(z.strictObject({}), z.object({ accounts: z.array(z.string()) })),
  /** Reaches servers and signs in; without `secret`, by that of the `account`. Answers what stands in the way of sending and of receiving. */
  tryServers: command(
    z.strictObject({
      account: recordId.optional(),
      secret: z.string().max(10_000).optional(),
      user: z.string().max(1_000).optional(),
      authKind: z.enum(['password', 'oauth']).optional(),
      smtp: server.optional(),
      imap: server.extend({ folder: z.string().max(500).optional() }).optional(),
    }),
    z.object({ smtp: failure.optional(), imap: failure.optional() }),
  ),
  /** Reads the mailboxes now; `received` is how many mails were taken. */
  receive: command(z.strictObject({}), z.object({ received: z.number() })),
  /** Takes files of mails (.eml) that were handed over, whoever sent them: FILE_NOT_FOUND, FILE_UNREADABLE. One that is there already is not taken twice. */
  take: command(z.strictObject({ files: z.array(z.string().max(100)).min(1).max(100) }), z.object({ op: z.string(), ids: z.array(z.string()) })),
}

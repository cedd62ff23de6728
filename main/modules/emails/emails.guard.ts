import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { isSending } from './outbox.ts'
import type { Draft, Guard } from '../../kernel/store/store.ts'

/** What a person, or a module in somebody's name, may make of a mail in each state; everything else is the outbox's. */
const MOVES: Readonly<Record<string, readonly string[]>> = {
  draft: ['waiting', 'cancelled'],
  waiting: ['draft', 'cancelled'],
  cancelled: ['draft', 'waiting'],
  failed: ['waiting', 'draft', 'cancelled'],
  unsure: ['waiting', 'sent', 'cancelled'],
}
/** Those in which a new mail may be. */
const FIRST = ['draft', 'waiting', 'cancelled', 'sent', 'received']
/** What was in the hands of others is not written anew. */
const GONE = ['sent', 'received', 'unsure']
const CONTENT = ['direction', 'from', 'to', 'cc', 'bcc', 'replyTo', 'subject', 'text', 'html', 'attachments', 'messageId', 'inReplyTo', 'sentOn'] as const

/** A mail that is on its way stays as it is; one that has left is neither written anew nor taken back. */
export const emailsGuard: Guard = ({ db }, draft) => (draft.document.type === 'emailMessage' && !draft.isOwn ? failureOf(db, draft) : undefined)

const failureOf = (db: Parameters<typeof isSending>[0], { document, previous, isUndo }: Draft): Failure | undefined => {
  const { id, data, trashedAt } = document
  const to = String(data['state'])
  if (!previous) return FIRST.includes(to) ? undefined : { code: 'EMAIL_STATE', params: { id, state: to } }
  const from = String(previous.data['state'])
  const isTrashing = trashedAt !== null && previous.trashedAt === null
  const changed = CONTENT.some(field => JSON.stringify(data[field] ?? null) !== JSON.stringify(previous.data[field] ?? null))
  if (isSending(db, id) && (from !== to || changed || isTrashing)) return { code: 'EMAIL_SENDING', params: { id } }
  if (from !== to && (isUndo && GONE.includes(from) || !MOVES[from]?.includes(to))) return GONE.includes(from) ? { code: 'EMAIL_SENT', params: { id } } : { code: 'EMAIL_STATE', params: { id, state: to } }
  if (GONE.includes(from) && changed && !isUndo) return { code: 'EMAIL_SENT', params: { id } }
  return isUndo && isTrashing && (from === 'sent' || from === 'unsure') ? { code: 'EMAIL_SENT', params: { id } } : undefined
}

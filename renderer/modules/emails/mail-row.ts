import type { FileRef, ListItem, ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import type { MailFailure } from '../../../shared/kernel/mail/mail-failure.ts'
import type { TitledId } from '../../kernel/ui/Value.tsx'

/** A mail as the window reads it. */
export interface MailRow extends RecordView {
  readonly subject?: string | null
  readonly state: 'draft' | 'waiting' | 'sending' | 'sent' | 'failed' | 'unsure' | 'cancelled' | 'received'
  readonly account?: TitledId | null
  readonly from?: string | null
  readonly to?: readonly ListItem<string>[] | null
  readonly cc?: readonly ListItem<string>[] | null
  readonly bcc?: readonly ListItem<string>[] | null
  readonly text?: string | null
  readonly html?: string | null
  readonly attachments?: readonly ListItem<FileRef>[] | null
  readonly sendAfter?: ZonedDateTime | null
  readonly sentOn?: ZonedDateTime | null
  readonly messageId?: string | null
  readonly inReplyTo?: string | null
  readonly failure?: MailFailure | null
  readonly contact?: TitledId | null
  readonly organisation?: TitledId | null
  readonly opportunity?: TitledId | null
  readonly activity?: TitledId | null
}

/** What a mail may belong to, by its fields. */
export const LINKS = ['contact', 'organisation', 'opportunity', 'activity'] as const

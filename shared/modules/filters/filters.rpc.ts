import { z } from 'zod'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { query } from '../../kernel/rpc/contract.ts'
import { recordId, typeName } from '../../kernel/rpc/schemas.ts'

const savedFilter = z.object({
  id: z.string(),
  name: z.string(),
  forType: z.string(),
  filter: filterSchema,
  /** Comes with the application, and cannot be changed. */
  isSystem: z.boolean(),
  isShared: z.boolean(),
  /** Whose it is. */
  owner: z.string(),
  isMine: z.boolean(),
  isTrashed: z.boolean().optional(),
  isDisabled: z.boolean().optional(),
  why: z.string().optional(),
})
export type SavedFilterView = z.output<typeof savedFilter>

export const filtersRpc = {
  /** The filters with a name that whoever asks may use, of one type or of all; those in the trash too, for what refers to them. */
  list: query(z.strictObject({ type: typeName.optional() }), z.object({ filters: z.array(savedFilter) })),

  /** Titles and types of the records that a filter names, and of those the ids that are not there. */
  names: query(z.strictObject({ ids: z.array(z.string()).max(1_000) }), z.object({ names: z.record(z.string(), z.object({ title: z.string(), type: z.string() })) })),

  /** The records that cannot be without a saved filter: other filters, and what else refers to it. */
  usedBy: query(z.strictObject({ id: recordId }), z.object({ users: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() })) })),
}

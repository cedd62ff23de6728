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

const end = z.object({
  /** What it says of the other end, in somebody's words; of a shipped kind `relations.shipped.<key>.<side>` says it. */
  predicate: z.string().optional(),
  /** None stands for all. */
  types: z.array(z.string()),
})
const relationKind = z.object({ key: z.string(), isSymmetric: z.boolean(), subject: end, object: end })
export type RelationKindView = z.output<typeof relationKind>

export const filtersRpc = {
  /** The filters with a name that whoever asks may use, of one type or of all; those in the trash too, for what refers to them. */
  list: query(z.strictObject({ type: typeName.optional() }), z.object({ filters: z.array(savedFilter) })),

  /** The kinds of relation by which records can be asked for, disabled ones too. */
  kinds: query(z.strictObject({}), z.object({ kinds: z.array(relationKind) })),

  /** Titles and types of the records that a filter names, as far as they are there. */
  names: query(z.strictObject({ ids: z.array(z.string()).max(1_000) }), z.object({ names: z.record(z.string(), z.object({ title: z.string(), type: z.string() })) })),

  /** The saved filters that use another. */
  usedBy: query(z.strictObject({ id: recordId }), z.object({ users: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() })) })),
}

import { z } from 'zod'
import { filterSchema } from './filter-schema.ts'

/** A saved filter as the window knows it. */
export const savedFilterView = z.object({
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
export type SavedFilterView = z.output<typeof savedFilterView>

const end = z.object({
  /** What it says of the other end, in somebody's words; of a shipped kind `relations.shipped.<key>.<side>` says it. */
  predicate: z.string().optional(),
  /** None stands for all. */
  types: z.array(z.string()),
})
/** A kind of relation by which records can be asked for. */
export const relationKindView = z.object({ key: z.string(), isSymmetric: z.boolean(), isDisabled: z.boolean().optional(), subject: end, object: end })
export type RelationKindView = z.output<typeof relationKindView>

import { z } from 'zod'
import { isOwnReason, type OwnReason, REASONS } from '../../kernel/duplicates/reasons.ts'
import { command, query } from '../../kernel/rpc/contract.ts'
import { isTypeName, recordId, recordView, typeName } from '../../kernel/rpc/schemas.ts'
import { MOST_MERGED } from './duplicates.rules.ts'

const reasons = z.readonly(z.array(z.union([z.enum(REASONS), z.custom<OwnReason>(reason => typeof reason === 'string' && isOwnReason(reason))])))
const score = z.number()
const ids = z.array(recordId).min(2).max(MOST_MERGED)

/** As a form asks while one types. */
const isPlainCheck = (input: unknown): boolean => {
  if (typeof input !== 'object' || input === null) return false
  for (const key in input) if (key !== 'type' && key !== 'data') return false
  const { type, data } = input as Record<string, unknown>
  return isTypeName(type) && typeof data === 'object' && data !== null && !Array.isArray(data)
}

const group = z.object({
  type: z.string(),
  /** The highest of its pairs, from 0 to 100. */
  score,
  /** What speaks for it, of all of its pairs. */
  reasons,
  records: z.array(recordView),
})
export type DuplicateGroup = z.output<typeof group>

const likely = z.object({ id: z.string(), title: z.string(), score, reasons })

export const duplicatesRpc = {
  /** Records that are likely one, the likeliest first; `limit` counts pairs, of which several may make a group. */
  list: query(z.strictObject({ after: z.string().max(200).optional(), limit: z.int().min(1).max(200).default(50) }), z.object({ groups: z.array(group), next: z.string().optional() })),

  /** How many pairs are to be looked at, up to `MOST_COUNTED`; `isComplete` is false while records are still to be compared. */
  count: query(z.strictObject({}), z.object({ count: z.number(), isComplete: z.boolean() })),

  /** The records that a new one of this data would likely repeat, the likeliest first. */
  check: query(
    z.strictObject({ type: typeName, data: z.record(z.string(), z.unknown()), limit: z.int().min(1).max(10).optional() }),
    z.object({ likely: z.array(likely) }),
    isPlainCheck,
  ),

  /** What a merge would move to the record that is kept: records that lead to the others, by type. */
  linked: query(z.strictObject({ type: typeName, ids: z.array(recordId).min(1).max(MOST_MERGED) }), z.object({ links: z.array(z.object({ type: z.string(), count: z.number() })) })),

  /** The record into which another was merged, as long as that stands. */
  mergedInto: query(z.strictObject({ id: recordId }), z.object({ into: z.object({ type: z.string(), id: z.string(), title: z.string() }).optional() })),

  /** Remembers that records are not the same; they are shown no more, until this is taken back. */
  dismiss: command(z.strictObject({ type: typeName, ids }), z.object({ op: z.string(), count: z.number() })),

  /**
   * Makes one of several records of a type, as one operation: what leads to `others` leads to `keep` afterwards, and the others
   * go to the trash. `data` says what fields of it shall be (null empties one); the rest is filled from all of them. `seen`
   * holds the operation that wrote each record last when it was read: one written since answers CONFLICT, and nothing is done.
   * Where much leads to them it is a job; `background` answers with its `job` at once.
   */
  merge: command(
    z.strictObject({
      type: typeName,
      keep: recordId,
      others: z.array(recordId).min(1).max(MOST_MERGED - 1),
      data: z.record(z.string(), z.unknown()).optional(),
      seen: z.record(z.string(), z.string()).optional(),
      background: z.boolean().optional(),
    }),
    z.object({
      op: z.string(),
      record: recordView,
      /** Records that lead to the kept one instead. */
      moved: z.number(),
      job: z.string().optional(),
    }),
  ),
}

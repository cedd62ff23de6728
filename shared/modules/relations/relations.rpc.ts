import { z } from 'zod'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { command, query } from '../../kernel/rpc/contract.ts'
import { ARCHIVED, recordId, typeName } from '../../kernel/rpc/schemas.ts'
import { SIDES } from './relation-kinds.ts'

const MOST_IDS = 10_000
const kind = z.string().min(1).max(100)
const side = z.enum(SIDES)

const linked = z.object({
  /** The relation itself. */
  id: z.string(),
  since: z.string(),
  record: z.object({ id: z.string(), type: z.string(), title: z.string() }),
})

const refusal = z.object({
  id: z.string(),
  title: z.string(),
  reason: z.string(),
  side: side.optional(),
  tagNames: z.string().optional(),
})

export const relationsRpc = {
  /**
   * The relations of a record, by kind and the side on which it stands, the newest first; those to a record in the trash are
   * left out. `count` is of the whole group, `items` are the first of it.
   */
  of: query(
    z.strictObject({ id: recordId, kind: kind.optional(), limit: z.int().min(1).max(1_000).default(100) }),
    z.object({ groups: z.array(z.object({ kind: z.string(), side, count: z.number(), items: z.array(linked) })) }),
  ),

  /** How many relations there are of each kind. */
  uses: query(z.strictObject({}), z.object({ uses: z.record(z.string(), z.number()) })),

  /**
   * Links a record, which stands on `side` of the kind, with others: with those named, with all of a type that a filter and
   * text keep, or with `all` of it, as one operation. `refused` counts those that the kind does not allow, `refusals` are the first of them. Many are a
   * job; `background` answers with it at once.
   */
  link: command(
    z.strictObject({
      kind,
      side,
      id: recordId,
      type: typeName.optional(),
      ids: z.array(recordId).min(1).max(MOST_IDS).optional(),
      filter: filterSchema.optional(),
      text: z.string().max(400).optional(),
      archived: z.enum(ARCHIVED).optional(),
      all: z.literal(true).optional(),
      background: z.boolean().optional(),
    }),
    z.object({ op: z.string(), count: z.number(), refused: z.number(), refusals: z.array(refusal), job: z.string().optional() }),
  ),
}

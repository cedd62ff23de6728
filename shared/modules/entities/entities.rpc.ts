import { z } from 'zod'
import { command, query, stream } from '../../kernel/rpc/contract.ts'
import { path, problem, recordId, recordView, row, selection, typeName } from '../../kernel/rpc/schemas.ts'

const ids = z.array(recordId).min(1).max(10_000)
/** One record, or several of one type, in one operation. */
const some = z.strictObject({ type: typeName, id: recordId.optional(), ids: ids.optional() })

export const entitiesRpc = {
  get: query(z.strictObject({ type: typeName.optional(), id: recordId }), z.object({ record: recordView })),

  /** One page. `view` names the columns (paths), by default those of the type; `next` continues after the last row. */
  list: query(
    z.strictObject({
      ...selection,
      sort: z.array(z.strictObject({ field: path, dir: z.enum(['asc', 'desc']).default('asc') })).max(5).optional(),
      view: z.array(path).max(100).optional(),
      after: z.string().max(4_000).optional(),
      /** Starts the page at this position instead of after a row: for jumping with a scrollbar, dearer than `after`. */
      offset: z.int().min(0).optional(),
      limit: z.int().min(1).max(1_000).default(50),
    }),
    z.object({ rows: z.array(row), next: z.string().optional() }),
  ),

  count: query(z.strictObject(selection), z.object({ count: z.number() })),

  /**
   * Creates (without `id`) or changes a record. `patch` holds the fields to set, null empties one. `base` holds the
   * values that the editor saw: a field changed meanwhile to something else answers CONFLICT and nothing is written.
   * A file or picture may be given by the id under which it was staged: `{ file, name }`.
   */
  save: command(
    z.strictObject({
      type: typeName,
      id: recordId.optional(),
      patch: z.record(z.string(), z.unknown()),
      base: z.record(z.string(), z.unknown()).optional(),
    }),
    z.object({ record: recordView, op: z.string(), warnings: z.array(problem) }),
  ),

  /** Puts records in the trash. */
  remove: command(some, z.object({ op: z.string(), count: z.number() })),

  /** Takes records out of the trash. */
  restore: command(some, z.object({ op: z.string(), count: z.number() })),

  /** Tells which records were written, until aborted; a list of ids is cut at 1,000, then `many` is true. */
  watch: stream(
    z.strictObject({ type: typeName.optional() }),
    z.object({}),
    z.object({ type: z.string(), ids: z.array(z.string()), many: z.boolean() }),
  ),
}

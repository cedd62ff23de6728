import { z } from 'zod'
import { command, query, stream } from '../../kernel/rpc/contract.ts'
import { filterSchema } from '../../kernel/filter/filter-schema.ts'
import { isWholeFilter } from '../../kernel/filter/filter.ts'
import { ARCHIVED, isPath, isRecordId, isTypeName, path, problem, recordId, recordView, row, selection, typeName } from '../../kernel/rpc/schemas.ts'
import { GROUP_UNITS } from '../../kernel/view/grouping.ts'

const ids = z.array(recordId).min(1).max(10_000)
/** One record, or several of one type, in one operation. */
const some = z.strictObject({ type: typeName, id: recordId.optional(), ids: ids.optional() })

/** Several records: `all` says that the whole is meant, so that nothing forgotten takes everything away. */
const which = { filter: filterSchema.optional(), text: z.string().max(400).optional(), archived: z.enum(ARCHIVED).optional(), ids: ids.optional(), all: z.literal(true).optional() }
const isNamed = ({ filter, text, ids: named, all }: z.output<z.ZodObject<typeof which>>): boolean => filter !== undefined || Boolean(text) || named !== undefined || all === true
const NOT_NAMED = 'say which: ids, filter, text, or all'

const totals = z.record(z.string(), z.array(z.object({ sum: z.number(), count: z.number(), currency: z.string().optional() })))

const MOST_ROWS = 1_000
const MOST_COLUMNS = 100

/** A record of a type that is known. */
export const isPlainGet = (input: unknown): boolean => {
  if (typeof input !== 'object' || input === null) return false
  for (const key in input) if (key !== 'type' && key !== 'id') return false
  const { type, id } = input as Record<string, unknown>
  return isTypeName(type) && isRecordId(id)
}

/** The first page of a view, as a window asks for it all day. */
export const isPlainPage = (input: unknown): boolean => {
  if (typeof input !== 'object' || input === null) return false
  for (const key in input) if (key !== 'type' && key !== 'view' && key !== 'filter' && key !== 'limit') return false
  const { type, view, filter, limit } = input as Record<string, unknown>
  return (
    isTypeName(type) &&
    typeof limit === 'number' && Number.isInteger(limit) && limit >= 1 && limit <= MOST_ROWS &&
    (view === undefined || (Array.isArray(view) && view.length <= MOST_COLUMNS && view.every(isPath))) &&
    (filter === undefined || isWholeFilter(filter))
  )
}

export const entitiesRpc = {
  get: query(z.strictObject({ type: typeName.optional(), id: recordId }), z.object({ record: recordView }), isPlainGet),

  /** One page. `view` names the columns (paths, through relations too, or `relation:<kind>:<side>`), by default those of the type; `next` continues after the last row. */
  list: query(
    z.strictObject({
      ...selection,
      sort: z.array(z.strictObject({ field: path, dir: z.enum(['asc', 'desc']).default('asc') })).max(5).optional(),
      view: z.array(path).max(MOST_COLUMNS).optional(),
      after: z.string().max(4_000).optional(),
      /** Starts the page at this position instead of after a row: for jumping with a scrollbar, dearer than `after`. */
      offset: z.int().min(0).optional(),
      limit: z.int().min(1).max(MOST_ROWS).default(50),
    }),
    z.object({ rows: z.array(row), next: z.string().optional() }),
    isPlainPage,
  ),

  count: query(z.strictObject(selection), z.object({ count: z.number() })),

  /** Lets lists of a type be sorted by a column through an index from now on; `list` asks for it where a list is long. Not while jobs work. */
  indexSort: command(z.strictObject({ type: typeName, field: path }), z.object({ done: z.boolean() })),

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
      copyOf: recordId.optional(),
    }),
    z.object({ record: recordView, op: z.string(), warnings: z.array(problem) }),
  ),

  /**
   * Sums of number and money fields over a whole selection, and how many records have a value there; money by currency, in
   * minor units. Of any other field only how many have a value.
   */
  totals: query(z.strictObject({ ...selection, fields: z.array(path).min(1).max(MOST_COLUMNS) }), z.object({ totals })),

  /**
   * The groups of a selection: how many records each holds, and the sums of the fields named, as `totals` gives them. By a
   * choice, several choices or tags (a record then stands in each), a yes or no, a relation (`title` names the other record), or
   * the months or years of a date; through relations too. `filter` keeps the records of the group. Those of choices, months and
   * years come in the order of their keys, those of relations by title, and last what has no value. Of more than 1,000 groups
   * the first are given, and `isCut` is true.
   */
  groups: query(
    z.strictObject({ ...selection, by: z.strictObject({ field: path, unit: z.enum(GROUP_UNITS).optional() }), fields: z.array(path).max(20).default([]) }),
    z.object({
      groups: z.array(z.object({ value: z.union([z.string(), z.boolean(), z.null()]), title: z.string().optional(), count: z.number(), totals, filter: filterSchema })),
      isCut: z.boolean(),
    }),
  ),

  /**
   * The same change to many records as one operation: to those named, or to all that the filter and text keep. Sets
   * fields (null empties one), or without `patch` puts them in the trash, and with `restore` takes them out of it. `refused` counts those that cannot take it.
   * A large change is a job; `background` answers with its `job` at once, and the counts are then the job's.
   */
  changeMany: command(
    z
      .strictObject({
        type: typeName,
        ...which,
        patch: z.record(z.string(), z.unknown()).optional(),
        restore: z.boolean().optional(),
        background: z.boolean().optional(),
      })
      .refine(input => input.patch || input.restore || isNamed(input), NOT_NAMED),
    z.object({ op: z.string(), count: z.number(), refused: z.number(), job: z.string().optional() }),
  ),

  /** Puts records in the trash. */
  remove: command(some, z.object({ op: z.string(), count: z.number() })),

  /** Takes records out of the trash. */
  restore: command(some, z.object({ op: z.string(), count: z.number() })),

  /**
   * Removes for good what lies in the trash, with the notes and files of each record, its history, and the bytes of files
   * that nothing else has: all of the trash, or of one type all, what a filter and text keep, or the records named. Cannot be
   * undone. `kept` counts those that stay because a record cannot be without them. A large purge is a job, as is a large
   * `changeMany`.
   */
  purge: command(
    z.strictObject({ type: typeName.optional(), ...which, background: z.boolean().optional() }).refine(isNamed, NOT_NAMED),
    z.object({ op: z.string(), count: z.number(), kept: z.number(), job: z.string().optional() }),
  ),

  /** Tells which records were written, until aborted; a list of ids is cut at 1,000, then `many` is true. */
  watch: stream(
    z.strictObject({ type: typeName.optional() }),
    z.object({}),
    z.object({ type: z.string(), ids: z.array(z.string()), many: z.boolean() }),
  ),
}

import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { recordId, undone } from '../../kernel/rpc/schemas.ts'

const operation = z.object({
  op: z.string(),
  /** What it was called: `create`, `edit`, `trash`, `restore`, `import`, `undo`, `purge`; its words are `journal.<name>`. */
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
  at: z.string(),
  by: z.string(),
  /** Records written. */
  count: z.number(),
  /** The operation that undid it, if one did. */
  undoneBy: z.string().nullable(),
  /** Whether what it did is taken back now: an undo may itself have been undone. */
  isUndone: z.boolean(),
  /** The operation to undo in order to take this one back or, when it is, to do it again. */
  turns: z.string(),
  /** Of an undo: how many records it left as they were, because they had changed since or were gone. */
  left: z.number().optional(),
})

const change = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })

export const journalRpc = {
  /** What happened to a record, newest first, with old and new values; also to those that were merged into it, which `of` tells. */
  history: query(
    z.strictObject({ id: recordId }),
    z.object({
      entries: z.array(operation.pick({ op: true, name: true, params: true, at: true, by: true }).extend({ kind: z.enum(['create', 'update', 'trash', 'restore']), changes: z.array(change), of: z.object({ id: z.string(), title: z.string() }).optional() })),
      /** Titles of the records named in the changes. */
      titles: z.record(z.string(), z.string()),
    }),
  ),

  /**
   * Operations, newest first; of the given names or of all, by somebody or by anybody, from one instant to before another. Folded, acts of workflows that follow each other are told
   * as the newest of them, with how many there are as `times` and the records of all as `count`.
   */
  operations: query(
    z.strictObject({ names: z.array(z.string()).min(1).max(20).optional(), by: z.string().optional(), from: z.iso.datetime().optional(), to: z.iso.datetime().optional(), after: z.string().optional(), limit: z.int().min(1).max(500).default(50), isFolded: z.boolean().default(false) }),
    z.object({ operations: z.array(operation.extend({ times: z.number().optional() })), next: z.string().optional() }),
  ),

  /** Records that an operation made and that people changed since: taking it back puts them in the trash, with those changes. `count` is of the first ten thousand that it made, `lost` names some. */
  weigh: query(z.strictObject({ op: z.string() }), z.object({ count: z.number(), lost: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() })) })),

  /** The first records that an operation wrote, with the fields that it changed; `title` is empty where a record is gone. It also tells how the operation stands. */
  records: query(
    z.strictObject({ op: z.string(), limit: z.int().min(1).max(200).default(20) }),
    z.object({ records: z.array(z.object({ id: z.string(), type: z.string(), title: z.string(), fields: z.array(z.string()) })), ...operation.pick({ count: true, isUndone: true, turns: true }).shape }),
  ),

  /**
   * Takes an operation back: created records go to the trash, changed fields get their old values, trashed records
   * return. A field changed again since then keeps its value and counts under `kept`. An undo can itself be undone.
   * That of a large operation is a job; `background` answers with its `job` at once, and the counts are then the job's.
   */
  undo: command(z.strictObject({ op: z.string(), background: z.boolean().optional() }), undone),
}

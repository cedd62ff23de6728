import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'

const operation = z.object({
  op: z.string(),
  /** What it was called: `create`, `edit`, `trash`, `restore`, `import`, `undo`; its words are `journal.<name>`. */
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
  at: z.string(),
  by: z.string(),
  /** Records written. */
  count: z.number(),
  /** The operation that undid it, if one did. */
  undoneBy: z.string().nullable(),
})

const change = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })

export const journalRpc = {
  /** What happened to a record, newest first, with old and new values. */
  history: query(
    z.strictObject({ id: z.uuid() }),
    z.object({
      entries: z.array(operation.omit({ count: true, undoneBy: true }).extend({ kind: z.enum(['create', 'update', 'trash', 'restore']), changes: z.array(change) })),
      /** Titles of the records named in the changes. */
      titles: z.record(z.string(), z.string()),
    }),
  ),

  /** Operations, newest first. */
  operations: query(
    z.strictObject({ after: z.string().optional(), limit: z.int().min(1).max(500).default(50) }),
    z.object({ operations: z.array(operation), next: z.string().optional() }),
  ),

  /**
   * Takes an operation back: created records go to the trash, changed fields get their old values, trashed records
   * return. A field changed again since then keeps its value and counts under `kept`. An undo can itself be undone.
   */
  undo: command(z.strictObject({ op: z.string() }), z.object({ op: z.string(), undone: z.number(), kept: z.number() })),
}

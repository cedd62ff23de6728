import { z } from 'zod'
import { command, query, stream } from '../../kernel/rpc/contract.ts'
import { language } from '../../kernel/rpc/schemas.ts'

const damage = z.object({
  /** Whether the file is gone or empty, its beginning cannot be read, or some page within it. */
  kind: z.enum(['gone', 'header', 'page']),
  /** What the page holds: records themselves, the history, or what is derived from them and can be made anew. */
  place: z.enum(['records', 'history', 'derived', 'unknown']),
  /** The damaged file. */
  path: z.string(),
  /** What SQLite said. */
  said: z.string(),
})

export type Damage = z.output<typeof damage>

const state = z.object({
  /** Whether nothing but this part is served: the data could not be opened. */
  isRescue: z.boolean(),
  /** What is known to be damaged. */
  damage: damage.optional(),
  /** The folder that holds everything. */
  data: z.string(),
})
export type RescueState = z.output<typeof state>

export const rescueRpc = {
  state: query(z.strictObject({}), state),
  /** Tells each time that damage is found or known better; it ends when nobody listens any more. */
  watch: stream(z.strictObject({}), z.object({}), state),
  /** Backups that the keys of these data open, newest first, each opened and read whole until one is good; older ones are `unread`. */
  backups: query(
    z.strictObject({}),
    z.object({
      place: z.string(),
      backups: z.array(z.object({ id: z.string(), at: z.string(), counts: z.record(z.string(), z.number()), health: z.enum(['good', 'damaged', 'unread']) })),
    }),
  ),
  /** Puts a backup in the place of the data, which is set aside as it is; then the data is opened anew, and every window has to connect again. */
  restore: command(z.strictObject({ id: z.string().max(40) }), z.object({})),
  /** Writes every record that can still be read to staged files, a table for each type; what cannot be read is counted, and named in a table where its name is left. */
  export: stream(
    z.strictObject({ language }),
    z.object({ files: z.array(z.object({ file: z.string(), name: z.string(), count: z.number() })), read: z.number(), lost: z.number() }),
    z.object({ done: z.number(), total: z.number() }),
  ),
}

import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'

const name = z.string().min(1).max(200)

export const valueListsRpc = {
  /** By value of a list: how many live records keep it, by type and field. */
  uses: query(z.strictObject({ list: name }), z.object({ uses: z.record(z.string(), z.array(z.object({ type: z.string(), field: z.string(), count: z.number() }))) })),

  /** Puts the values of a list in an order; those that are not named come after them as they stood. */
  order: command(z.strictObject({ list: name, keys: z.array(name).max(10_000) }), z.object({ op: z.string() })),

  /**
   * Gives the records that keep one value another instead, or none with null, and the saved filters that ask for it; then takes the value off
   * its list: users' own goes to the trash, a declared one is no longer offered. Fails IN_USE where saved filters ask for a value that
   * is to be none. Large changes are a job, answered at once with `background`; `refused` records could not be changed, and the value stays for them.
   */
  replace: command(
    z.strictObject({ list: name, from: name, into: name.nullable(), background: z.boolean().optional() }),
    z.object({ op: z.string(), count: z.number(), refused: z.number(), job: z.string().optional() }),
  ),
}

import { z } from 'zod'
import { isLayout, type Layout, PLACES } from '../../kernel/layout/layout.ts'
import { command, query } from '../../kernel/rpc/contract.ts'

const layout = z.custom<Layout>(isLayout, 'not a layout')

export const layoutsRpc = {
  /** How the screens are arranged, as far as somebody has arranged them, for everybody or for those of a role; and who is at this machine. */
  list: query(
    z.strictObject({}),
    z.object({
      layouts: z.array(z.object({ id: z.string(), place: z.enum(PLACES), forType: z.string().optional(), role: z.string().optional(), layout })),
      /** The name of who is at this machine; empty where nobody has said. */
      person: z.string(),
      /** The roles that this person has, the first before the others. */
      roles: z.array(z.string()),
    }),
  ),

  /** Says who is at this machine, by a name that roles know; empty for the one that the application knows otherwise. */
  iAm: command(z.strictObject({ name: z.string().max(200) }), z.object({})),
}

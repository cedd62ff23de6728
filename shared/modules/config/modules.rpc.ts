import { z } from 'zod'
import { command } from '../../kernel/rpc/contract.ts'

export const modulesRpc = {
  /** Switches a part of the application on or off; its records stay as they are. BAD_INPUT for one that cannot be. */
  turn: command(z.strictObject({ module: z.string().max(60), isOn: z.boolean() }), z.object({ op: z.string() })),
}

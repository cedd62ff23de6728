import { z } from 'zod'
import { command } from '../../kernel/rpc/contract.ts'

export const currenciesRpc = {
  /** Offers a currency for amounts or no longer, or makes it that of new amounts, which then is offered too. BAD_INPUT for an unknown one, and for taking the default away. */
  choose: command(z.strictObject({ code: z.string().length(3), as: z.enum(['active', 'inactive', 'default']) }), z.object({ op: z.string() })),
}

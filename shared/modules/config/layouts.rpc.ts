import { z } from 'zod'
import { isLayout, type Layout, PLACES } from '../../kernel/layout/layout.ts'
import { query } from '../../kernel/rpc/contract.ts'

const layout = z.custom<Layout>(isLayout, 'not a layout')

export const layoutsRpc = {
  /** How the screens are arranged, as far as somebody has arranged them. */
  list: query(z.strictObject({}), z.object({ layouts: z.array(z.object({ id: z.string(), place: z.enum(PLACES), forType: z.string().optional(), layout })) })),
}

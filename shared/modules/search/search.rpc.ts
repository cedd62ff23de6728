import { z } from 'zod'
import { query } from '../../kernel/rpc/contract.ts'

const hit = z.object({
  type: z.string(),
  id: z.string(),
  title: z.string(),
  /** What else tells the record apart: its organisation, an e-mail, a city. */
  snippet: z.string(),
})

export const searchRpc = {
  /** Records whose words begin with those of `text`, best first within each type, the types in the registry's order. */
  find: query(
    z.strictObject({ text: z.string().max(400), limit: z.int().min(1).max(200).default(20) }),
    z.object({ hits: z.array(hit) }),
  ),
}

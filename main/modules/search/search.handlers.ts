import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { searchRpc } from '../../../shared/modules/search/search.rpc.ts'
import type { createFind } from '../../kernel/search/find.ts'

export const searchQueries = (find: ReturnType<typeof createFind>): HandlersOf<typeof searchRpc, 'query'> => ({
  find: ({ text, limit }) => ok({ hits: find(text, limit) }),
})

import { useQuery } from '@tanstack/react-query'
import { useApi } from '../rpc/api-context.tsx'
import { keys } from './queries.ts'

export interface Standing {
  readonly isUndone: boolean
  /** The operation to undo in order to take it back, or to do it again. */
  readonly turns: string
  /** Records written. */
  readonly count: number
}

/** How an operation stands; undefined until known, and where it wrote nothing. */
export const useStanding = (op: string | undefined): Standing | undefined => {
  const api = useApi()
  const { data } = useQuery({
    queryKey: [...keys.journal, 'standing', op],
    queryFn: async ({ signal }) => {
      const found = await api.journal.records({ op: op!, limit: 1 }, { signal })
      return found.ok ? { isUndone: found.value.isUndone, turns: found.value.turns, count: found.value.count } : null
    },
    enabled: op !== undefined,
  })
  return data ?? undefined
}

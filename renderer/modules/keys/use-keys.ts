import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'

export type KeysState = Extract<Awaited<ReturnType<Api['keys']['state']>>, { ok: true }>['value']

const KEY = ['keys'] as const
const OFTEN_MS = 400

/** What protects the data, followed while its key changes; `refresh` after something has been changed. */
export const useKeys = () => {
  const api = useApi()
  const queries = useQueryClient()
  const { data: state, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => unwrap(api.keys.state({}, { signal })),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data?.running ? OFTEN_MS : false),
  })
  return {
    api: api.keys,
    state,
    error,
    retry: () => void refetch(),
    refresh: () => Promise.all([queries.invalidateQueries({ queryKey: KEY }), queries.invalidateQueries({ queryKey: keys.info })]),
  }
}

import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'

/** Where the window opens: where to begin while nothing was ever entered, then the people. */
export const Home = () => {
  const api = useApi()
  const { data, isError } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })), staleTime: 0 })
  if (!data && !isError) return null
  return <Navigate to={data?.isEmpty ? '/bienvenue' : '/contact'} replace />
}

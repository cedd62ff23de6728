import { useQuery } from '@tanstack/react-query'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'

/** A record laid flat, read again whenever it is written. */
export const useRecord = (type: string, id: string) => {
  const api = useApi()
  return useQuery({ queryKey: keys.record(type, id), queryFn: async ({ signal }) => (await unwrap(api.entities.get({ type, id }, { signal }))).record })
}

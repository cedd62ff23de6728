import { useQuery } from '@tanstack/react-query'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'

/** A record laid flat, read again whenever it is written if its type is known. */
export const useRecord = (type: string | undefined, id: string) => {
  const api = useApi()
  return useQuery({ queryKey: keys.record(type ?? 'any', id), queryFn: async ({ signal }) => (await unwrap(api.entities.get({ ...(type && { type }), id }, { signal }))).record })
}

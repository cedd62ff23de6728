import { useQuery } from '@tanstack/react-query'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from './queries.ts'

export interface RoleName {
  readonly id: string
  readonly title: string
}

const ASKED = { limit: 1_000 }
const NONE: readonly RoleName[] = []

/** The roles of the firm, in their order. */
export const useRoles = (): readonly RoleName[] => {
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.rows('role', ASKED), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'role', ...ASKED }, { signal }))).rows as readonly RoleName[] })
  return data ?? NONE
}

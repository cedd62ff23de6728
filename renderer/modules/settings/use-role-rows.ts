import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import type { RoleRow } from './role-row.ts'

const ASKED = { limit: 1_000 }

/** The roles of the firm with their people, in their order. */
export const useRoleRows = () => {
  const api = useApi()
  return useQuery({
    queryKey: keys.rows('role', ASKED),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'role', ...ASKED }, { signal }))).rows as readonly RoleRow[],
  })
}

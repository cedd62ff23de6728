import { type QueryClient, useQuery } from '@tanstack/react-query'
import type { RescueState } from '../../shared/modules/rescue/rescue.rpc.ts'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { type Connection, unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'

/** What is known of damage to the data; undefined until it is first heard. */
export const useRescueState = (): RescueState | undefined => {
  const api = useApi()
  return useQuery({ queryKey: keys.rescue, queryFn: ({ signal }) => unwrap(api.rescue.state({}, { signal })) }).data
}

/** Keeps that in step with what the core finds. */
export const followDamage = ({ api, onOpen }: Connection, queries: QueryClient): void =>
  onOpen(() => void api.rescue.watch({}, state => queries.setQueryData<RescueState>(keys.rescue, state)))

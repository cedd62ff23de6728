import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'

export type BackupState = Extract<Awaited<ReturnType<Api['backups']['state']>>, { ok: true }>['value']
export type Backup = BackupState['backups'][number]
export type BackupChange = Parameters<Api['backups']['configure']>[0]

const KEY = ['backups'] as const

/** Backups, and what can be done about them; both acts resolve to whether it was done. */
export const useBackups = () => {
  const api = useApi()
  const queries = useQueryClient()
  const { failed } = useOperations()
  const [isBusy, setBusy] = useState(false)
  // Backups are also made by themselves: what is shown is read anew whenever the page is.
  const { data: state, error, refetch } = useQuery({ queryKey: KEY, queryFn: async ({ signal }) => unwrap(api.backups.state({}, { signal })), staleTime: 0 })
  const act = async (call: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    try {
      await call()
      return true
    } catch (failure) {
      failed(failure)
      return false
    } finally {
      await queries.invalidateQueries({ queryKey: KEY })
      setBusy(false)
    }
  }
  return {
    state,
    error,
    retry: () => void refetch(),
    isBusy,
    make: () => act(async () => unwrap(api.backups.make({}))),
    configure: (change: BackupChange) => act(async () => unwrap(api.backups.configure(change))),
  }
}

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Api, Connection } from './connection.ts'

export const ConnectionContext = createContext<Connection | undefined>(undefined)

const useConnection = (): Connection => {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('no connection above this component')
  return connection
}

/** The core's methods. */
export const useApi = (): Api => useConnection().api

/** Whether the core is out of reach. */
export const useIsLost = (): boolean => {
  const { onChange, isLost } = useConnection()
  return useSyncExternalStore(onChange, isLost)
}

/** Whether the core is there and lets this window in no more. */
export const useIsRefused = (): boolean => {
  const { onChange, isRefused } = useConnection()
  return useSyncExternalStore(onChange, isRefused)
}

/** Whether a write is under way. */
export const useIsSaving = (): boolean => {
  const { onChange, isSaving } = useConnection()
  return useSyncExternalStore(onChange, isSaving)
}

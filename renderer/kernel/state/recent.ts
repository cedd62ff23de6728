import { useEffect } from 'react'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { useRemembered } from './remembered.ts'

export interface Recent {
  readonly type: string
  readonly id: string
  readonly title: string
}

const MOST = 8
const NAME = 'recent'
const NONE: readonly Recent[] = []

/** The records that were opened last on this machine, the newest first. */
export const useRecents = (): readonly Recent[] => useRemembered<readonly Recent[]>(NAME, NONE)[0]

/** Remembers that a record was opened. */
export const useRecent = (record: RecordView | undefined): void => {
  const [, setRecents] = useRemembered<readonly Recent[]>(NAME, NONE)
  const { type, id, title, trashedAt } = record ?? {}
  useEffect(() => {
    if (type === undefined || id === undefined || title === undefined || trashedAt) return
    setRecents(old => [{ type, id, title }, ...old.filter(other => other.id !== id)].slice(0, MOST))
  }, [type, id, title, trashedAt, setRecents])
}

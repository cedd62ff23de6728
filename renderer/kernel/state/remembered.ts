import { useCallback, useSyncExternalStore } from 'react'
import { createTable } from './local-db.ts'

/** Small choices of this window: what is folded, which columns, what was opened last. */
export const remembered = createTable<unknown>(() => {})

type Change<T> = T | ((old: T) => T)

/** A state that outlives the window; what was remembered is there at the first drawing. */
export const useRemembered = <T>(key: string, initial: T): [T, (next: Change<T>) => void] => {
  const kept = useSyncExternalStore(remembered.subscribe, () => remembered.get(key)) as T | undefined
  const set = useCallback(
    (next: Change<T>): void => {
      const old = (remembered.get(key) as T | undefined) ?? initial
      remembered.put(key, typeof next === 'function' ? (next as (old: T) => T)(old) : next)
    },
    // The first value stands for the absence of one: a new one each time changes nothing.
    // eslint-disable-next-line react/exhaustive-deps
    [key],
  )
  return [kept ?? initial, set]
}

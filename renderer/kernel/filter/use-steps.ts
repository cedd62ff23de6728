import { useCallback, useRef, useState } from 'react'

interface Steps<T> {
  readonly before: readonly T[]
  readonly now: T
  readonly after: readonly T[]
}

const MOST = 200

/** A state whose changes can be taken back one by one; those under the same mark, one after the other, are one. */
export const useSteps = <T>(first: () => T) => {
  const [steps, setSteps] = useState<Steps<T>>(() => ({ before: [], now: first(), after: [] }))
  const last = useRef<string>(undefined)
  const change = useCallback((alter: (now: T) => T, mark?: string): void => {
    const joins = mark !== undefined && last.current === mark
    last.current = mark
    setSteps(({ before, now }) => ({ before: joins ? before : [...before, now].slice(-MOST), now: alter(now), after: [] }))
  }, [])
  const undo = useCallback((): void => {
    last.current = undefined
    setSteps(old => (old.before.length ? { before: old.before.slice(0, -1), now: old.before.at(-1)!, after: [old.now, ...old.after] } : old))
  }, [])
  const redo = useCallback((): void => {
    last.current = undefined
    setSteps(old => (old.after.length ? { before: [...old.before, old.now], now: old.after[0]!, after: old.after.slice(1) } : old))
  }, [])
  return { now: steps.now, change, undo, redo, canUndo: steps.before.length > 0, canRedo: steps.after.length > 0 }
}

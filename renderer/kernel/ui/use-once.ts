import { useCallback, useRef, useState } from 'react'

/** Runs one piece of work at a time, and whether one runs: whoever asks twice means it once. */
export const useOnce = (): readonly [boolean, (work: () => void | Promise<void>) => Promise<void>] => {
  const [isBusy, setBusy] = useState(false)
  const running = useRef(false)
  const once = useCallback(async (work: () => void | Promise<void>) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    try {
      await work()
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  return [isBusy, once]
}

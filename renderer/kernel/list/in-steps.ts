import { useEffect, useReducer, useRef } from 'react'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'

/** Drawing as many takes less than half of what a person feels as a delay. */
const DRAWN_AT_ONCE = 12

/**
 * The rows to draw in places of a list: of many that arrive at once a few in each frame, so that scrolling and keys need
 * not wait for the last; until its turn comes, a place keeps what it showed.
 */
export const useInSteps = (places: readonly { readonly index: number }[], rowAt: (index: number) => Row | undefined): ReadonlyMap<number, Row> => {
  const drawn = useRef<ReadonlyMap<number, Row>>(new Map())
  const [frame, nextFrame] = useReducer((before: number) => before + 1, 0)
  const shown = new Map<number, Row>()
  let left = DRAWN_AT_ONCE
  for (const { index } of places) {
    const row = rowAt(index)
    const before = drawn.current.get(index)
    const drawnNow = row === undefined || row === before || left-- > 0 ? row : before?.type === row.type ? before : undefined
    if (drawnNow) shown.set(index, drawnNow)
  }
  useEffect(() => {
    drawn.current = shown
  })
  const last = left < 0 ? frame : undefined
  useEffect(() => {
    if (last === undefined) return
    const asked = requestAnimationFrame(nextFrame)
    return () => cancelAnimationFrame(asked)
  }, [last])
  return shown
}

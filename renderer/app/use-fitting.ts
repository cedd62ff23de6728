import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/**
 * How many things of these widths stand in a row; when not all do, the last thing stands for the rest and needs its own
 * room. Nothing is ever cut: the first that does not fit goes, and all after it.
 */
export const fittingOf = (widths: readonly number[], room: number, gap: number, lastWidth: number): number => {
  const ends: number[] = []
  for (const width of widths) ends.push((ends.at(-1) ?? -gap) + gap + width)
  if ((ends.at(-1) ?? 0) <= room) return widths.length
  return ends.filter(end => end + gap + lastWidth <= room).length
}

/**
 * How many of the first `count` children fit in a row, counted again before each paint that would show it otherwise; the
 * child after them stands for the rest. All must keep their width when they are away.
 */
export const useFitting = (row: RefObject<HTMLElement | null>, count: number): number => {
  const [fitting, setFitting] = useState(count)
  useLayoutEffect(() => {
    const { current } = row
    if (!current) return
    const children = [...current.children] as HTMLElement[]
    const gap = Number.parseFloat(getComputedStyle(current).columnGap) || 0
    const measure = (): void => {
      const widths = children.map(child => child.offsetWidth)
      setFitting(fittingOf(widths.slice(0, count), current.clientWidth, gap, widths[count] ?? 0))
    }
    measure()
    const observer = new ResizeObserver(() => flushSync(measure))
    for (const element of [current, ...children]) observer.observe(element)
    return () => observer.disconnect()
  }, [row, count])
  return fitting
}

import { readFileSync, writeFileSync } from 'node:fs'
import type { Rectangle } from 'electron'
import { z } from 'zod'

const windowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximised: z.boolean(),
})

/** Where a window stands when it is not maximised, in pixels of the desktop; without a place, in the middle. */
export type WindowState = z.infer<typeof windowState>

export const SMALLEST = { width: 480, height: 400 }
const USUAL: WindowState = { width: 1280, height: 860, isMaximised: false }

/** What must be seen of the top of a window for a person to take hold of it. */
const GRASP = { width: 120, height: 24 }

/**
 * A window as it was, back in sight: no larger than its display, and in the middle of the first one when too little of its
 * title would be seen. `displays` are the usable parts of the screens, the first one's first.
 */
export const backInSight = (kept: WindowState, displays: readonly Rectangle[]): WindowState => {
  const { x, y, isMaximised } = kept
  const sizeOn = (area: Rectangle) => ({ width: within(kept.width, SMALLEST.width, area.width), height: within(kept.height, SMALLEST.height, area.height) })
  const display = displays.find(area => x !== undefined && y !== undefined && isGrasped({ x, y, ...sizeOn(area) }, area))
  return display ? { x, y, ...sizeOn(display), isMaximised } : { ...sizeOn(displays[0]!), isMaximised }
}

const isGrasped = ({ x, y, width }: { x: number; y: number; width: number }, area: Rectangle): boolean => {
  const seen = Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  return seen >= GRASP.width && y >= area.y && y + GRASP.height <= area.y + area.height
}

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))

/** What was kept in a file; the usual when there is nothing that can be read. */
export const readWindowState = (file: string): WindowState => {
  try {
    return windowState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return USUAL
  }
}

export const writeWindowState = (file: string, state: WindowState): void => {
  try {
    writeFileSync(file, `${JSON.stringify(state)}\n`, { mode: 0o600 })
  } catch {
    // A window that opens in the middle next time is no reason to disturb anybody.
  }
}

import { useSyncExternalStore } from 'react'
import { createChoice } from './remembered-choice.ts'

export const DENSITIES = ['compact', 'normal', 'airy'] as const
export type Density = (typeof DENSITIES)[number]

const listeners = new Set<() => void>()

/** How high rows are. */
export const density = createChoice<Density>('density', DENSITIES, 'normal', next => {
  if (document.documentElement.dataset['density'] === next) return
  document.documentElement.dataset['density'] = next
  for (const listener of listeners) listener()
})

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const USUAL = 34

/** The height of a row of a list, in pixels. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || USUAL)

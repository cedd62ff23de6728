import { useSyncExternalStore } from 'react'

export const DENSITIES = ['compact', 'normal', 'airy'] as const
export type Density = (typeof DENSITIES)[number]

const REMEMBERED = 'calepin.density'
const listeners = new Set<() => void>()

/** Sets how high rows are, everywhere at once; the next window begins with it. */
export const setDensity = (density: Density): void => {
  if (document.documentElement.dataset['density'] === density) return
  document.documentElement.dataset['density'] = density
  localStorage.setItem(REMEMBERED, density)
  for (const listener of listeners) listener()
}

/** The density of the last time, so that the first paint needs no answer of the core. */
export const rememberedDensity = (): Density => DENSITIES.find(density => density === localStorage.getItem(REMEMBERED)) ?? 'normal'

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const USUAL = 34

/** The height of a row of a list, in pixels. */
export const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || USUAL)

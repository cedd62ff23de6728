import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()
const MOST = 3

const set = (next: readonly Toast[]): void => {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says, in the past tense, what was done. */
export const showToast = (text: string, action?: Toast['action']): void =>
  set([...toasts, { id: nextId++, text, ...(action ? { action } : {}) }].slice(-MOST))

export const dropToast = (id: number): void => set(toasts.filter(toast => toast.id !== id))

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts)

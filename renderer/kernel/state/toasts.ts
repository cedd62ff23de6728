import { useSyncExternalStore } from 'react'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
  /** How far something is that goes on; the toast then stays until it is dropped. */
  readonly progress?: { readonly done: number; readonly total: number }
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()
const MOST = 3

const set = (next: readonly Toast[]): void => {
  toasts = next
  for (const listener of listeners) listener()
}

/** Says, in the past tense, what was done, or what goes on; answers its id. */
export const showToast = (text: string, action?: Toast['action'], progress?: Toast['progress']): number => {
  const id = nextId++
  set([...toasts, { id, text, ...(action ? { action } : {}), ...(progress ? { progress } : {}) }].slice(-MOST))
  return id
}

export const updateToast = (id: number, progress: NonNullable<Toast['progress']>): void => set(toasts.map(toast => (toast.id === id ? { ...toast, progress } : toast)))

export const dropToast = (id: number): void => set(toasts.filter(toast => toast.id !== id))

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts)

import { useSyncExternalStore } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { registry as declared } from '../../../shared/registry.ts'

let current: readonly AnyEntity[] = declared
const listeners = new Set<() => void>()

/** Every type as it is now: what is declared, with all that users made of it. In a component, {@link useRegistry}. */
export const registry = (): readonly AnyEntity[] => current

const onRegistry = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Draws anew where types or fields have changed. */
export const useRegistry = (): readonly AnyEntity[] => useSyncExternalStore(onRegistry, registry)

export const setRegistry = (next: readonly AnyEntity[]): void => {
  current = next
  for (const listener of listeners) listener()
}

import type { LucideIcon } from 'lucide-react'
import { createContext, useContext } from 'react'

/** What the modules say of how a type looks. */
export interface TypeLooks {
  readonly icon: LucideIcon
  /** A person has a round picture, a thing a square one. */
  readonly isPerson: boolean
  /** Whether its records can be given as vCards. */
  readonly hasCard: boolean
}

export const TypeLooksContext = createContext<ReadonlyMap<string, TypeLooks>>(new Map())

export const useTypeLooks = (type: string): TypeLooks => {
  const looks = useContext(TypeLooksContext).get(type)
  if (!looks) throw new Error(`${type}: no module says how it looks`)
  return looks
}

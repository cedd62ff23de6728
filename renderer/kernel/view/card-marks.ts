import { type ComponentType, createContext } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'

/** Something that a module says on the cards of some types, below their fields: one line of 22 px, also while it has nothing to say. */
export interface CardMark {
  readonly name: string
  readonly isFor: (entity: AnyEntity) => boolean
  readonly Mark: ComponentType<{ readonly row: Row }>
}

/** What the modules say on cards, in the order of their menus. */
export const CardMarksContext = createContext<readonly CardMark[]>([])

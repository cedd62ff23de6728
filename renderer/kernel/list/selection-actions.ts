import { type ComponentType, createContext } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Which } from './use-bulk.ts'

export interface SelectionActionProps {
  readonly entity: AnyEntity
  readonly which: Which
  /** How many that is. */
  readonly many: number
  readonly isBusy: boolean
}

/** Something that a module does with the ticked rows of a list: its button in the selection bar. */
export interface SelectionAction {
  readonly name: string
  readonly isFor: (entity: AnyEntity) => boolean
  readonly Action: ComponentType<SelectionActionProps>
}

/** What the modules bring to the selection bar, in the order of their menus. */
export const SelectionActionsContext = createContext<readonly SelectionAction[]>([])

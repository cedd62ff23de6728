import { type ComponentType, createContext } from 'react'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'

/** Something that a module does with one row of the lists of some types, at hand where the pointer or the keyboard is. */
export interface RowAction {
  readonly name: string
  readonly type: string
  readonly Action: ComponentType<{ readonly row: Row }>
}

/** What the modules bring to the rows of lists, in the order of their menus. */
export const RowActionsContext = createContext<readonly RowAction[]>([])

import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { SheetAction, SheetBlock, SheetFigure } from '../blocks/sheet-block.ts'
import type { RowAction } from '../list/row-actions.ts'
import type { SelectionAction } from '../list/selection-actions.ts'
import type { TypeLooks } from './type-looks.ts'

export type MenuGroup = 'directory' | 'activities' | 'sales' | 'mail' | 'tools'

interface MenuEntry {
  readonly group: MenuGroup
  readonly to: string
  /** Its words in the locales. */
  readonly label: string
  readonly icon: LucideIcon
  /** Shows how much there is to look at. */
  readonly Count?: ComponentType
}

/** What a module brings into the window; the shell knows nothing else of it. */
export interface WindowModule {
  /** Under which it can be switched off; without one it is always on. */
  readonly name?: string
  /** By type: its looks, and the letter that leads to its list after G. A type with a menu group stands in the menu, before its tools. */
  readonly types?: Readonly<Record<string, TypeLooks & { readonly group?: MenuGroup; readonly letter?: string }>>
  readonly menu?: readonly MenuEntry[]
  /** What it brings to the sheets of records. */
  readonly blocks?: readonly SheetBlock[]
  readonly figures?: readonly SheetFigure[]
  readonly actions?: readonly SheetAction[]
  /** What it does with the ticked rows of lists. */
  readonly selectionActions?: readonly SelectionAction[]
  readonly rowActions?: readonly RowAction[]
  /** What can be made besides records, in the menu of all that can be. */
  readonly makes?: readonly Omit<MenuEntry, 'group' | 'Count'>[]
  /** Says in the footer what asks for attention; draws nothing where all is well. */
  readonly Alert?: ComponentType
  readonly routes?: readonly { readonly path: string; readonly load: () => Promise<ComponentType> }[]
}

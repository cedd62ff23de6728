import { type ComponentType, createContext, useContext } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'

export interface SheetProps {
  readonly entity: AnyEntity
  readonly record: RecordView
}

/** A block that a module brings to the sheets of some types. */
export interface SheetBlock {
  readonly name: string
  readonly column: 'left' | 'middle' | 'right'
  readonly isFor: (entity: AnyEntity) => boolean
  readonly Block: ComponentType<SheetProps>
}

/** A figure that a module brings to the summary of some types; draws nothing when it has nothing to say. */
export interface SheetFigure {
  readonly name: string
  readonly isFor: (entity: AnyEntity) => boolean
  readonly Figure: ComponentType<SheetProps>
}

/** Something that a module lets one do with the records of some types, among the actions of their sheets. */
export interface SheetAction {
  readonly name: string
  readonly isFor: (entity: AnyEntity) => boolean
  readonly Action: ComponentType<SheetProps>
}

export interface Sheet {
  readonly blocks: readonly SheetBlock[]
  readonly figures: readonly SheetFigure[]
  readonly actions: readonly SheetAction[]
}

/** What the modules bring to sheets, in the order of their menus. */
export const SheetContext = createContext<Sheet>({ blocks: [], figures: [], actions: [] })

export const useSheet = (entity: AnyEntity): Sheet => {
  const { blocks, figures, actions } = useContext(SheetContext)
  return { blocks: blocks.filter(block => block.isFor(entity)), figures: figures.filter(figure => figure.isFor(entity)), actions: actions.filter(action => action.isFor(entity)) }
}

import { type ComponentType, createContext } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'

/** A block that a module brings to the sheets of records. */
export interface SheetBlock {
  readonly name: string
  readonly column: 'left' | 'middle' | 'right'
  isFor(entity: AnyEntity): boolean
  readonly Block: ComponentType<{ readonly entity: AnyEntity; readonly record: RecordView }>
}

export const SheetBlocksContext = createContext<readonly SheetBlock[]>([])

import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'

export interface Column {
  readonly at: FieldPath
  /** In pixels. */
  readonly width: number
  readonly isNumeric: boolean
  readonly isSortable: boolean
}

const WIDTHS: Partial<Record<FieldKind, number>> = { relation: 220, choice: 150, email: 240, phone: 150, money: 140, date: 140, integer: 100, boolean: 90 }
const FIRST = 230
const OTHER = 170
const NUMERIC: readonly FieldKind[] = ['money', 'integer', 'decimal']

/** The columns of a type's list. */
export const columnsOf = (entity: AnyEntity): Column[] =>
  entity.list.map((path, index) => {
    const at = resolvePath(entity, path)!
    return {
      at,
      width: index === 0 ? FIRST : (WIDTHS[at.leaf.kind] ?? OTHER),
      isNumeric: NUMERIC.includes(at.leaf.kind),
      isSortable: !at.many && at.leaf.kind !== 'address',
    }
  })

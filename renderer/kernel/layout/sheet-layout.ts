import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { effectiveLayout, type Layout, type Offered } from '../../../shared/kernel/layout/layout.ts'
import { inboundRelations } from '../blocks/relations.ts'
import type { Sheet } from '../blocks/sheet-block.ts'

const COLUMNS = ['left', 'middle', 'right'] as const
/** Over the whole width, above and below the columns: empty of themselves. */
const ZONES = ['top', ...COLUMNS, 'bottom'] as const

/** The blocks of a sheet and where each stands of itself, in the order of its column. */
const sheetBlocks = (entity: AnyEntity, { blocks }: Pick<Sheet, 'blocks'>): Offered[] => {
  const brought = (column: (typeof COLUMNS)[number]): Offered[] => blocks.filter(block => block.column === column).map(({ name }) => ({ name, zone: column }))
  return [
    { name: 'details', zone: 'left' },
    { name: 'addresses', zone: 'left' },
    ...brought('left'),
    ...brought('middle'),
    { name: 'history', zone: 'middle' },
    ...inboundRelations(entity.type).map(({ entity: other, field }) => ({ name: `${other.type}.${field}`, zone: 'right' })),
    ...brought('right'),
  ]
}

export const sheetLayout = (entity: AnyEntity, sheet: Pick<Sheet, 'blocks'>, layout: Layout | undefined): Layout => effectiveLayout([...sheetBlocks(entity, sheet), ...(layout?.own ?? []).map(({ key }) => ({ name: key, zone: 'left' }))], ZONES, layout)

/** The fields that stand in blocks of their own on a sheet, and not among the others. */
export const fieldsElsewhere = (layout: Layout): Set<string> => new Set((layout.own ?? []).filter(({ key }) => !layout.hidden.includes(key)).flatMap(({ fields = [] }) => fields))

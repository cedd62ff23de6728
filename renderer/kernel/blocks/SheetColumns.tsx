import type { ReactNode } from 'react'
import { sheetLayout } from '../layout/sheet-layout.ts'
import { useLayout } from '../layout/use-layout.ts'
import { useOff } from '../state/off.ts'
import { AddressesBlock } from './AddressesBlock.tsx'
import { DetailsBlock } from './DetailsBlock.tsx'
import { FieldsBlock } from './FieldsBlock.tsx'
import { HistoryBlock } from './HistoryBlock.tsx'
import { LinkedBlock } from './LinkedBlock.tsx'
import { inboundRelations } from './relations.ts'
import { type SheetProps, useSheet } from './sheet-block.ts'
import css from './blocks.module.css'

/** The blocks of a record in their columns, as somebody arranged them. */
export const SheetColumns = ({ entity, record }: SheetProps) => {
  const sheet = useSheet(entity)
  const off = useOff()
  const { layout, isKnown } = useLayout('sheet', entity.type)
  // Blocks that jumped to other places would be worse than the time that one small answer takes.
  if (!isKnown) return null
  const arranged = sheetLayout(entity, sheet, layout)
  const inbound = inboundRelations(entity.type).filter(({ entity: other }) => !off.types.has(other.type))
  const draw = (name: string): ReactNode => {
    if (name === 'details') return <DetailsBlock key={name} entity={entity} record={record} />
    if (name === 'addresses') return <AddressesBlock key={name} entity={entity} record={record} />
    if (name === 'history') return <HistoryBlock key={name} entity={entity} id={record.id} />
    const own = arranged.own?.find(({ key }) => key === name)
    if (own) return <FieldsBlock key={name} entity={entity} record={record} block={own} />
    const linked = inbound.find(({ entity: other, field }) => name === `${other.type}.${field}`)
    if (linked) return <LinkedBlock key={name} entity={linked.entity} field={linked.field} record={record} />
    const Brought = sheet.blocks.find(block => block.name === name)?.Block
    return Brought && <Brought key={name} entity={entity} record={record} />
  }
  const zone = (name: string): ReactNode => (
    <div key={name} className={css[name]}>
      {arranged.zones.find(({ key }) => key === name)?.items.map(draw)}
    </div>
  )
  return (
    <div className={css.zones}>
      {zone('top')}
      <div className={css.columns}>{['left', 'middle', 'right'].map(zone)}</div>
      {zone('bottom')}
    </div>
  )
}

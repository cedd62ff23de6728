import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { effectiveLayout, type Layout, type Offered, rowsOf } from '../../../shared/kernel/layout/layout.ts'

/** Fields of which a form must have an editor: those without which a record is refused, and those that name it. */
export const isNeededField = (entity: AnyEntity, name: string): boolean => entity.fields[name]!.required === true || name === entity.nameField || name === entity.sort[0]

const APART = ['address', 'tags']
/** The face of a record stands beside its name. */
const FACE = 'picture'

/** Whether a field of the form is one of those that a sheet lists; addresses, the picture and the tags have places of their own. */
export const isListedField = (entity: AnyEntity, name: string): boolean => {
  const field = entity.fields[name]
  return field !== undefined && !field.hidden && name !== FACE && !APART.includes((field.of ?? field).kind)
}

const GROUP = 'fields'

/** The fields of a form in their groups, as they are arranged. */
export const formLayout = (entity: AnyEntity, layout: Layout | undefined): Layout => {
  const offered: Offered[] = entity.form.flat().map(name => ({ name, zone: GROUP, isNeeded: isNeededField(entity, name) }))
  const half = layout?.half ?? entity.form.flatMap(row => (row.length > 1 ? row : []))
  return { ...effectiveLayout(offered, [GROUP], layout, true), half }
}

export interface FormGroup {
  readonly key: string
  readonly title?: string | undefined
  readonly rows: readonly (readonly string[])[]
}

/** What a form shows: its own rows, or the groups of a layout. Hidden fields that `isAsked` names are shown all the same, last. */
export const formGroups = (entity: AnyEntity, layout: Layout | undefined, isAsked: (name: string) => boolean = () => false): FormGroup[] => {
  const isShown = (name: string): boolean => !entity.fields[name]!.unasked || isAsked(name)
  if (!layout) return [{ key: GROUP, rows: entity.form.map(row => row.filter(isShown)).filter(row => row.length > 0) }]
  const { zones, hidden, half = [] } = formLayout(entity, layout)
  const asked = hidden.filter(isAsked)
  return [...zones, { key: '', items: asked }].map(zone => ({ ...zone, items: zone.items.filter(isShown) })).filter(({ items }) => items.length > 0).map(({ key, items, ...rest }) => ({ key, title: 'title' in rest ? rest.title : undefined, rows: rowsOf(items, half) }))
}

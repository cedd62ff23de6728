import { useCallback } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { type RelationColumn, resolveColumn } from '../../../shared/kernel/view/column.ts'
import type { TotalKind } from '../../../shared/kernel/view/view.ts'
import { entityOf } from '../state/entity-of.ts'
import { useRemembered } from '../state/remembered.ts'

export interface Column {
  readonly at: FieldPath
  /** In pixels. */
  readonly width: number
  readonly isNumeric: boolean
  readonly isSortable: boolean
  /** Whether it shows a field of the record itself, which can be edited where it stands. */
  readonly isOwn: boolean
  readonly relation?: RelationColumn
  /** Whether it is worked out as it is read: nothing adds it up or filters by it. */
  readonly isComputed?: boolean
  /** What stands below it; sums of numbers, where nobody has chosen. */
  readonly total?: TotalKind
  /** What it is called, where its path alone does not tell. */
  readonly word?: string
}

/** What a person made of a type's columns: which, in which order, the widths they dragged, and what stands below them. */
export interface Layout {
  readonly paths: readonly string[]
  readonly widths: Readonly<Record<string, number>>
  readonly totals?: Readonly<Record<string, TotalKind>>
}

/** Whether something stands below a column, where there is room for totals. */
export const hasTotal = ({ isNumeric, isComputed, total }: Column): boolean => !isComputed && (total === undefined ? isNumeric : total !== 'none')

const WIDTHS: Partial<Record<FieldKind, number>> = { relation: 220, choice: 150, email: 240, phone: 150, money: 140, date: 140, integer: 100, boolean: 90, tags: 240 }
const FIRST = 250
const OTHER = 170
/** Room for the way to what is elsewhere. */
const FOREIGN = 40
const NUMERIC: readonly FieldKind[] = ['money', 'integer', 'decimal']
export const NARROWEST = 70
export const WIDEST = 800

/** Whether a list can show what stands there: of an address its parts, and of a picture nothing. */
export const isShown = ({ leaf, part }: FieldPath): boolean => leaf.kind !== 'image' && (leaf.kind !== 'address' || part !== undefined)

const columnOf = (entity: AnyEntity, path: string, index: number, { widths, totals }: Partial<Layout>): Column[] => {
  const found = resolveColumn(entity, path, entityOf)
  if (!found) return []
  const { at, place, relation, computed } = found
  const total = totals?.[path]
  return [
    {
      at,
      width: widths?.[path] ?? (index === 0 ? FIRST : (WIDTHS[at.leaf.kind] ?? OTHER) + (place ? FOREIGN : 0)),
      isNumeric: NUMERIC.includes(at.leaf.kind),
      isSortable: !at.many && at.leaf.kind !== 'address',
      isOwn: !place && !relation && !computed && !at.field.unasked,
      ...(relation ? { relation } : {}),
      ...(computed ? { isComputed: true } : {}),
      ...(total ? { total } : {}),
    },
  ]
}

/** The columns of a type's list: its own, or those that a layout names and there still are. */
export const columnsOf = (entity: AnyEntity, layout?: Layout): Column[] => {
  const columns = (layout?.paths ?? entity.list).flatMap((path, index) => columnOf(entity, path, index, layout ?? {}))
  return columns.length > 0 ? columns : columnsOf(entity)
}

/** Everything of a type's own that its list can show. */
export const choicesOf = (entity: AnyEntity): FieldPath[] => visiblePaths(entity).filter(isShown)

const ASKED = 'cols'

/** The columns that an address names, as far as there are such; undefined when it names none. */
export const readColumns = (entity: AnyEntity, params: URLSearchParams): string[] | undefined => {
  const named = [...new Set(params.get(ASKED)?.split(','))].filter(path => {
    const at = resolveColumn(entity, path, entityOf)?.at
    return at !== undefined && isShown(at)
  })
  return named.length ? named : undefined
}

/** Puts the columns into an address, so that it shows the same list elsewhere; those of the view, or the type's own, need no mention. */
export const writeColumns = (params: URLSearchParams, paths: readonly string[] | undefined, usual: readonly string[]): void => {
  if (!paths || paths.join() === usual.join()) params.delete(ASKED)
  else params.set(ASKED, paths.join())
}

/** The layout of a type's list or of a view of it, kept on this machine; without one of its own it is undefined. */
export const useLayout = (entity: AnyEntity, view?: string): [Layout | undefined, (next: Layout | undefined) => void] => {
  const [layout, setLayout] = useRemembered<Layout | null>(view === undefined ? `columns.${entity.type}` : `columns.${entity.type}.${view}`, null)
  const keep = useCallback((next: Layout | undefined) => setLayout(next ?? null), [setLayout])
  return [layout ?? undefined, keep]
}

/** The widths as the rows take them: dragging a column changes one of these and draws nothing anew. */
export const widthName = (position: number): `--w${number}` => `--w${position}`

/** Fields by which a person is reached, in the order of the form. */
export const waysOf = (entity: AnyEntity): { readonly name: string; readonly kind: 'phone' | 'email' }[] =>
  entity.form.flat().flatMap(name => {
    const { kind } = entity.fields[name]!.of ?? entity.fields[name]!
    return kind === 'phone' || kind === 'email' ? [{ name, kind }] : []
  })

import { useCallback } from 'react'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { useRemembered } from '../state/remembered.ts'

export interface Column {
  readonly at: FieldPath
  /** In pixels. */
  readonly width: number
  readonly isNumeric: boolean
  readonly isSortable: boolean
}

/** What a person made of a type's columns: which, in which order, and the widths they dragged. */
export interface Layout {
  readonly paths: readonly string[]
  readonly widths: Readonly<Record<string, number>>
}

const WIDTHS: Partial<Record<FieldKind, number>> = { relation: 220, choice: 150, email: 240, phone: 150, money: 140, date: 140, integer: 100, boolean: 90, tags: 240 }
const FIRST = 250
const OTHER = 170
const NUMERIC: readonly FieldKind[] = ['money', 'integer', 'decimal']
export const NARROWEST = 70
export const WIDEST = 800

const columnOf = (entity: AnyEntity, path: string, index: number, width: number | undefined): Column[] => {
  const at = resolvePath(entity, path)
  if (!at || at.field.hidden) return []
  return [
    {
      at,
      width: width ?? (index === 0 ? FIRST : (WIDTHS[at.leaf.kind] ?? OTHER)),
      isNumeric: NUMERIC.includes(at.leaf.kind),
      isSortable: !at.many && at.leaf.kind !== 'address',
    },
  ]
}

/** The columns of a type's list: its own, or those that a layout names and the type still has. */
export const columnsOf = (entity: AnyEntity, layout?: Layout): Column[] => {
  const columns = (layout?.paths ?? entity.list).flatMap((path, index) => columnOf(entity, path, index, layout?.widths[path]))
  return columns.length > 0 ? columns : columnsOf(entity)
}

/** Everything that a list of the type can show. */
export const choicesOf = (entity: AnyEntity): FieldPath[] => visiblePaths(entity).filter(at => at.leaf.kind !== 'image' && (at.leaf.kind !== 'address' || at.part !== undefined))

const ASKED = 'cols'

/** The columns that an address names, as far as the type has them; undefined when it names none. */
export const readColumns = (entity: AnyEntity, params: URLSearchParams): string[] | undefined => {
  const known = new Set(choicesOf(entity).map(at => at.path))
  const named = [...new Set(params.get(ASKED)?.split(','))].filter(path => known.has(path))
  return named.length ? named : undefined
}

/** Puts the columns into an address, so that it shows the same list elsewhere; the type's own need no mention. */
export const writeColumns = (entity: AnyEntity, params: URLSearchParams, paths: readonly string[] | undefined): void => {
  if (!paths || paths.join() === entity.list.join()) params.delete(ASKED)
  else params.set(ASKED, paths.join())
}

/** The layout of a type's list, kept on this machine; without one of its own it is undefined. */
export const useLayout = (entity: AnyEntity): [Layout | undefined, (next: Layout | undefined) => void] => {
  const [layout, setLayout] = useRemembered<Layout | null>(`columns.${entity.type}`, null)
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

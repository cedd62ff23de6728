import { dayAfter, isOfOurYears, monthsAfter } from '../date/days.ts'
import type { FieldKind } from '../entity/fields.ts'
import type { FieldPath } from '../entity/paths.ts'
import type { Filter } from '../filter/filter.ts'

/** By what the records of a list are put together: the values of a field, or the months or years of a date. */
export interface Grouping {
  readonly field: string
  readonly unit?: GroupUnit
}

export const GROUP_UNITS = ['month', 'year'] as const
export type GroupUnit = (typeof GROUP_UNITS)[number]

/** What the records of a group have in common; null for those that have nothing there. */
export type GroupValue = string | boolean | null

const KINDS: readonly FieldKind[] = ['choice', 'multiChoice', 'boolean', 'relation', 'tags', 'date']

export const isGroupable = ({ field, leaf, many, part }: FieldPath): boolean => !field.hidden && !many && part === undefined && KINDS.includes(leaf.kind)

/** Whether a record may stand in several groups at once. */
export const hasSeveral = ({ leaf }: FieldPath): boolean => leaf.kind === 'tags' || leaf.kind === 'multiChoice'

/** A date is grouped by its months unless years are asked for; nothing else has units. */
export const unitOf = ({ leaf }: FieldPath, { unit }: Grouping): GroupUnit | undefined => (leaf.kind === 'date' ? (unit ?? 'month') : undefined)

/** Keeps the records of one group. */
export const groupFilter = (at: FieldPath, { field }: Grouping, value: GroupValue): Filter => {
  // A box that nobody ever ticked is not ticked.
  if (at.leaf.kind === 'boolean') return value === true ? { field, op: 'eq', value: true } : { not: { field, op: 'eq', value: true } }
  if (value === null) return { field, op: 'empty' }
  if (hasSeveral(at)) return { field, op: 'hasAny', value: [String(value)] }
  if (at.leaf.kind !== 'date') return { field, op: 'eq', value }
  const isYear = String(value).length === 4
  const first = isYear ? `${String(value)}-01-01` : `${String(value)}-01`
  const next = monthsAfter(first, isYear ? 12 : 1)
  return { field, op: 'within', value: { from: first, ...(isOfOurYears(next) && { to: dayAfter(next, -1) }) } }
}

import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { dayAfter, isDate } from '../../../shared/kernel/date/days.ts'
import { isPeriod } from '../../../shared/kernel/date/period.ts'
import { type Condition, type Filter, type RelationAsked } from '../../../shared/kernel/filter/filter.ts'
import { type EntityOf, type Place, resolvePlace } from '../../../shared/kernel/filter/place.ts'
import { conditionOf, denialOf, needsValue, type Verb, verbsOf } from './verbs.ts'

/** A line of the builder; its key stays while it is edited. */
export type Row = FieldRow | RelationRow | SavedRow | OwnRow | GroupRow

export interface FieldRow {
  readonly key: string
  readonly kind: 'field'
  /** Empty while none is chosen. */
  readonly field: string
  readonly verb: Verb
  /** As a filter keeps it; undefined, or what was typed, while it is none yet. */
  readonly value: unknown
}

export interface RelationRow {
  readonly key: string
  readonly kind: 'relation'
  readonly relation: string
  readonly side: RelationAsked['side']
  readonly exists: boolean
  readonly to: 'any' | 'type' | 'one' | 'such'
  readonly type: string | undefined
  readonly id: string | undefined
  readonly inner: GroupRow
}

export interface SavedRow {
  readonly key: string
  readonly kind: 'saved'
  readonly saved: string
  readonly isNot: boolean
}

/** A condition that the builder has no line for: shown in words, kept as it is. */
export interface OwnRow {
  readonly key: string
  readonly kind: 'own'
  readonly filter: Filter
}

export interface GroupRow {
  readonly key: string
  readonly kind: 'group'
  readonly join: 'all' | 'any'
  readonly isNot: boolean
  readonly parts: readonly Row[]
}

let made = 0
const newKey = (): string => `row${++made}`

export const fieldRow = (field = '', verb: Verb = 'contains', value?: unknown): FieldRow => ({ key: newKey(), kind: 'field', field, verb, value })
export const groupRow = (parts: readonly Row[] = [], join: 'all' | 'any' = 'all', isNot = false): GroupRow => ({ key: newKey(), kind: 'group', join, isNot, parts })
export const savedRow = (saved = '', isNot = false): SavedRow => ({ key: newKey(), kind: 'saved', saved, isNot })
export const relationRow = (more: Partial<RelationRow> = {}): RelationRow => ({
  key: newKey(), kind: 'relation', relation: '', side: 'subject', exists: true, to: 'any', type: undefined, id: undefined, inner: groupRow(), ...more,
})
const ownRow = (filter: Filter): OwnRow => ({ key: newKey(), kind: 'own', filter })

/** A condition in one of the builder's verbs. */
const fromCondition = (condition: Condition, place: Place): Row => {
  const { field, op, value } = condition
  const { kind } = place.leaf
  const day = kind === 'date' && typeof value === 'string' && isDate(value) ? value : undefined
  if (kind === 'choice' && (op === 'eq' || op === 'ne')) return fieldRow(field, op === 'eq' ? 'in' : 'notIn', [value])
  if ((kind === 'multiChoice' || kind === 'tags') && (op === 'eq' || op === 'ne')) return fieldRow(field, op === 'eq' ? 'hasAny' : 'hasNone', [value])
  if (kind === 'tags' && op === 'in') return fieldRow(field, 'hasAny', value)
  if (day) {
    const period = { eq: { from: day, to: day }, gte: { from: day }, gt: { from: dayAfter(day, 1) }, lte: { to: day }, lt: { to: dayAfter(day, -1) } }[op as string]
    if (period) return fieldRow(field, 'within', period)
  }
  return verbsOf(place).includes(op) ? fieldRow(field, op, value) : ownRow(condition)
}

const fromRelation = ({ kind, side, exists, type, id, filter }: RelationAsked, entityOf: EntityOf): Row => {
  const entity = type === undefined ? undefined : entityOf(type)
  // A record among those that conditions keep, or of a type that is not said, has no line.
  if ((id !== undefined && filter) || (type !== undefined && !entity)) return ownRow({ relation: { kind, side, exists, ...(type && { type }), ...(id && { id }), ...(filter && { filter }) } })
  return relationRow({ relation: kind, side, exists, to: id !== undefined ? 'one' : filter ? 'such' : type ? 'type' : 'any', type, id, ...(filter && entity ? { inner: asGroup(filter, entity, entityOf) } : {}) })
}

const fromFilter = (filter: Filter, entity: AnyEntity, entityOf: EntityOf): Row => {
  if ('all' in filter) return groupRow(filter.all.map(part => fromFilter(part, entity, entityOf)), 'all')
  if ('any' in filter) return groupRow(filter.any.map(part => fromFilter(part, entity, entityOf)), 'any')
  if ('saved' in filter) return savedRow(filter.saved)
  if ('relation' in filter) return fromRelation(filter.relation, entityOf)
  if ('not' in filter) {
    const { not } = filter
    const inner = fromFilter(not, entity, entityOf)
    const denial = 'field' in not ? denialOf(not.op) : undefined
    if (inner.kind === 'field' && denial && inner.verb === (not as Condition).op) return { ...inner, verb: denial }
    if (inner.kind === 'saved') return { ...inner, isNot: true }
    if (inner.kind === 'group' && !inner.isNot) return { ...inner, isNot: true }
    return groupRow([inner], 'all', true)
  }
  const place = resolvePlace(entity, filter.field, entityOf)
  return place ? fromCondition(filter, place) : ownRow(filter)
}

/** A filter as the builder shows it. */
export const asGroup = (filter: Filter | undefined, entity: AnyEntity, entityOf: EntityOf): GroupRow => {
  if (!filter) return groupRow()
  const row = fromFilter(filter, entity, entityOf)
  return row.kind === 'group' && !row.isNot ? row : groupRow([row])
}

const isFilled = (value: unknown): boolean => value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

const fitsPlace = (value: unknown, { leaf }: Place, verb: Verb): boolean => {
  if (!needsValue(verb)) return true
  if (!isFilled(value)) return false
  if (verb === 'within' || verb === 'notWithin' || verb === 'recurs') return isPeriod(value)
  return ['integer', 'decimal', 'money'].includes(leaf.kind) ? typeof value === 'number' : true
}

/** What a line asks; undefined while something in it is missing. */
export const filterOfRow = (row: Row, entity: AnyEntity, entityOf: EntityOf): Filter | undefined => {
  switch (row.kind) {
    case 'own':
      return row.filter
    case 'saved':
      return row.saved === '' ? undefined : row.isNot ? { not: { saved: row.saved } } : { saved: row.saved }
    case 'field': {
      const place = row.field === '' ? undefined : resolvePlace(entity, row.field, entityOf)
      return place && fitsPlace(row.value, place, row.verb) ? conditionOf(row.field, row.verb, row.value) : undefined
    }
    case 'relation': {
      const { relation: kind, side, exists, to, type, id } = row
      if (kind === '' || (to !== 'any' && type === undefined) || (to === 'one' && id === undefined)) return undefined
      const inner = to === 'such' ? filterOfGroup(row.inner, entityOf(type!)!, entityOf) : undefined
      if (to === 'such' && row.inner.parts.length > 0 && inner === undefined) return undefined
      return { relation: { kind, side, exists, ...(to !== 'any' && { type: type! }), ...(to === 'one' && { id: id! }), ...(inner && { filter: inner }) } }
    }
    case 'group': {
      const parts = row.parts.flatMap(part => filterOfRow(part, entity, entityOf) ?? [])
      if (parts.length === 0) return undefined
      const joined: Filter = parts.length === 1 ? parts[0]! : row.join === 'all' ? { all: parts } : { any: parts }
      return row.isNot ? { not: joined } : joined
    }
  }
}

/** What the whole lines of a group ask; undefined when none is. */
export const filterOfGroup = (group: GroupRow, entity: AnyEntity, entityOf: EntityOf): Filter | undefined => filterOfRow(group, entity, entityOf)

/** The keys of the lines in which something is missing; an empty group is none. */
export const gapsOf = (row: Row, entity: AnyEntity, entityOf: EntityOf): string[] => {
  if (row.kind === 'group') return row.parts.flatMap(part => gapsOf(part, entity, entityOf))
  if (row.kind === 'relation' && row.to === 'such' && row.type !== undefined) {
    const inner = gapsOf(row.inner, entityOf(row.type)!, entityOf)
    if (inner.length) return inner
  }
  return filterOfRow(row, entity, entityOf) === undefined ? [row.key] : []
}

/** The group with one of its lines, however deep, become another, or gone. */
export const withRow = (group: GroupRow, key: string, next: Row | undefined): GroupRow => {
  const parts = group.parts.flatMap((part): Row[] => {
    if (part.key === key) return next ? [next] : []
    if (part.kind === 'group') return [withRow(part, key, next)]
    return part.kind === 'relation' ? [{ ...part, inner: part.inner.key === key && next?.kind === 'group' ? next : withRow(part.inner, key, next) }] : [part]
  })
  return { ...group, parts }
}


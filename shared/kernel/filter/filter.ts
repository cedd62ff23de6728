import { isPeriod, type Period } from '../date/period.ts'

/** Comparisons of one condition; which of them a field offers follows from its kind. */
export const OPERATORS = [
  'eq', 'ne', 'in', 'contains', 'startsWith', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty', 'within', 'recurs', 'hasAny', 'hasAll', 'hasNone',
] as const
export type Operator = (typeof OPERATORS)[number]

/** Stands for whoever asks. */
export interface Me {
  readonly me: true
}

/**
 * One condition. `field` is a field's name, a path into an address (`address.city`) or through relations
 * (`organisation.sector`, at most three of them); texts are compared without accents and case; a condition on a list holds
 * when one of its items satisfies it. Dates may lie `within` a period, or come again in it every year (`recurs`); `hasAny`,
 * `hasAll` and `hasNone` ask tags and other lists of keys.
 */
export interface Condition {
  field: string
  op: Operator
  value?: string | number | boolean | null | (string | number)[] | Period | Me
}

/**
 * Whether a relation of a kind exists, the record asked for being its subject, its object or `either` (of kinds that read alike from both ends): to any record, to those
 * of a type, of it to those that a filter keeps, or to one. Relations to what lies in the trash do not count.
 */
export interface RelationAsked {
  kind: string
  side: 'subject' | 'object' | 'either'
  exists: boolean
  type?: string
  id?: string
  filter?: Filter
}

/** Conditions, alone or joined; `saved` are those of a saved filter, by its id. */
export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter } | { relation: RelationAsked } | { saved: string }

/** Depth and breadth are bounded by what a person would build and so that hostile input cannot exhaust the stack. */
export const MAX_DEPTH = 6
const MAX_PARTS = 200
const MAX_VALUES = 10_000
const MAX_PATH = 200
export const MOST_LINKS = 3

type Plain = Record<string, unknown>

const isPlain = (value: unknown): boolean => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))
const isName = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= MAX_PATH
const hasOnly = (value: Plain, names: readonly string[]): boolean => Object.keys(value).every(key => names.includes(key))

export const isMe = (value: unknown): value is Me => typeof value === 'object' && value !== null && Object.keys(value).length === 1 && (value as Plain).me === true

const CONDITION = ['field', 'op', 'value']
const isCondition = (filter: Plain): boolean =>
  hasOnly(filter, CONDITION) &&
  typeof filter.field === 'string' &&
  filter.field.length <= MAX_PATH &&
  (OPERATORS as readonly unknown[]).includes(filter.op) &&
  (filter.value === undefined ||
    filter.value === null ||
    typeof filter.value === 'boolean' ||
    isPlain(filter.value) ||
    (Array.isArray(filter.value) ? filter.value.length <= MAX_VALUES && filter.value.every(isPlain) : isPeriod(filter.value) || isMe(filter.value)))

const RELATION = ['kind', 'side', 'exists', 'type', 'id', 'filter']
const isRelation = (asked: unknown, depth: number): boolean => {
  if (typeof asked !== 'object' || asked === null || !hasOnly(asked as Plain, RELATION)) return false
  const { kind, side, exists, type, id, filter } = asked as Plain
  return (
    isName(kind) &&
    (side === 'subject' || side === 'object' || side === 'either') &&
    typeof exists === 'boolean' &&
    (type === undefined || isName(type)) &&
    (id === undefined || isName(id)) &&
    (filter === undefined || (isName(type) && isFilter(filter, depth - 1)))
  )
}

const isFilter = (filter: unknown, depth: number): boolean => {
  if (typeof filter !== 'object' || filter === null || depth < 0) return false
  const [key, ...others] = Object.keys(filter)
  if (others.length === 0) {
    const inner = (filter as Plain)[key!]
    if (key === 'not') return isFilter(inner, depth - 1)
    if (key === 'all' || key === 'any') return Array.isArray(inner) && inner.length <= MAX_PARTS && inner.every(part => isFilter(part, depth - 1))
    if (key === 'saved') return isName(inner)
    if (key === 'relation') return isRelation(inner, depth)
  }
  return isCondition(filter as Plain)
}

export const isWholeFilter = (filter: unknown): filter is Filter => isFilter(filter, MAX_DEPTH)

/** The filters of which one is made, itself first. */
export const partsOf = (filter: Filter): Filter[] => {
  const inner = 'all' in filter ? filter.all : 'any' in filter ? filter.any : 'not' in filter ? [filter.not] : 'relation' in filter && filter.relation.filter ? [filter.relation.filter] : []
  return [filter, ...inner.flatMap(partsOf)]
}

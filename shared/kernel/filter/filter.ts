/** Comparisons of one condition; which of them a field offers follows from its kind. */
export const OPERATORS = ['eq', 'ne', 'in', 'contains', 'startsWith', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty'] as const
export type Operator = (typeof OPERATORS)[number]

/**
 * One condition. `field` is a field's name or a path into an address (`address.city`); texts are compared without
 * accents and case; a condition on a list holds when one of its items satisfies it.
 */
export interface Condition {
  field: string
  op: Operator
  value?: string | number | boolean | null | (string | number)[]
}

export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter }

/** Depth and breadth are bounded by what a person would build and so that hostile input cannot exhaust the stack. */
const MAX_DEPTH = 6
const MAX_PARTS = 200
const MAX_VALUES = 10_000

const isPlain = (value: unknown): boolean => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))

const isCondition = (filter: Record<string, unknown>): boolean =>
  Object.keys(filter).every(key => key === 'field' || key === 'op' || key === 'value') &&
  typeof filter.field === 'string' &&
  filter.field.length <= 200 &&
  (OPERATORS as readonly unknown[]).includes(filter.op) &&
  (filter.value === undefined ||
    filter.value === null ||
    typeof filter.value === 'boolean' ||
    isPlain(filter.value) ||
    (Array.isArray(filter.value) && filter.value.length <= MAX_VALUES && filter.value.every(isPlain)))

const isFilter = (filter: unknown, depth: number): boolean => {
  if (typeof filter !== 'object' || filter === null || depth < 0) return false
  const [key, ...others] = Object.keys(filter)
  if (others.length === 0 && (key === 'all' || key === 'any' || key === 'not')) {
    const inner = (filter as Record<string, unknown>)[key]
    if (key === 'not') return isFilter(inner, depth - 1)
    return Array.isArray(inner) && inner.length <= MAX_PARTS && inner.every(part => isFilter(part, depth - 1))
  }
  return isCondition(filter as Record<string, unknown>)
}

export const isWholeFilter = (filter: unknown): filter is Filter => isFilter(filter, MAX_DEPTH)

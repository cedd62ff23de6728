import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'
import type { Filter, Operator } from '../../../shared/kernel/filter/filter.ts'
import { PEOPLE, type Place } from '../../../shared/kernel/filter/place.ts'

/** A comparison as the builder offers it: one of the language, or the denial of one. */
export type Verb = Operator | 'notContains' | 'notIn' | 'notWithin'

const DENIED: Partial<Record<Verb, Operator>> = { notContains: 'contains', notIn: 'in', notWithin: 'within' }

const PRESENCE: readonly Verb[] = ['empty', 'notEmpty']
const TEXTUAL: readonly Verb[] = ['contains', 'notContains', 'startsWith', 'eq', 'ne', ...PRESENCE]
const NUMERIC: readonly Verb[] = ['eq', 'ne', 'gte', 'lte', 'gt', 'lt', ...PRESENCE]
const KEYED: readonly Verb[] = ['hasAny', 'hasAll', 'hasNone', ...PRESENCE]

const OFFERED: Partial<Record<FieldKind, readonly Verb[]>> = {
  integer: NUMERIC,
  decimal: NUMERIC,
  money: NUMERIC,
  boolean: ['eq', ...PRESENCE],
  date: ['within', 'notWithin', 'recurs', ...PRESENCE],
  dateTime: ['within', 'notWithin', ...PRESENCE],
  choice: ['in', 'notIn', ...PRESENCE],
  multiChoice: KEYED,
  tags: KEYED,
  relation: ['eq', 'ne', 'contains', 'startsWith', ...PRESENCE],
  address: PRESENCE,
  file: PRESENCE,
  image: PRESENCE,
}

/** The comparisons that the builder offers for a place, the likeliest first. */
export const verbsOf = ({ at, path, leaf }: Place): readonly Verb[] => {
  if (!at && PEOPLE.includes(path)) return ['eq', 'ne']
  if (!at && leaf.kind === 'dateTime') return ['within', 'notWithin']
  return OFFERED[leaf.kind] ?? TEXTUAL
}

export const needsValue = (verb: Verb): boolean => verb !== 'empty' && verb !== 'notEmpty'

/** What a comparison with a value means in the language of filters. */
export const conditionOf = (field: string, verb: Verb, value: unknown): Filter => {
  const op = DENIED[verb] ?? (verb as Operator)
  const condition = { field, op, ...(needsValue(verb) ? { value } : {}) } as Filter
  return DENIED[verb] ? { not: condition } : condition
}

/** The verb that denies a comparison. */
export const denialOf = (op: Operator): Verb | undefined => (Object.keys(DENIED) as Verb[]).find(verb => DENIED[verb] === op)

import type { FieldKind } from '../entity/fields.ts'
import type { Operator } from './filter.ts'
import { PEOPLE, type Place } from './place.ts'

const PRESENCE: readonly Operator[] = ['empty', 'notEmpty']
const EQUAL: readonly Operator[] = ['eq', 'ne', 'in', ...PRESENCE]
const ORDERED: readonly Operator[] = [...EQUAL, 'gt', 'gte', 'lt', 'lte']
const TEXTUAL: readonly Operator[] = [...ORDERED, 'contains', 'startsWith']
const KEYED: readonly Operator[] = ['hasAny', 'hasAll', 'hasNone', ...PRESENCE]

const OFFERED: Readonly<Record<string, readonly Operator[]>> = {
  text: TEXTUAL,
  longText: TEXTUAL,
  email: TEXTUAL,
  phone: TEXTUAL,
  url: TEXTUAL,
  integer: ORDERED,
  decimal: ORDERED,
  money: ORDERED,
  boolean: ['eq', 'ne', ...PRESENCE],
  date: [...ORDERED, 'within', 'recurs'],
  dateTime: [...ORDERED, 'within'],
  choice: [...EQUAL, 'contains'],
  multiChoice: ['eq', 'ne', ...KEYED],
  tags: ['eq', 'ne', 'in', ...KEYED],
  relation: [...EQUAL, 'contains', 'startsWith'],
  address: PRESENCE,
  file: PRESENCE,
  image: PRESENCE,
} satisfies Partial<Record<FieldKind | 'tags', readonly Operator[]>>

/** The comparisons that a place understands, by the kind of its values. */
export const operatorsOf = ({ path, at, leaf }: Pick<Place, 'path' | 'at' | 'leaf'>): readonly Operator[] => {
  if (PEOPLE.includes(path) && !at) return ['eq', 'ne', 'in']
  if (path === 'id' && !at) return ['eq', 'ne', 'in']
  return OFFERED[leaf.kind] ?? []
}

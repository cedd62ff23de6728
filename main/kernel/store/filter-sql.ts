import { isPeriod, spanOf, yearlyOf } from '../../../shared/kernel/date/period.ts'
import { type AnyEntity, isAttached } from '../../../shared/kernel/entity/define.ts'
import { ADDRESS_PARTS, type Field } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { type Condition, type Filter, isMe, type Operator, type RelationAsked } from '../../../shared/kernel/filter/filter.ts'
import { PEOPLE, resolvePlace, USER } from '../../../shared/kernel/filter/place.ts'
import { type SavedFilter, savedProblem } from '../../../shared/kernel/filter/saved.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { instantOf } from '../../../shared/kernel/text/parse-date.ts'
import { columnName, KEY_LENGTH, keyOf, LAST_KEY, LIVE, type TypedTable, wholeKeyOf, wholeKeySql } from './typed-table.ts'

export type SqlValue = string | number | null

export interface Sql {
  readonly text: string
  readonly params: readonly SqlValue[]
}

/** Columns of the envelope by which lists can be filtered and sorted. */
export const ENVELOPE_COLUMNS: Readonly<Record<string, string>> = { id: 'id', createdAt: 'created', updatedAt: 'updated', title: 'title' }

const TITLE: Field = { kind: 'text' }

const COMPARE = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** What a condition compares: the plain value, and for texts the folded key, with the column that keeps its beginning. */
interface Operand {
  readonly plain: string
  readonly key: string
  readonly kept?: string | undefined
  readonly folded: boolean
  readonly leaf: Field
  /** How the column keeps instants, when it does. */
  readonly instant?: ((iso: string) => string | number) | undefined
}

const isText = ({ leaf }: FieldPath): boolean => leaf.kind === 'text' || leaf.kind === 'longText' || leaf.kind === 'email' || leaf.kind === 'phone' || leaf.kind === 'url'

const unknownField = (entity: AnyEntity, field: string): never => {
  throw new ExpectedError('UNKNOWN_FIELD', { type: entity.type, field })
}

/** What a filter may refer to besides the table that it is asked of, and what its words for today and for oneself mean. */
export interface FilterScope {
  readonly tables: ReadonlyMap<string, TypedTable>
  readonly saved: (id: string) => SavedFilter | undefined
  /** Whether there is such a tag, out of the trash. */
  readonly hasTag: (id: string) => boolean
  readonly moment: () => Moment
  readonly me: string
}

/** The day it is, in the zone of whoever asks. */
export interface Moment {
  readonly today: string
  readonly zone: string
}

/** More saved filters within one are refused: each would be written out where it is used. */
const MOST_SAVED = 50

/** How deep in saved filters the compiler is, and how many it has met. */
interface Within {
  readonly ids: readonly string[]
  readonly met: { count: number }
}

/** A filter as a condition on table `c`; throws ExpectedError UNKNOWN_FIELD, BAD_INPUT and FILTER_BROKEN. */
export const filterSql = (filter: Filter, table: TypedTable, scope: FilterScope): Sql => partSql(filter, table, scope, { ids: [], met: { count: 0 } })

const partSql = (filter: Filter, table: TypedTable, scope: FilterScope, within: Within): Sql => {
  if ('all' in filter) return join(filter.all, ' and ', '1', table, scope, within)
  if ('any' in filter) return join(filter.any, ' or ', '0', table, scope, within)
  if ('not' in filter) return negated(partSql(filter.not, table, scope, within))
  if ('saved' in filter) return savedSql(filter.saved, table, scope, within)
  if ('relation' in filter) return relationSql(filter.relation, scope, within)
  return placeSql(filter, table, scope)
}

const negated = (inner: Sql): Sql => ({ text: `(${inner.text}) is not true`, params: inner.params })

const join = (filters: readonly Filter[], by: string, none: string, table: TypedTable, scope: FilterScope, within: Within): Sql => {
  const parts = filters.map(filter => partSql(filter, table, scope, within))
  return parts.length ? { text: `(${parts.map(part => part.text).join(by)})`, params: parts.flatMap(part => part.params) } : { text: none, params: [] }
}

const savedSql = (id: string, table: TypedTable, scope: FilterScope, { ids, met }: Within): Sql => {
  const saved = scope.saved(id)
  const why = savedProblem(saved, table.entity.type, ids) ?? (++met.count > MOST_SAVED ? 'tooMany' : undefined)
  if (why) throw new ExpectedError('FILTER_BROKEN', { why, filter: id, ...(saved && { name: saved.name }) })
  return partSql(saved!.filter, table, scope, { ids: [...ids, id], met })
}

/** The operators that hold where there is nothing are asked as the opposite of those that do not. */
const OPPOSITE: Partial<Record<Operator, Operator>> = { ne: 'eq', empty: 'notEmpty', hasNone: 'hasAny' }

/** Follows the path of a condition; what it asks of the last records is asked once, and those that lead to one of them are kept. */
const placeSql = (condition: Condition, table: TypedTable, scope: FilterScope): Sql => {
  const place = resolvePlace(table.entity, condition.field, type => scope.tables.get(type)?.entity) ?? unknownField(table.entity, condition.field)
  const own = { ...condition, field: place.path }
  if (place.links.length === 0) return conditionSql(own, table, scope)
  // All of nothing is asked of nobody.
  if (condition.op === 'hasAll' && Array.isArray(condition.value) && condition.value.length === 0) return { text: '1', params: [] }
  const opposite = OPPOSITE[condition.op]
  if (opposite) return negated(placeSql({ ...condition, op: opposite }, table, scope))
  const inner = conditionSql(own, scope.tables.get(place.entity.type)!, scope)
  let { text } = inner
  for (const { from, name } of place.links.toReversed()) text = `c.${columnName(name)} in (select id from ${from.fields[name]!.to!} c where ${text})`
  return { text, params: inner.params }
}

const RELATION = 'relation'

/** The records at one end of a relation of a kind whose other end is what is asked for and lies in no trash. */
const relationSql = ({ kind, side, exists, type, id, filter }: RelationAsked, scope: FilterScope, within: Within): Sql => {
  const reached = [...scope.tables.values()].filter(table => type === undefined ? !table.entity.internal && !isAttached(table.entity) : table.entity.type === type)
  if (reached.length === 0) throw new ExpectedError('UNKNOWN_TYPE', { type })
  if (!scope.tables.has(RELATION)) throw new ExpectedError('UNKNOWN_TYPE', { type: RELATION })
  const inner = filter && partSql(filter, reached[0]!, scope, within)
  const end = (mine: string, other: string): Sql => {
    // The folded kind is what an index has.
    const params: SqlValue[] = [keyOf(TITLE, kind), kind]
    let text = `select c.f_${mine} from ${RELATION} c where c.st = ${LIVE} and c.k_kind = ? and c.f_kind = ?`
    if (id !== undefined) {
      text += ` and c.f_${other} = ?`
      params.push(id)
    }
    const isLive = reached.map(({ table }) => `c.f_${other} in (select id from ${table} c where c.st = ${LIVE}${inner ? ` and ${inner.text}` : ''})`)
    if (inner) params.push(...inner.params)
    return { text: `${text} and ${isLive.length > 1 ? `(${isLive.join(' or ')})` : isLive[0]}`, params }
  }
  const ends = side === 'either' ? [end('subject', 'object'), end('object', 'subject')] : [end(side, side === 'subject' ? 'object' : 'subject')]
  const found = { text: `(c.st = ${LIVE} and c.id in (${ends.map(({ text }) => text).join(' union all ')}))`, params: ends.flatMap(({ params }) => params) }
  return exists ? found : negated(found)
}

const conditionSql = (condition: Condition, table: TypedTable, scope: FilterScope): Sql => {
  const { entity } = table
  const own = ENVELOPE_COLUMNS[condition.field]
  if (PEOPLE.includes(condition.field)) return personSql(condition, scope)
  if (own === 'created' || own === 'updated') return compare(condition.op === 'within' ? condition : inMilliseconds(condition), { plain: `c.${own}`, key: `c.${own}`, folded: false, leaf: TITLE, instant: Date.parse }, scope)
  if (own === 'id' && isIdAsked(condition)) return idSql(condition)
  if (own) return compare(condition, { plain: `c.${own}`, key: `fold(c.${own})`, folded: own === 'title', leaf: TITLE }, scope)
  const at = resolvePath(entity, condition.field) ?? unknownField(entity, condition.field)
  if (at.field.hidden && !table.keyColumn(at.path)) return unknownField(entity, condition.field)
  if (at.many || KEYED.includes(at.field.kind)) return listSql(condition, at, table, scope)
  if (at.field.kind === 'relation' && (condition.op === 'contains' || condition.op === 'startsWith')) {
    // Words are asked of the other record's title.
    const inner = compare(condition, { plain: 'title', key: 'fold(title)', folded: true, leaf: TITLE }, scope)
    const reached = table.reached(at.field)
    const found = reached.map(type => `select id from ${type} where ${inner.text}`).join(' union all ')
    return { text: `c.${columnName(at.path)} in (${found})`, params: reached.flatMap(() => inner.params) }
  }
  if (at.field.kind === 'address' && !at.part && (condition.op === 'empty' || condition.op === 'notEmpty')) {
    const parts = `coalesce(${ADDRESS_PARTS.map(part => `c.${columnName(`${at.path}.${part}`)}`).join(', ')})`
    return { text: `${parts} is ${condition.op === 'empty' ? '' : 'not '}null`, params: [] }
  }
  const plain = `c.${columnName(at.field.kind === 'address' && !at.part ? `${at.path}.street` : at.path)}`
  const kept = table.keyColumn(at.path)
  const asked = at.leaf.to === USER && isMe(condition.value) ? { ...condition, value: scope.me } : condition
  return compare(asked, { plain, key: wholeKeySql(at.leaf, plain), kept: kept && `c.${kept}`, folded: isText(at), leaf: at.leaf }, scope)
}

/** The kinds whose values are lists of keys. */
const KEYED: readonly string[] = ['multiChoice', 'tags']

/** One record by its id, as a condition on table `c`: by its number, which no planner takes for less telling than any other condition. */
export const HAS_ID = 'c.n = (select n from doc_records where id = ?)'

const isIdAsked = ({ op, value }: Condition): boolean => (op === 'in' ? Array.isArray(value) : (op === 'eq' || op === 'ne') && typeof value === 'string')

const idSql = ({ op, value }: Condition): Sql => {
  if (Array.isArray(value)) return { text: 'c.n in (select n from doc_records where id in (select value from json_each(?)))', params: [JSON.stringify(value)] }
  const found = { text: HAS_ID, params: [value as string] }
  return op === 'ne' ? negated(found) : found
}

/** Who wrote a record stands in its document only. */
const personSql = ({ field, op, value }: Condition, { me }: FilterScope): Sql => {
  const wanted = [value].flat().map(each => (isMe(each) ? me : each))
  if ((op !== 'eq' && op !== 'ne' && op !== 'in') || (op === 'in') !== Array.isArray(value) || wanted.some(each => typeof each !== 'string')) throw new ExpectedError('BAD_INPUT', { field, op })
  const person = field === 'createdBy' ? `json ->> '$.createdBy'` : `coalesce(json ->> '$.${field}', json ->> '$.createdBy')`
  const found = { text: `(select ${person} from doc_records where n = c.n) in (select value from json_each(?))`, params: [JSON.stringify(wanted)] }
  return op === 'ne' ? negated(found) : found
}

/** Instants of the envelope are kept as numbers, and asked for as a day or an instant of ISO 8601. */
const inMilliseconds = (condition: Condition): Condition => {
  if (typeof condition.value !== 'string') return condition
  const value = Date.parse(condition.value)
  if (Number.isNaN(value)) throw new ExpectedError('BAD_INPUT', { field: condition.field, op: condition.op })
  return { ...condition, value }
}

const listSql = (condition: Condition, at: FieldPath, table: TypedTable, scope: FilterScope): Sql => {
  const { op, field, value } = condition
  const column = `c.${columnName(at.name)}`
  if (!at.part && (op === 'empty' || op === 'notEmpty')) return { text: `${column} is ${op === 'empty' ? '' : 'not '}null`, params: [] }
  const opposite = OPPOSITE[op]
  if (opposite) return negated(listSql({ ...condition, op: opposite }, at, table, scope))
  if (at.field.kind === 'tags') {
    const gone = [value].flat().find(id => typeof id === 'string' && !scope.hasTag(id))
    if (gone !== undefined) throw new ExpectedError('FILTER_BROKEN', { why: 'tag', tag: gone })
  }
  const isKeyed = KEYED.includes(at.field.kind)
  if (op === 'hasAll') {
    if (!isKeyed || !Array.isArray(value)) throw new ExpectedError('BAD_INPUT', { field, op })
    const each = value.map(key => listSql({ field, op: 'eq', value: key }, at, table, scope))
    return { text: `(${['1', ...each.map(({ text }) => text)].join(' and ')})`, params: each.flatMap(({ params }) => params) }
  }
  const values = at.part ? undefined : table.valuesTable(at.name)
  if (op === 'hasAny' || (op === 'in' && isKeyed)) {
    if (!isKeyed || !Array.isArray(value)) throw new ExpectedError('BAD_INPUT', { field, op })
    if (value.length === 1) return listSql({ field, op: 'eq', value: value[0]! }, at, table, scope)
    const wanted = 'in (select value from json_each(?))'
    return { text: values ? `c.n in (select n from ${values} where k ${wanted})` : `exists (select 1 from json_each(${column}) item where item.value ${wanted})`, params: [JSON.stringify(value)] }
  }
  const wanted = wholeKeyOf(at.leaf, value ?? '')
  if (values && op === 'eq' && wanted.length < KEY_LENGTH) return { text: `c.n in (select n from ${values} where k = ?)`, params: [wanted] }
  const plain = at.many ? `json_extract(item.value, '$.value${at.part ? `.${at.part}` : ''}')` : 'item.value'
  const inner = compare(condition, { plain, key: wholeKeySql(at.leaf, plain), folded: at.many && isText(at), leaf: at.leaf }, scope)
  return { text: `exists (select 1 from json_each(${column}) item where ${inner.text})`, params: inner.params }
}

const DATED: readonly string[] = ['date', 'dateTime']

/** The days of a period, as a column keeps them. */
const withinSql = ({ field, op, value }: Condition, { plain, leaf, instant }: Operand, scope: FilterScope): Sql => {
  const isDated = instant ? op === 'within' : op === 'within' ? DATED.includes(leaf.kind) : leaf.kind === 'date'
  if (!isDated || !isPeriod(value)) throw new ExpectedError('BAD_INPUT', { field, op })
  const { today, zone } = scope.moment()
  const span = spanOf(value, today)
  if (op === 'recurs') {
    const yearly = yearlyOf(span)
    if (yearly === 'never') return { text: '0', params: [] }
    if (yearly === 'always') return { text: `${plain} is not null`, params: [] }
    const day = `substr(${plain}, 6)`
    return { text: `(${day} >= ? ${yearly[0] < yearly[1] ? 'and' : 'or'} ${day} < ?)`, params: yearly }
  }
  /** The first moment of a day. */
  const start = (day: string): SqlValue => (instant ? instant(instantOf({ day }, zone)) : leaf.kind === 'dateTime' ? instantOf({ day }, zone) : day)
  const bounds = [[span[0], '>='], [span[1], '<']].flatMap(([day, sign]) => (day === undefined ? [] : [{ text: `${plain} ${sign} ?`, param: start(day) }]))
  return bounds.length ? { text: `(${bounds.map(({ text }) => text).join(' and ')})`, params: bounds.map(({ param }) => param) } : { text: `${plain} is not null`, params: [] }
}

const compare = (condition: Condition, operand: Operand, scope: FilterScope): Sql => {
  const { field, op, value } = condition
  const { plain, key, kept, folded, leaf } = operand
  const one = (): SqlValue => {
    if (value === undefined || value === null || typeof value === 'object') throw new ExpectedError('BAD_INPUT', { field, op })
    return typeof value === 'boolean' ? Number(value) : value
  }
  const keyFor = (...wanted: readonly string[]): string => (kept && wanted.every(each => each.length < KEY_LENGTH) ? kept : key)
  switch (op) {
    case 'empty':
      return { text: `${plain} is null`, params: [] }
    case 'notEmpty':
      return { text: `${plain} is not null`, params: [] }
    case 'ne':
      return negated(compare({ ...condition, op: 'eq' }, operand, scope))
    case 'in': {
      if (!Array.isArray(value)) throw new ExpectedError('BAD_INPUT', { field, op })
      const wanted = folded ? value.map(each => wholeKeyOf(leaf, each)) : value
      return { text: `${folded ? keyFor(...(wanted as string[])) : plain} in (select value from json_each(?))`, params: [JSON.stringify(wanted)] }
    }
    case 'contains':
      return { text: `instr(${key}, ?) > 0`, params: [wholeKeyOf(leaf, one())] }
    case 'startsWith': {
      const start = wholeKeyOf(leaf, one())
      const column = keyFor(start)
      return { text: `(${column} >= ? and ${column} < ?)`, params: [start, start + LAST_KEY] }
    }
    case 'within':
    case 'recurs':
      return withinSql(condition, operand, scope)
    case 'hasAny':
    case 'hasAll':
    case 'hasNone':
      throw new ExpectedError('BAD_INPUT', { field, op })
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      if (!folded) return { text: `${plain} ${COMPARE[op]} ?`, params: [one()] }
      const wanted = wholeKeyOf(leaf, one())
      const text = `${keyFor(wanted)} ${COMPARE[op]} ?`
      // The key of an empty value sorts after every text; it is no value all the same.
      return { text: op === 'gt' || op === 'gte' ? `(${text} and ${plain} is not null)` : text, params: [wanted] }
    }
  }
}

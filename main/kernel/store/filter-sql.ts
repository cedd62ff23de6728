import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { ADDRESS_PARTS, type Field } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { Condition, Filter } from '../../../shared/kernel/filter/filter.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { columnName, KEY_LENGTH, LAST_KEY, type TypedTable, wholeKeyOf, wholeKeySql } from './typed-table.ts'

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
}

const isText = ({ leaf }: FieldPath): boolean => leaf.kind === 'text' || leaf.kind === 'longText' || leaf.kind === 'email' || leaf.kind === 'phone' || leaf.kind === 'url'

const unknownField = (entity: AnyEntity, field: string): never => {
  throw new ExpectedError('UNKNOWN_FIELD', { type: entity.type, field })
}

/** A filter as a condition on table `c`; throws ExpectedError UNKNOWN_FIELD and BAD_INPUT. */
export const filterSql = (filter: Filter, table: TypedTable): Sql => {
  if ('all' in filter) return join(filter.all, ' and ', '1', table)
  if ('any' in filter) return join(filter.any, ' or ', '0', table)
  if ('not' in filter) {
    const inner = filterSql(filter.not, table)
    return { text: `(${inner.text}) is not true`, params: inner.params }
  }
  return conditionSql(filter, table)
}

const join = (filters: readonly Filter[], by: string, none: string, table: TypedTable): Sql => {
  const parts = filters.map(filter => filterSql(filter, table))
  return parts.length ? { text: `(${parts.map(part => part.text).join(by)})`, params: parts.flatMap(part => part.params) } : { text: none, params: [] }
}

const conditionSql = (condition: Condition, table: TypedTable): Sql => {
  const { entity } = table
  const own = ENVELOPE_COLUMNS[condition.field]
  if (own === 'created' || own === 'updated') return compare(inMilliseconds(condition), { plain: `c.${own}`, key: `c.${own}`, folded: false, leaf: TITLE })
  if (own) return compare(condition, { plain: `c.${own}`, key: `fold(c.${own})`, folded: own === 'title', leaf: TITLE })
  const at = resolvePath(entity, condition.field) ?? unknownField(entity, condition.field)
  if (at.field.hidden && !table.keyColumn(at.path)) return unknownField(entity, condition.field)
  if (at.many || at.field.kind === 'multiChoice' || at.field.kind === 'tags') return listSql(condition, at, table)
  if (at.field.kind === 'relation' && (condition.op === 'contains' || condition.op === 'startsWith')) {
    // Words are asked of the other record's title.
    const inner = compare(condition, { plain: 'title', key: 'fold(title)', folded: true, leaf: TITLE })
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
  return compare(condition, { plain, key: wholeKeySql(at.leaf, plain), kept: kept && `c.${kept}`, folded: isText(at), leaf: at.leaf })
}

/** Instants of the envelope are kept as numbers, and asked for as a day or an instant of ISO 8601. */
const inMilliseconds = (condition: Condition): Condition => {
  if (typeof condition.value !== 'string') return condition
  const value = Date.parse(condition.value)
  if (Number.isNaN(value)) throw new ExpectedError('BAD_INPUT', { field: condition.field, op: condition.op })
  return { ...condition, value }
}

const listSql = (condition: Condition, at: FieldPath, table: TypedTable): Sql => {
  const column = `c.${columnName(at.name)}`
  if (!at.part && (condition.op === 'empty' || condition.op === 'notEmpty')) return { text: `${column} is ${condition.op === 'empty' ? '' : 'not '}null`, params: [] }
  if (condition.op === 'ne' || condition.op === 'empty') {
    const opposite = listSql({ ...condition, op: condition.op === 'ne' ? 'eq' : 'notEmpty' }, at, table)
    return { text: `(${opposite.text}) is not true`, params: opposite.params }
  }
  const values = at.part ? undefined : table.valuesTable(at.name)
  const wanted = wholeKeyOf(at.leaf, condition.value ?? '')
  if (values && condition.op === 'eq' && wanted.length < KEY_LENGTH) return { text: `c.n in (select n from ${values} where k = ?)`, params: [wanted] }
  if (values && condition.op === 'in' && at.field.kind === 'tags' && Array.isArray(condition.value)) {
    return { text: `c.n in (select n from ${values} where k in (select value from json_each(?)))`, params: [JSON.stringify(condition.value)] }
  }
  const plain = at.many ? `json_extract(item.value, '$.value${at.part ? `.${at.part}` : ''}')` : 'item.value'
  const inner = compare(condition, { plain, key: wholeKeySql(at.leaf, plain), folded: at.many && isText(at), leaf: at.leaf })
  return { text: `exists (select 1 from json_each(${column}) item where ${inner.text})`, params: inner.params }
}

const compare = ({ field, op, value }: Condition, operand: Operand): Sql => {
  const { plain, key, kept, folded, leaf } = operand
  const one = (): SqlValue => {
    if (value === undefined || value === null || Array.isArray(value)) throw new ExpectedError('BAD_INPUT', { field, op })
    return typeof value === 'boolean' ? Number(value) : value
  }
  const keyFor = (...wanted: readonly string[]): string => (kept && wanted.every(each => each.length < KEY_LENGTH) ? kept : key)
  switch (op) {
    case 'empty':
      return { text: `${plain} is null`, params: [] }
    case 'notEmpty':
      return { text: `${plain} is not null`, params: [] }
    case 'ne': {
      const same = compare({ field, op: 'eq', ...(value === undefined ? {} : { value }) }, operand)
      return { text: `(${same.text}) is not true`, params: same.params }
    }
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

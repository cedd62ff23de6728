import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { Condition, Filter } from '../../../shared/kernel/filter/filter.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { columnName, keyOf, LAST_KEY, type TypedTable } from './typed-table.ts'

export type SqlValue = string | number | null

export interface Sql {
  readonly text: string
  readonly params: readonly SqlValue[]
}

/** Columns of the envelope by which lists can be filtered and sorted. */
export const ENVELOPE_COLUMNS: Readonly<Record<string, string>> = { id: 'id', createdAt: 'created', updatedAt: 'updated', title: 'title' }

const TITLE: Field = { kind: 'text' }

const COMPARE = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** What a condition compares: the plain value, and the folded key for texts. */
interface Operand {
  readonly plain: string
  readonly key: string
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
  if (own) return compare(condition, { plain: `c.${own}`, key: `fold(c.${own})`, folded: own === 'title', leaf: TITLE })
  const at = resolvePath(entity, condition.field) ?? unknownField(entity, condition.field)
  if (at.field.hidden && !table.keyColumn(at.path)) return unknownField(entity, condition.field)
  if (at.many || at.field.kind === 'multiChoice') return listSql(condition, at, table)
  if (at.field.kind === 'relation' && (condition.op === 'contains' || condition.op === 'startsWith')) {
    // Words are asked of the other record's title.
    const inner = compare(condition, { plain: 'title', key: 'fold(title)', folded: true, leaf: TITLE })
    const reached = table.reached(at.field)
    const found = reached.map(type => `select id from ${type} where ${inner.text}`).join(' union all ')
    return { text: `c.${columnName(at.path)} in (${found})`, params: reached.flatMap(() => inner.params) }
  }
  const plain = `c.${columnName(at.field.kind === 'address' && !at.part ? `${at.path}.street` : at.path)}`
  const key = table.keyColumn(at.path)
  return compare(condition, { plain, key: key ? `c.${key}` : `fold(${plain})`, folded: isText(at), leaf: at.leaf })
}

const listSql = (condition: Condition, at: FieldPath, table: TypedTable): Sql => {
  const column = `c.${columnName(at.name)}`
  if (condition.op === 'empty') return { text: `${column} is null`, params: [] }
  if (condition.op === 'notEmpty') return { text: `${column} is not null`, params: [] }
  if (condition.op === 'ne') {
    const same = listSql({ ...condition, op: 'eq' }, at, table)
    return { text: `(${same.text}) is not true`, params: same.params }
  }
  const values = at.part ? undefined : table.valuesTable(at.name)
  if (values && condition.op === 'eq') return { text: `c.n in (select n from ${values} where k = ?)`, params: [keyOf(at.leaf, condition.value ?? '')] }
  const plain = at.many ? `json_extract(item.value, '$.value${at.part ? `.${at.part}` : ''}')` : 'item.value'
  const inner = compare(condition, { plain, key: `fold(${plain})`, folded: at.many && isText(at), leaf: at.leaf })
  return { text: `exists (select 1 from json_each(${column}) item where ${inner.text})`, params: inner.params }
}

const compare = ({ field, op, value }: Condition, operand: Operand): Sql => {
  const { plain, key, folded, leaf } = operand
  const one = (): SqlValue => {
    if (value === undefined || value === null || Array.isArray(value)) throw new ExpectedError('BAD_INPUT', { field, op })
    return typeof value === 'boolean' ? Number(value) : value
  }
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
      return { text: `${folded ? key : plain} in (select value from json_each(?))`, params: [JSON.stringify(folded ? value.map(each => keyOf(leaf, each)) : value)] }
    }
    case 'contains':
      return { text: `instr(fold(${plain}), ?) > 0`, params: [keyOf(leaf, one())] }
    case 'startsWith': {
      const start = keyOf(leaf, one())
      return { text: `(${key} >= ? and ${key} < ?)`, params: [start, start + LAST_KEY] }
    }
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      const text = `${folded ? key : plain} ${COMPARE[op]} ?`
      // The key of an empty value sorts after every text; it is no value all the same.
      return { text: folded && (op === 'gt' || op === 'gte') ? `(${text} and ${plain} is not null)` : text, params: [folded ? keyOf(leaf, one()) : one()] }
    }
  }
}

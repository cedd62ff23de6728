import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { SqlValue } from './filter-sql.ts'
import { columnName, type TypedTable } from './typed-table.ts'

/** By what records are grouped: the values of a field, or the months or years of a date. */
export interface Grouping {
  readonly field: string
  readonly unit?: 'month' | 'year'
}

export interface Total {
  sum: number
  count: number
  currency?: string
}

/** What the records of one group add up to; null stands for those without a value. */
export interface Group extends Total {
  readonly by: readonly SqlValue[]
}

/** Characters of an ISO 8601 date. */
const UNITS = { year: 4, month: 7 } as const

const unknownField = (entity: AnyEntity, field: string): never => {
  throw new ExpectedError('UNKNOWN_FIELD', { type: entity.type, field })
}

const groupingSql = (entity: AnyEntity, { field, unit }: Grouping): string => {
  const at: FieldPath = resolvePath(entity, field) ?? unknownField(entity, field)
  if (at.field.hidden || at.many || at.leaf.kind === 'address') return unknownField(entity, field)
  const column = `c.${columnName(field)}`
  if (unit === undefined) return column
  return at.leaf.kind === 'date' ? `substr(${column}, 1, ${UNITS[unit]})` : unknownField(entity, field)
}

/** The query of groups in their order, of the sums of a number or money field in each: money by currency, the most frequent first. */
export const groupSql = ({ entity, table }: TypedTable, condition: string, by: readonly Grouping[], summed: string): { sql: string; read(row: readonly SqlValue[]): Group } => {
  const kind = entity.fields[summed]?.kind
  if (kind !== 'integer' && kind !== 'decimal' && kind !== 'money') return unknownField(entity, summed)
  const column = `c.${columnName(summed)}`
  const groups = by.map((_, i) => `g${i}`)
  const currency = kind === 'money' ? [`${column}__currency`] : []
  const columns = [`total(${column})`, 'count(*)', ...by.map((grouping, i) => `${groupingSql(entity, grouping)} g${i}`), ...currency]
  const parts = [...groups, ...currency]
  const groupBy = parts.length > 0 ? ` group by ${parts.join(', ')} order by ${[...groups, 'count(*) desc'].join(', ')}` : ' having count(*) > 0'
  return {
    sql: `select ${columns.join(', ')} from ${table} c where ${condition} and ${column} is not null${groupBy}`,
    read: row => {
      const total = { sum: row[0] as number, count: row[1] as number, by: row.slice(2, 2 + by.length) }
      return kind === 'money' ? { ...total, currency: row[2 + by.length] as string } : total
    },
  }
}

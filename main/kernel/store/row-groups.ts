import type { Field } from '../../../shared/kernel/entity/fields.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { type ColumnPlace, resolveColumn } from '../../../shared/kernel/view/column.ts'
import { groupFilter, type Grouping, type GroupValue, hasSeveral, isGroupable, unitOf } from '../../../shared/kernel/view/grouping.ts'
import type { Db } from './driver.ts'
import { ENVELOPE_COLUMNS, type Sql, type SqlValue } from './filter-sql.ts'
import type { Total } from './groups.ts'
import { createJoins, type Host, type Joins, plainSql } from './joins.ts'
import { columnName, LAST_KEY, LIVE, titleSql, type TypedTable } from './typed-table.ts'

/** Records that have the same value somewhere. */
export interface RowGroup {
  readonly value: GroupValue
  /** Of the record that the value stands for. */
  readonly title?: string
  readonly count: number
  /** By field; money by currency, the most frequent first. */
  readonly totals: Record<string, Total[]>
  /** Keeps its records among those of the type. */
  readonly filter: Filter
}

const MOST_GROUPS = 1_000

/** Characters of an ISO 8601 date. */
const UNITS = { year: 4, month: 7 } as const

const columnOf = ({ entity }: TypedTable, tables: ReadonlyMap<string, TypedTable>, field: string): ColumnPlace => {
  const found = resolveColumn(entity, field, type => tables.get(type)?.entity)
  if (!found || found.relation || found.computed) throw new ExpectedError('UNKNOWN_FIELD', { type: entity.type, field })
  return found
}

const isSummed = ({ kind }: Field): boolean => kind === 'integer' || kind === 'decimal' || kind === 'money'

interface Summed {
  readonly field: string
  /** The sum, how many values, and the currency where there is one. */
  readonly columns: readonly string[]
  readonly currency?: string
}

const summedOf = (table: TypedTable, tables: ReadonlyMap<string, TypedTable>, joins: Joins, field: string): Summed => {
  const { at, place } = columnOf(table, tables, field)
  const host = joins.at(place)
  if (place && !place.at) return { field, columns: ['0', `count(${host.alias}.${ENVELOPE_COLUMNS[place.path]})`] }
  const path = place?.at ?? at
  const column = path.many ? `${host.alias}.${columnName(path.name)}` : plainSql(host, path)
  if (path.many || !isSummed(path.leaf)) return { field, columns: ['0', `count(${column})`] }
  const currency = path.leaf.kind === 'money' ? { currency: `${column}__currency` } : {}
  return { field, columns: [`total(${column})`, `count(${column})`], ...currency }
}

/** Takes in what a row of the database says of the sums of a group. */
const addTotals = (totals: Record<string, Total[]>, summed: readonly Summed[], row: readonly SqlValue[], from: number): void => {
  let at = from
  for (const { field, columns, currency } of summed) {
    const [sum, count] = row.slice(at, at + columns.length) as number[]
    const money = currency ? (row[at + columns.length] as string) : undefined
    at += columns.length + (currency ? 1 : 0)
    const those = (totals[field] ??= [])
    if (!count) continue
    const known = those.find(each => each.currency === money)
    if (known) {
      known.sum += sum!
      known.count += count
    } else those.push({ sum: sum!, count, ...(money === undefined ? {} : { currency: money }) })
  }
}

const selected = (summed: readonly Summed[]): string[] => summed.flatMap(({ columns, currency }) => [...columns, ...(currency ? [currency] : [])])
const byFrequency = (totals: Record<string, Total[]>): void => Object.values(totals).forEach(those => those.sort((a, b) => b.count - a.count))

/** What a field adds up to over a selection, and how many records have a value there. */
export const fieldTotals = (db: Db, table: TypedTable, tables: ReadonlyMap<string, TypedTable>, condition: Sql, field: string): Total[] => {
  const joins = createJoins(table, tables)
  const summed = summedOf(table, tables, joins, field)
  const sql = `select ${selected([summed]).join(', ')} from ${table.table} c${joins.sql()} where ${condition.text}${summed.currency ? ` group by ${summed.currency}` : ''}`
  const totals: Record<string, Total[]> = {}
  for (const row of db.rows(sql).all(...condition.params) as SqlValue[][]) addTotals(totals, [summed], row, 0)
  byFrequency(totals)
  return totals[field] ?? []
}

/** Records keep the tags that lie in the trash, but do not show them. */
const LIVE_TAGS = `select id from tag where st = ${LIVE}`

interface Grouped {
  readonly value: string
  readonly join: string
  /** What names the group, and orders it. */
  readonly title: string
}

const groupedOf = (table: TypedTable, joins: Joins, host: Host, { at, place }: ColumnPlace, by: Grouping): Grouped => {
  const path = place?.at ?? at
  const column = `${host.alias}.${columnName(path.path)}`
  const unit = unitOf(path, by)
  if (unit) return { value: `substr(${column}, 1, ${UNITS[unit]})`, join: '', title: 'null' }
  if (hasSeveral(path)) return { value: 'item.value', join: ` left join json_each(${column}) item${path.leaf.kind === 'tags' ? ` on item.value in (${LIVE_TAGS})` : ''}`, title: 'null' }
  if (path.leaf.kind === 'boolean') return { value: `ifnull(${column}, 0)`, join: '', title: 'null' }
  if (path.leaf.kind !== 'relation') return { value: column, join: '', title: 'null' }
  return { value: column, join: '', title: path.leaf.to === undefined ? titleSql(table.reached(path.leaf), column) : `${joins.follow(host, path.name).alias}.title` }
}

export const rowGroups = (db: Db, table: TypedTable, tables: ReadonlyMap<string, TypedTable>, condition: Sql, by: Grouping, fields: readonly string[]): { groups: RowGroup[]; isCut: boolean } => {
  const place = columnOf(table, tables, by.field)
  if (!isGroupable(place.at)) throw new ExpectedError('BAD_INPUT', { field: 'by' })
  const joins = createJoins(table, tables)
  const { value, join, title } = groupedOf(table, joins, joins.at(place.place), place, by)
  const summed = fields.map(field => summedOf(table, tables, joins, field))
  const currencies = summed.flatMap(({ currency }) => currency ?? [])
  const sql =
    `select ${value} g, ${title} t, count(*), ${selected(summed).join(', ') || 'null'} from ${table.table} c${joins.sql()}${join} where ${condition.text}` +
    ` group by ${['g', ...currencies].join(', ')} order by g is null, ${title === 'null' ? 'g' : `ifnull(fold(t), '${LAST_KEY}'), g`}`
  const isBoolean = place.at.leaf.kind === 'boolean'
  const groups = new Map<SqlValue, { value: GroupValue; title?: string; count: number; totals: Record<string, Total[]> }>()
  let isCut = false
  for (const row of db.rows(sql).iterate(...condition.params) as IterableIterator<SqlValue[]>) {
    const [key, named, count] = row as [SqlValue, string | null, number]
    let group = groups.get(key)
    if (!group) {
      isCut = groups.size === MOST_GROUPS
      if (isCut) break
      group = { value: isBoolean ? key === 1 : (key as string | null), ...(named === null ? {} : { title: named }), count: 0, totals: {} }
      groups.set(key, group)
    }
    group.count += count
    addTotals(group.totals, summed, row, 3)
  }
  return {
    isCut,
    groups: [...groups.values()].map(group => {
      byFrequency(group.totals)
      const isUntagged = place.at.leaf.kind === 'tags' && group.value === null
      return { ...group, filter: isUntagged ? { field: by.field, op: 'hasNone', value: (db.rows(LIVE_TAGS).all() as string[][]).flat() } : groupFilter(place.at, by, group.value) }
    }),
  }
}

import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import type { CountColumn, DaysColumn } from '../../../shared/kernel/view/computed.ts'
import type { Db } from './driver.ts'
import { ENVELOPE_COLUMNS, type FilterScope, type SqlValue } from './filter-sql.ts'
import { columnName, LIVE, type TypedTable } from './typed-table.ts'

const DAY_MS = 86_400_000

/** The date that a column of days is worked out from, as SQL. */
export const daySource = ({ of }: DaysColumn): string => `c.${typeof of === 'string' ? ENVELOPE_COLUMNS[of] : columnName(of.path)}`

/** By what lists are sorted that show days: the older a date, the more days since; none come last. */
export const daysSql = (column: DaysColumn): string => {
  const source = daySource(column)
  const moment = typeof column.of === 'string' ? source : `julianday(${source})`
  return `ifnull(${column.how === 'age' ? `-${moment}` : moment}, 9e999)`
}

/** How many days of the calendar lie between each of these dates and the present one. */
export const daysOf = ({ how }: DaysColumn, dates: readonly (SqlValue | undefined)[], { today, zone }: ReturnType<FilterScope['moment']>): (number | null)[] => {
  const now = Date.parse(today)
  return dates.map(value => {
    if (value === null || value === undefined) return null
    const day = typeof value === 'string' && value.length === 10 ? value : dayIn(zone, typeof value === 'number' ? value : Date.parse(value))
    const days = Math.round((now - Date.parse(day)) / DAY_MS)
    return how === 'age' ? days : 0 - days
  })
}

/** How many live records lead to each of these by one of their relations; those to which none leads are left out. */
export const linkedCounts = (db: Db, tables: ReadonlyMap<string, TypedTable>, ids: readonly string[], { type, field }: CountColumn): Map<string, number> => {
  const key = columnName(field)
  const rows = db.rows(`select ${key}, count(*) from ${tables.get(type)!.table} where st = ${LIVE} and ${key} in (select value from json_each(?)) group by 1`).all(JSON.stringify(ids)) as [string, number][]
  return new Map(rows)
}

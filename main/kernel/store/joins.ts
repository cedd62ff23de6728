import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { Place } from '../../../shared/kernel/filter/place.ts'
import { columnName, LIVE, type TypedTable } from './typed-table.ts'

/** A table of a query: the one that is asked, `c`, or one whose records relations lead to. */
export interface Host {
  readonly alias: string
  readonly table: TypedTable
}

/** The tables that a query has joined so far. */
export interface Joins {
  readonly root: Host
  /** The record to which a relation leads; each is joined once. */
  follow(from: Host, relation: string): Host
  /** How many live records lead to the record by one of their relations, as SQL. */
  count(of: TypedTable, relation: string): string
  /** Where a place is found. */
  at(place: Place | undefined): Host
  sql(): string
}

export const createJoins = (root: TypedTable, tables: ReadonlyMap<string, TypedTable>): Joins => {
  const own: Host = { alias: 'c', table: root }
  const joined = new Map<string, string>()
  const follow = (from: Host, relation: string): Host => {
    const table = tables.get(from.table.entity.fields[relation]!.to!)!
    const alias = `${from === own ? 'r' : from.alias}_${relation}`
    joined.set(alias, ` left join ${table.table} ${alias} on ${alias}.id = ${from.alias}.${columnName(relation)}`)
    return { alias, table }
  }
  const count = ({ table, entity: { type } }: TypedTable, relation: string): string => {
    const alias = `n_${type}_${relation}`
    const key = columnName(relation)
    joined.set(alias, ` left join (select ${key} id, count(*) many from ${table} where st = ${LIVE} and ${key} is not null group by 1) ${alias} on ${alias}.id = c.id`)
    return `ifnull(${alias}.many, 0)`
  }
  return { root: own, follow, count, at: place => (place?.links ?? []).reduce((from, { name }) => follow(from, name), own), sql: () => [...joined.values()].join('') }
}

/** The columns of a field that lists show as one simple value; an address stands for its city. */
export const plainSql = ({ alias }: Host, { path, name, many, part, field }: FieldPath): string => {
  const column = `${alias}.${columnName(many ? name : part || field.kind !== 'address' ? path : `${path}.city`)}`
  return many ? `json_extract(${column}, '$[0].value${part ? `.${part}` : ''}')` : column
}

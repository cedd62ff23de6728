import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type ListPlace, placedLists } from '../../../shared/kernel/entity/list-places.ts'
import type { Db } from '../../kernel/store/driver.ts'
import { columnName, LIVE } from '../../kernel/store/typed-table.ts'

export const placesOfList = (registry: readonly AnyEntity[], list: string): readonly ListPlace[] => placedLists(registry).find(placed => placed.list.name === list)?.places ?? []

/** How many live records keep each value in one field. */
export const countValues = (db: Db, { type, field, isMany }: ListPlace): [string, number][] => {
  const column = columnName(field)
  const rows = isMany
    ? db.rows(`select v.value, count(*) from ${type} c, json_each(c.${column}) v where c.st = ${LIVE} group by v.value`)
    : db.rows(`select ${column}, count(*) from ${type} where st = ${LIVE} and ${column} is not null group by ${column}`)
  return rows.all() as [string, number][]
}

/** The condition that a record keeps a value in a field, the value being its parameter. */
const keeps = ({ field, isMany }: ListPlace): string => (isMany ? `exists (select 1 from json_each(${columnName(field)}) where value = ?)` : `${columnName(field)} = ?`)

/** How many records keep a value in a field, those in the trash too. */
export const countHolders = (db: Db, place: ListPlace, key: string): number => db.rows(`select count(*) from ${place.type} where ${keeps(place)}`).get(key)![0] as number

/** Some of them in the order of their numbers, after one. */
export const holdersAfter = (db: Db, place: ListPlace, key: string, after: number, limit: number): { n: number; id: string }[] =>
  (db.rows(`select n, id from ${place.type} where n > ? and ${keeps(place)} order by n limit ${limit}`).all(after, key) as [number, string][]).map(([n, id]) => ({ n, id }))

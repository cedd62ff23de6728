import type { RelationColumn } from '../../../shared/kernel/view/column.ts'
import type { Db } from './driver.ts'
import { keyOf, LIVE, type TypedTable } from './typed-table.ts'

/** One of the records at the other end of relations; only the first of them are named. */
export interface LinkedRecord {
  readonly value: { readonly id: string; readonly type?: string; readonly title?: string }
}

const MOST_NAMED = 3
const RELATION = 'relation'

/** By record: those to which relations of a kind link it, oldest first, as far as they are in no trash. */
export const linkedRecords = (db: Db, tables: ReadonlyMap<string, TypedTable>, ids: readonly string[], { kind, side }: RelationColumn): Map<string, LinkedRecord[]> => {
  const found = new Map<string, LinkedRecord[]>()
  if (ids.length === 0 || !tables.has(RELATION)) return found
  const ends = side === 'either' ? (['subject', 'object'] as const) : [side]
  const read = ends.map(end => `select c.f_${end}, c.f_${end === 'subject' ? 'object' : 'subject'}, c.n n from ${RELATION} c where c.st = ${LIVE} and c.f_${end} in (select value from json_each(?)) and c.k_kind = ? and c.f_kind = ?`)
  const params = ends.flatMap(() => [JSON.stringify(ids), keyOf({ kind: 'text' }, kind), kind])
  const pairs = db.rows(`${read.join(' union all ')} order by n`).all(...params) as [string, string, number][]
  const others = new Map<string, { type: string; title: string } | undefined>()
  const other = (id: string): { type: string; title: string } | undefined => {
    if (!others.has(id)) others.set(id, readLive(db, tables, id))
    return others.get(id)
  }
  for (const [mine, theirs] of pairs) {
    const named = other(theirs)
    if (!named) continue
    const list = found.get(mine) ?? []
    found.set(mine, list)
    if (!list.some(({ value }) => value.id === theirs)) list.push({ value: list.length < MOST_NAMED ? { id: theirs, ...named } : { id: theirs } })
  }
  return found
}

const readLive = (db: Db, tables: ReadonlyMap<string, TypedTable>, id: string): { type: string; title: string } | undefined => {
  const type = db.rows(`select json ->> '$.type' from doc_records where id = ?`).get(id)?.[0] as string | undefined
  const table = type === undefined ? undefined : tables.get(type)
  const title = table && db.rows(`select title from ${table.table} where id = ? and st = ${LIVE}`).get(id)?.[0]
  return title === undefined ? undefined : { type: type!, title: title as string }
}

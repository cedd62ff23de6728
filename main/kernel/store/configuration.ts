import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { CONFIGURING, type Configuring, effectiveRegistry } from '../../../shared/kernel/entity/effective.ts'
import type { Db } from './driver.ts'
import { type Packed, unpack } from './envelope.ts'

const has = (db: Db, name: string): boolean => db.sql('select 1 from sqlite_master where name = ?').get(name) !== undefined

/** The records by which users changed types and fields, those in the trash too; before there are lists of them, from all documents. */
export const readConfiguration = (db: Db): Configuring[] => {
  if (!has(db, 'doc_records')) return []
  const named = CONFIGURING.map(type => `'${type}'`).join(', ')
  const where = CONFIGURING.every(type => has(db, type)) ? `n in (${CONFIGURING.map(type => `select n from ${type}`).join(' union all ')})` : `json ->> '$.type' in (${named})`
  return (db.rows(`select id, json from doc_records where deleted = 0 and ${where} order by n`).all() as [string, string][]).map(([id, json]) => {
    const { type, data, trashedAt } = unpack(JSON.parse(json) as Packed, id)
    return { id, type: type as Configuring['type'], isTrashed: trashedAt !== null, data }
  })
}

/** Those records as they will be once some more are written. */
export const foreseenConfiguration = (db: Db, written: readonly Envelope[]): Configuring[] => {
  const byId = new Map(written.map(document => [document.id, document]))
  return [
    ...readConfiguration(db).filter(({ id }) => !byId.has(id)),
    ...[...byId.values()].flatMap(({ id, type, data, trashedAt }) => CONFIGURING.filter(each => each === type).map(each => ({ id, type: each, isTrashed: trashedAt !== null, data }))),
  ]
}

/** Every type as it now is in a database. */
export const registryOf = (db: Db, declared: readonly AnyEntity[]): readonly AnyEntity[] => effectiveRegistry(declared, readConfiguration(db)).registry

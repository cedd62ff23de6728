import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { type Derived, derive } from './derived.ts'
import type { Db } from './driver.ts'
import { unpack } from './envelope.ts'
import { flag, flagsAt, soundPart } from './flags.ts'
import type { TypedTable } from './typed-table.ts'

/** The typed tables and search indexes of every type, and what brings those whose definition has changed up to date. */
export interface ReadModels {
  /** Brings them in line with what a record is now; `undefined` where there was or is none. */
  write(n: number, type: string, live: Envelope | undefined, before: Envelope | undefined): void
  /** Rebuilds a little, in one transaction; false when nothing is left to do. */
  step(): boolean
  /** Makes the index by which lists are sorted by a column, where there is none yet; false while the table is being rebuilt. */
  indexSort(type: string, path: string): boolean
}

/** How far the rebuilding has come, in documents; undefined when none is under way. */
export const rebuildProgress = (db: Db): { done: number; total: number } | undefined => {
  const { done } = db.sql('select min(at) done from derived where next is not null').get()
  return done === null ? undefined : { done, total: lastDocument(db) }
}

interface Model {
  write(db: Db, n: number, document: Envelope | undefined, previous: Envelope | undefined): void
}

/** A typed table or a search index, by its mark in `derived`. */
interface Part {
  readonly name: string
  readonly type: string
  readonly isTable: boolean
  readonly shape: string
  /** What lists and searches read. */
  serving: Model
  /** What is built beside it, and the last document that is in there. */
  next?: { readonly model: Model; at: number }
}

/** Before the names of what served before, what is built, and what waits to be dropped. */
const OLD = 'old_'
const NEXT = 'next_'
const GONE = 'gone_'

/** After every second table's indexes: a database has each name but once, and an index cannot be renamed. */
const SECOND = '$'

const BATCH = 500
const DROPPED = 2_000
/** So few documents are rebuilt before the store opens. */
const AT_ONCE = 2_000

/** How the tables of looked-up values begin and end, by which those of another definition are known. */
const VALUES = '%(k text not null, n integer not null, primary key(k, n)) without rowid'

const lastDocument = (db: Db): number => db.sql('select max(n) n from doc_records').get().n ?? 0

/**
 * Opens them. Where a type's definition would give others, the new ones are built beside the old, from the documents and
 * in small steps, which go on after any end of the process, and then take their place. Until then a view stands where the
 * typed table stood, and gives all that the new one will hold: old columns as they are, and what they lack from the
 * documents, which is slower. The search index lacks the words of fields that were not searched before.
 */
export const openReadModels = (db: Db, registry: readonly AnyEntity[], problemsOf: (document: Envelope) => Problem[]): ReadModels => {
  /** Each as it was created. */
  const columnsOf = (table: string): { name: string; sql: string }[] =>
    db.sql('select name, type, "notnull" isFull, dflt_value usual from pragma_table_info(?)').all(table).map(({ name, type, isFull, usual }) => ({
      name,
      sql: `${name} ${String(type).toLowerCase()}${isFull ? ' not null' : ''}${usual === null ? '' : ` default ${usual}`}`,
    }))
  const has = (table: string, column?: string): boolean =>
    column === undefined
      ? db.sql(`select 1 from sqlite_master where type = 'table' and name = ?`).get(table) !== undefined
      : columnsOf(table).some(({ sql }) => sql === column)
  const tablesOf = (name: string): string[] => db.sql(`select name from sqlite_master where type = 'table' and (name = ? or name glob ? and sql like '${VALUES}')`).all(name, `${name}_*`).map(row => row.name as string)
  const drop = (what: 'table' | 'view' | 'index', name: string): void => db.exec(`drop ${what} if exists ${name}`)
  const rename = (from: string, to: string): void => db.exec(`alter table ${from} rename to ${to}`)
  const dropViews = (name: string): void => {
    for (const view of db.sql(`select name from sqlite_master where type = 'view' and (name = ? or name glob ?)`).all(name, `${name}_*`)) drop('view', view.name)
  }
  const setTableAside = (table: string): void => {
    drop('table', GONE + table)
    rename(table, GONE + table)
  }
  const setAside = (name: string): void => tablesOf(name).forEach(setTableAside)
  const moveAll = (name: string, to: (table: string) => string): void => tablesOf(name).forEach(table => rename(table, to(table)))
  const bare = (table: string): string => table.slice(table.indexOf('_') + 1)

  db.exec('create table if not exists derived(name text primary key, shape text not null, next text, at integer not null default 0) without rowid')
  const usual = derive(registry)
  const partsOf = (derived: Derived): Omit<Part, 'serving'>[] => [
    ...[...derived.tables].map(([type, { shape }]) => ({ name: type, type, isTable: true, shape })),
    ...[...derived.searches].map(([type, { shape, table }]) => ({ name: table, type, isTable: false, shape })),
  ]
  const modelOf = ({ type, isTable }: Pick<Part, 'type' | 'isTable'>, of: Derived): Model => (isTable ? of.tables.get(type)! : of.searches.get(type)!)
  const create = (statements: readonly string[]): void => statements.forEach(statement => db.exec(statement))
  const mark = (name: string, shape: string, next: string | null): void =>
    void db.sql('insert into derived(name, shape, next) values(?, ?, ?) on conflict(name) do update set shape = excluded.shape, next = excluded.next, at = 0').run(name, shape, next)

  const marks = new Map((db.sql('select name, shape, next, at from derived').all() as { name: string; shape: string; next: string | null; at: number }[]).map(each => [each.name, each]))
  const parts = partsOf(usual).map((part): Part => ({ ...part, serving: modelOf(part, usual) }))
  const last = lastDocument(db)

  const places = (name: string): string[] => ['', OLD, NEXT].map(prefix => prefix + name)
  /** Takes away what is not written from now on, lest it be read as current by a definition to come. */
  const forget = (old: TypedTable): void => {
    for (const { name, sql } of columnsOf(old.table)) {
      if (/^[fk]_/.test(name) && !old.columns.includes(sql)) db.exec(`alter table ${old.table} rename column ${name} to past_${name}`)
    }
    for (const table of tablesOf(old.table)) if (!old.names.includes(table)) setTableAside(table)
  }
  const begin = (part: Part): void => {
    const { name, type, shape, isTable } = part
    dropViews(name)
    setAside(NEXT + name)
    const tables = usual.tables.get(type)!
    const search = usual.searches.get(type)
    // An empty one stands in where there was none.
    if (!marks.has(name)) create(isTable ? tables.tables : search!.create)
    if (isTable) {
      moveAll(name, table => OLD + table)
      const old = derive(registry, { prefix: OLD }).tables.get(type)!
      forget(old)
      create(tables.views(old, has))
      // Records that nothing led to before are found by their ids now.
      const title = tables.indexes.find(index => index.name === `${type}_title`)?.name
      const isIndexed = title === undefined || db.sql(`select 1 from sqlite_master where type = 'index' and tbl_name = ? and name in (?, ?)`).get(old.table, title, title + SECOND) !== undefined
      if (!isIndexed) {
        drop('index', OLD + title)
        db.exec(`create index ${OLD}${title} on ${old.table}(id, title)`)
      }
    }
    const built = derive(registry, { prefix: NEXT })
    create(isTable ? built.tables.get(type)!.tables : built.searches.get(type)!.create)
    // What serves meanwhile is written after the new definition: it is of neither.
    mark(name, '', shape)
  }

  db.transaction(() => {
    const known = new Set(parts.map(({ name }) => name))
    // What nobody keeps up to date any more must not be taken for current when its type comes back.
    for (const name of marks.keys()) {
      if (known.has(name)) continue
      dropViews(name)
      places(name).forEach(setAside)
      db.sql('delete from derived where name = ?').run(name)
    }
    for (const part of parts) {
      const { name, shape } = part
      const found = marks.get(name)
      if (found?.shape === shape && found.next === null) continue
      if (last === 0) {
        dropViews(name)
        for (const table of places(name).flatMap(tablesOf)) drop('table', table)
        create((part.isTable ? usual.tables : usual.searches).get(part.type)!.create)
        mark(name, shape, null)
      } else if (found?.next !== shape) begin(part)
    }
  })
  const building = db.sql('select name, at from derived where next is not null').all() as { name: string; at: number }[]
  const indexes = new Map<string, TypedTable['indexes']>()
  const indexOn = (table: string, name: string): boolean => db.sql(`select 1 from sqlite_master where type = 'index' and tbl_name = ? and name = ?`).get(table, name) !== undefined
  /** Whether a table's indexes have the names of every second one. */
  const isSecond = (table: string, type: string): boolean => indexOn(table, `${type}_order${SECOND}`)
  if (building.length > 0) {
    const old = derive(registry, { prefix: OLD, has })
    const suffix = (type: string): string => (isSecond(type, type) || isSecond(OLD + type, type) ? '' : SECOND)
    const next = derive(registry, { prefix: NEXT, suffix })
    for (const { name, at } of building) {
      const part = parts.find(each => each.name === name)!
      part.next = { model: modelOf(part, next), at }
      if (!part.isTable) continue
      part.serving = modelOf(part, old)
      const { indexes: always, sorts } = next.tables.get(part.type)!
      const present = isSecond(OLD + name, name) ? SECOND : ''
      const sorted = [...usual.tables.get(name)!.sorts].filter(([, index]) => indexOn(OLD + name, index.name + present))
      indexes.set(name, [...always, ...sorted.map(([path]) => sorts.get(path)!)])
    }
  }
  const byType = Map.groupBy(parts, ({ type }) => type)

  const fill = (due: readonly Part[], rows: readonly { n: number; id: string; json: string | null }[]): void => {
    const at = rows.at(-1)!.n
    db.transaction(() => {
      for (const { n, id, json } of rows) {
        if (json === null) continue
        const document = unpack(JSON.parse(json), id)
        const problems = problemsOf(document)
        const sound = soundPart(document, problems)
        const before = flagsAt(db, n)
        if (JSON.stringify(problems) !== JSON.stringify(before)) {
          flag(db, n, document.type, problems)
          for (const { serving } of byType.get(document.type)!) serving.write(db, n, sound, soundPart(document, before))
        }
        for (const part of due) if (part.type === document.type && n > part.next!.at) part.next!.model.write(db, n, sound, undefined)
      }
      for (const { name } of due) db.sql('update derived set at = max(at, ?) where name = ?').run(at, name)
    })
    for (const part of due) part.next!.at = Math.max(part.next!.at, at)
  }

  const swap = (part: Part): void => {
    const { name, shape, isTable } = part
    db.transaction(() => {
      if (isTable) dropViews(name)
      setAside(isTable ? OLD + name : name)
      moveAll(NEXT + name, bare)
      mark(name, shape, null)
    })
    part.serving = modelOf(part, usual)
    delete part.next
  }

  /** Drops one of the tables or indexes that nobody reads any more, of a long table some rows; a search index is dropped with the tables beneath it. */
  const dropOne = (): boolean => {
    const index = db.sql(`select name from sqlite_master where type = 'index' and tbl_name glob '${GONE}*' and sql is not null limit 1`).get()
    const table = index ?? db.sql(`select name, sql like 'create virtual %' isVirtual from sqlite_master where type = 'table' and name glob '${GONE}*' order by isVirtual desc limit 1`).get()
    if (!table) return false
    db.transaction(() => {
      // The rows of a whole large table go in some seconds.
      const isLong = !index && !table.isVirtual && db.sql(`delete from ${table.name} limit ${DROPPED}`).run().changes === DROPPED
      if (!isLong) drop(index ? 'index' : 'table', table.name)
    })
    return true
  }

  const stepOnce = (): boolean => {
    // First what is gone: it still has the names of indexes.
    if (dropOne()) return true
    const due = parts.filter(part => part.next)
    if (due.length === 0) return false
    const types = [...new Set(due.map(({ type }) => `'${type}'`))].join(', ')
    const page = db.sql(`select n, id, case when json ->> '$.type' in (${types}) then json end json from doc_records where deleted = 0 and n > ? order by n limit ${BATCH}`)
    const rows = page.all(Math.min(...due.map(part => part.next!.at))) as { n: number; id: string; json: string | null }[]
    if (rows.length > 0) fill(due, rows)
    // What is written meanwhile must not put the end off: from here on nothing comes between.
    if (rows.length === BATCH) return true
    const missing = due.flatMap(({ name }) => indexes.get(name) ?? []).find(({ name }) => !db.sql(`select 1 from sqlite_master where type = 'index' and name = ?`).get(name))
    if (missing) db.transaction(() => db.exec(missing.sql))
    else swap(due[0]!)
    return true
  }
  /** What is written can be derived again. */
  const loosely = <T>(run: () => T): T => {
    db.durable(false)
    try {
      return run()
    } finally {
      db.durable(true)
    }
  }
  const step = (): boolean => loosely(stepOnce)
  if (last <= AT_ONCE) while (step());

  return {
    step,
    indexSort: (type, path) => {
      const part = parts.find(each => each.isTable && each.type === type)
      if (!part || part.next) return false
      const { sorts } = derive(registry, { prefix: '', suffix: () => (isSecond(type, type) ? SECOND : '') }).tables.get(type)!
      const index = sorts.get(path)
      if (!index || indexOn(type, index.name)) return true
      // A table that is being dropped still has the name.
      if (db.sql(`select 1 from sqlite_master where type = 'index' and name = ?`).get(index.name)) return false
      loosely(() => db.transaction(() => db.exec(index.sql)))
      return true
    },
    write: (n, type, live, before) => {
      for (const part of byType.get(type) ?? []) {
        part.serving.write(db, n, live, before)
        if (part.next && n <= part.next.at) part.next.model.write(db, n, live, before)
      }
    },
  }
}

import { constants, copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { diskFailure, exists } from '../files/disk.ts'
import { type Db, openDb } from '../store/driver.ts'
import { registryOf } from '../store/configuration.ts'
import { judge } from '../store/flags.ts'
import { requireKnownLayout } from '../store/migrations.ts'
import { openReadModels } from '../store/read-models.ts'
import { openStore } from '../store/store.ts'
import { corruption } from './damage.ts'
import { lendFirstPage } from './pages.ts'

export interface SalvageSource {
  /** The damaged database; it is copied first, and not touched. */
  readonly file: string
  readonly key: Buffer
  /** The declared types; what users made of them is read from what can be. */
  readonly registry: readonly AnyEntity[]
  readonly newId: () => string
  readonly now: () => number
  readonly onProgress: (done: number, total: number) => void
}

/** A record that could not be read, named by what is left of it. */
export interface Lost {
  readonly type: string
  readonly id: string
  readonly title: string
}

export interface Salvaged {
  /** A sound database of what could be read, under the same key. */
  readonly file: string
  /** Records read. */
  readonly read: number
  /** Records that could not be read, known by name or only by their number. */
  readonly lost: number
  readonly named: readonly Lost[]
}

const AT_ONCE = 500
const DOCUMENTS = ['records', 'history', 'local'] as const

/**
 * Makes a sound database in an empty folder of every document that can still be read, page by page. Blocks its thread while
 * it reads. Throws ExpectedError DISK_FULL, STORE_NEWER, and STORE_DAMAGED where not a single document can be read.
 */
export const salvage = async (folder: string, { file, key, registry, newId, now, onProgress }: SalvageSource): Promise<Salvaged> => {
  const target = join(folder, 'salvaged.db')
  try {
    const source = await openDamaged(folder, file, key)
    const db = openDb(target, { key })
    try {
      // Of no type yet: all tables are derived at the end, from the documents.
      await (await openStore({ db, registry: [], newId, now })).close()
      const total = source.tables.has('records') ? lastNumber(source.db, source.tables.get('records')!) : 0
      const unread: number[] = []
      let read = 0
      for (const name of DOCUMENTS) {
        const table = source.tables.get(name)
        if (!table) continue
        const insert = db.sql(`insert or ignore into doc_${name}(n, id, seq, rev, lwt, deleted, meta, json) values(?, ?, ?, ?, ?, ?, ?, ?)`)
        const isRecords = name === 'records'
        for (const { rows, from, missing } of readAll(source.db, table)) {
          db.transaction(() => rows.forEach(row => insert.run(row)))
          if (!isRecords) continue
          unread.push(...missing)
          read += rows.filter(row => row[DELETED] === 0).length
          onProgress(Math.min(from + AT_ONCE, total), total)
        }
      }
      if (read === 0 && unread.length === 0 && total === 0) throw new ExpectedError('STORE_DAMAGED', { path: file })
      db.transaction(() => {
        for (const name of DOCUMENTS) db.sql(`insert or replace into sequence(name, seq, n) select ?, coalesce(max(seq), 0), coalesce(max(n), 0) from doc_${name} having count(*) > 0`).run(`doc_${name}`)
      })
      const types = registryOf(db, registry)
      const models = openReadModels(db, types.map(plainly), judge(types))
      while (models.step());
      const { named, unknown } = source.isWhole ? naming(source.db, types, unread) : { named: [], unknown: unread.length }
      return { file: target, read, lost: named.length + unknown, named }
    } finally {
      db.close()
      source.db.close()
    }
  } catch (error) {
    throw diskFailure(error)
  } finally {
    for (const name of [COPY, SHELL]) for (const part of ['', '-wal', '-shm', '-journal']) await rm(join(folder, name + part), { force: true })
  }
}

/** An entity without what finds and filters its records, which nobody asks of a database that is read once. */
const plainly = ({ indexes: _indexes, ...entity }: AnyEntity): AnyEntity => ({
  ...entity,
  fields: Object.fromEntries(Object.entries(entity.fields).map(([name, { search: _search, ...field }]) => [name, field as AnyEntity['fields'][string]])),
})

const COPY = 'copy.db'
const SHELL = 'shell.db'

/** Where `deleted` stands in a row of documents. */
const DELETED = 5

interface Opened {
  readonly db: Db
  /** Tables of documents by collection. */
  readonly tables: ReadonlyMap<string, string>
  /** Whether its own schema could be read, and with it the tables derived from the documents. */
  readonly isWhole: boolean
}

const openDamaged = async (folder: string, file: string, key: Buffer): Promise<Opened> => {
  if (!(await exists(file))) throw new ExpectedError('STORE_DAMAGED', { path: file })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const copy = join(folder, COPY)
  await copyFile(file, copy, constants.COPYFILE_FICLONE)
  if (await exists(`${file}-wal`)) await copyFile(`${file}-wal`, `${copy}-wal`)
  try {
    return openWhole(copy, key)
  } catch (error) {
    if (error instanceof ExpectedError && error.failure.code === 'STORE_NEWER') throw error
    if (corruption(error) === undefined && !(error instanceof ExpectedError && error.failure.code === 'KEY_WRONG')) throw error
  }
  const shell = join(folder, SHELL)
  const tables = await lendFirstPage(copy, shell, key)
  return { db: openDb(shell, { key, readonly: true }), tables, isWhole: false }
}

const openWhole = (copy: string, key: Buffer): Opened => {
  const db = openDb(copy, { key, readonly: true })
  try {
    requireKnownLayout(db)
    const known = new Set(db.sql(`select name from sqlite_master where type = 'table'`).all().map(({ name }: { name: string }) => name))
    return { db, tables: new Map(DOCUMENTS.filter(name => known.has(`doc_${name}`)).map(name => [name, `doc_${name}`])), isWhole: true }
  } catch (error) {
    db.close()
    throw error
  }
}

type DocumentRow = [n: number, id: string, seq: number, rev: string, lwt: number, deleted: number, meta: string | null, json: string]

/** All that can be read of a table of documents, some at a time: where some cannot be read together, each by itself. */
function* readAll(db: Db, table: string): Generator<{ rows: DocumentRow[]; from: number; missing: number[] }> {
  const last = lastNumber(db, table)
  for (let from = 1; from <= last; from += AT_ONCE) {
    const rows = orUndefined(() => db.rows(`select * from ${table} not indexed where n >= ? and n < ?`).all(from, from + AT_ONCE) as DocumentRow[])
    if (rows) {
      yield { rows, from, missing: [] }
      continue
    }
    const found: DocumentRow[] = []
    const missing: number[] = []
    for (let n = from; n < from + AT_ONCE && n <= last; n++) {
      const row = orUndefined(() => [db.rows(`select * from ${table} not indexed where n = ?`).get(n) as DocumentRow | undefined])
      if (!row) missing.push(n)
      else if (row[0]) found.push(row[0])
    }
    yield { rows: found, from, missing }
  }
}

/** Beyond so many numbers that cannot be read, none is thought to follow. */
const LARGEST_GAP = 200_000

/** The highest number of a table: by its end, by an index, or by going on until nothing comes any more. */
const lastNumber = (db: Db, table: string): number => {
  for (const from of [`${table} not indexed`, `${table} indexed by ${table}_seq`]) {
    const found = orUndefined(() => db.rows(`select coalesce(max(n), 0) from ${from}`).get() as number[])
    if (found) return found[0]!
  }
  let last = 0
  for (let n = 1; n - last < LARGEST_GAP; n += AT_ONCE) {
    for (let at = n; at < n + AT_ONCE; at += AT_ONCE / 10) if (orUndefined(() => db.rows(`select 1 from ${table} not indexed where n = ?`).get(at))) last = n + AT_ONCE
  }
  return last
}

/** What it answers, or undefined where a page that it needs is damaged. */
const orUndefined = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (corruption(error) === undefined && !isNoIndex(error)) throw error
    return undefined
  }
}

/** A lent first page knows no index. */
const isNoIndex = (error: unknown): boolean => /no such index/.test((error as Error).message)

/** Names what stands at numbers that could not be read, by the tables derived from it; what is in none was removed before. */
const naming = (db: Db, registry: readonly AnyEntity[], numbers: readonly number[]): { named: Lost[]; unknown: number } => {
  const known = new Set(db.sql('select name from sqlite_master').all().map(({ name }: { name: string }) => name))
  const types = registry.filter(({ type }) => known.has(type))
  const named: Lost[] = []
  let unknown = 0
  for (const n of numbers) {
    let isSure = true
    const found = types.some(({ type }) => {
      try {
        const row = db.sql(`select id, title from ${type} not indexed where n = ?`).get(n) as { id: string; title: string } | undefined
        if (row) named.push({ type, ...row })
        return row !== undefined
      } catch {
        isSure = false
        return false
      }
    })
    if (!found && !isSure) unknown++
  }
  return { named, unknown }
}


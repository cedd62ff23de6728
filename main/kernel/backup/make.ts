import { copyFile, constants, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { OwnWords } from '../../../shared/kernel/entity/fields.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { diskFailure, exists, makeFolder } from '../files/disk.ts'
import { registryOf } from '../store/configuration.ts'
import { type Db, expectingDiskErrors, openDb } from '../store/driver.ts'
import { requireKnownLayout } from '../store/migrations.ts'
import { type Backup, backupId, databaseOf, filesOf, type Reason, usualPlace, writeNote } from './catalog.ts'

export interface Source {
  /** The data folder. */
  readonly data: string
  /** The database in it. */
  readonly file: string
  /** 32 bytes. */
  readonly key: Buffer
  /** The declared types; what users made of them is read from each database. */
  readonly registry: readonly AnyEntity[]
}

/** Where document files lie in a data folder, by the first letters of their names. */
const keptFiles = (data: string): string => join(data, 'files', 'kept')

/** Records by type, those in the trash too; types of users' own by their ids, for their names are words of theirs. */
export const countsOf = (db: Db, declared: readonly AnyEntity[]): Record<string, number> => {
  const known = new Set(db.sql('select name from sqlite_master').all().map(({ name }: { name: string }) => name))
  return Object.fromEntries(registryOf(db, declared).map(({ type, own }) => [own?.id ?? type, known.has(type) ? Number(db.sql(`select count(*) c from ${type}`).get().c) : 0]))
}

/** Throws STORE_NEWER for another version's, and STORE_DAMAGED, with what SQLite says, unless every page can be read and the tables agree with the documents. */
export const verify = (db: Db, path: string, registry: readonly AnyEntity[]): Record<string, number> => {
  requireKnownLayout(db)
  const said = db.pragma('integrity_check')
  if (said !== 'ok') throw new ExpectedError('STORE_DAMAGED', { path, said })
  const counts = countsOf(db, registry)
  const documents = Number(db.sql('select count(*) c from doc_records where deleted = 0').get().c)
  const known = Object.values(counts).reduce((sum, count) => sum + count, 0)
  // Types that this version does not know have documents but no table.
  if (known > documents) throw new ExpectedError('STORE_DAMAGED', { path, said: `${known} > ${documents}` })
  return counts
}

/** Copies those of a folder's files that another one lacks; a file's name stands for its content. */
export const copyFiles = async (from: string, to: string, names?: readonly string[]): Promise<string[]> => {
  const found = names ? [...names] : ((await exists(from)) ? (await Promise.all((await readdir(from)).map(folder => readdir(join(from, folder))))).flat() : [])
  for (const name of found) {
    const folder = join(to, name.slice(0, 2))
    if (await exists(join(folder, name))) continue
    await makeFolder(folder)
    const unfinished = join(folder, `${name}.unfinished`)
    await copyFile(join(from, name.slice(0, 2), name), unfinished, constants.COPYFILE_FICLONE)
    // Some systems give a copy the time of its source.
    await utimes(unfinished, new Date(), new Date())
    await sync(unfinished)
    await rename(unfinished, join(folder, name))
  }
  return found
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )

export const sync = async (path: string): Promise<void> => {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Makes a backup of one moment of an open database, and verifies it. Blocks its thread while SQLite copies: call it on
 * one of its own. Throws ExpectedError DISK_FULL, READ_ONLY, BACKUP_PLACE, STORE_DAMAGED; then there is no new backup, and the others
 * are as they were.
 */
export const makeBackup = async ({ data, file, key, registry }: Source, place: string, reason: Reason, now: number): Promise<Backup> => {
  const at = new Date(now).toISOString()
  const id = backupId(at)
  const path = databaseOf(place, id)
  const unfinished = join(place, `${id}.unfinished`)
  // A disk that was taken away must not be replaced by a folder of this one.
  if (place === usualPlace(data)) await makeFolder(place)
  else if (!(await isFolder(place))) throw new ExpectedError('BACKUP_PLACE', { place })
  try {
    const source = openDb(file, { key, readonly: true })
    try {
      expectingDiskErrors(() => source.sql('vacuum into ?').run(unfinished), file)
    } finally {
      source.close()
    }
    const copy = openDb(unfinished, { key, readonly: true })
    let counts
    try {
      counts = verify(copy, unfinished, registry)
    } finally {
      copy.close()
    }
    await sync(unfinished)
    // Copied after the database: a file that it names is there unless it was removed since.
    const files = await copyFiles(keptFiles(data), filesOf(place))
    await rename(unfinished, path)
    const keyring = await readFile(join(data, 'keyring.json'), 'utf8')
    const { id: keyringId } = JSON.parse(keyring) as { id: string }
    const note = { version: 1 as const, at, reason, counts, size: (await stat(path)).size, files, keyring, keyringId }
    await writeNote(place, id, note)
    return { id, ...note }
  } catch (error) {
    throw diskFailure(error)
  } finally {
    await rm(unfinished, { force: true })
  }
}

/** How many records of a type a restore would bring back, change and take away. */
export interface Difference {
  readonly type: string
  /** What its records are called, of a type of users' own. */
  readonly words?: OwnWords
  readonly now: number
  /** In the backup. */
  readonly before: number
  /** In the backup alone. */
  readonly back: number
  /** In both, as they were then. */
  readonly changed: number
  /** Made since. */
  readonly gone: number
}

/** The types that a database knows, by their names. */
const typesIn = (path: string, key: Buffer, declared: readonly AnyEntity[]): ReadonlyMap<string, AnyEntity> => {
  const db = openDb(path, { key, readonly: true })
  try {
    return new Map(registryOf(db, declared).map(entity => [entity.type, entity]))
  } finally {
    db.close()
  }
}

/** Compares a backup with the database as it stands. */
export const compareBackup = ({ file, key, registry }: Source, path: string, backupKey: Buffer): Difference[] => {
  const present = typesIn(file, key, registry)
  const then = typesIn(path, backupKey, registry)
  const db = openDb(file, { key, readonly: true })
  try {
    db.exec(`attach '${path.replaceAll("'", "''")}' as backup key "raw:${backupKey.toString('hex')}"`)
    const count = (sql: string): number => Number(db.sql(`select count(*) c from ${sql}`).get().c)
    const tablesOf = (schema: string): Set<string> => new Set(db.sql(`select name from ${schema}.sqlite_master`).all().map(({ name }: { name: string }) => name))
    const [mine, theirs] = [tablesOf('main'), tablesOf('backup')]
    const countIn = (tables: Set<string>, type: string, sql: string): number => (tables.has(type) ? count(sql) : 0)
    const without = (one: string, type: string, other: string): string => `${one}.${type} r where not exists (select 1 from ${other}.doc_records o where o.id = r.id and o.deleted = 0)`
    return [...new Map([...then, ...present]).values()].map(({ type, own }) => ({
      type,
      ...(own && { words: own.many }),
      now: countIn(mine, type, `main.${type}`),
      before: countIn(theirs, type, `backup.${type}`),
      back: countIn(theirs, type, without('backup', type, 'main')),
      gone: countIn(mine, type, without('main', type, 'backup')),
      changed: countIn(mine, type, `main.${type} r join main.doc_records d on d.n = r.n join backup.doc_records o on o.id = r.id where o.deleted = 0 and (o.rev <> d.rev or o.json <> d.json)`),
    }))
  } finally {
    db.close()
  }
}

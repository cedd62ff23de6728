import Database from 'better-sqlite3-multiple-ciphers'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { fold, foldId } from '../../../shared/kernel/text/fold.ts'

type Statement = Database.Statement<unknown[], any>

/** A connection whose prepared statements are kept; everything is synchronous. */
export interface Db {
  /** The statement of this text, prepared once; rows are objects. */
  sql(text: string): Statement
  /** As `sql`, but rows are arrays: for hot reads. */
  rows(text: string): Statement
  exec(text: string): void
  pragma(text: string): unknown
  /** Runs it in one write transaction; a throw rolls everything back. */
  transaction<T>(run: () => T): T
  /** Runs reads on one moment of the database, that of the transaction around them if there is one; many small ones then cost the locks of one. */
  reading<T>(run: () => T): T
  /** Whether commits wait until the disk has them: yes for what a person does, no inside a resumable job. */
  durable(yes: boolean): void
  close(): void
}

/** Before 3.51.3 a WAL reset could lose commits. */
const MIN_SQLITE = [3, 51, 3]

const KEPT_STATEMENTS = 400

/** 32 MB of log: a checkpoint copies many pages once rather than a few often, and still takes about 100 ms. */
const CHECKPOINT_PAGES = 4_000
/** Where another connection moves the log, only much more of it makes this connection do so itself. */
const MOST_LOG_PAGES = CHECKPOINT_PAGES * 8

export interface OpenOptions {
  /** 32 bytes. */
  key: Buffer
  readonly?: boolean
  /** Called after each commit while the log is long: another connection shall move it into the database, by `moveLog`. */
  onLongLog?: () => void
}

/** Moves the log into the database beside whoever writes; answers how many pages came meanwhile. Where none did, the log begins anew. */
export const moveLog = (db: Db): number => {
  db.rows('pragma wal_checkpoint(passive)').get()
  return logPages(db)
}

/** How many pages of the log are not in the database yet. */
export const logPages = (db: Db): number => {
  const [, written, moved] = db.rows('pragma wal_checkpoint(noop)').get() as [number, number, number]
  return written - moved
}

/**
 * Opens an encrypted database (AEGIS, raw key). Throws ExpectedError: KEY_WRONG when the key does not fit or the file
 * is no database, READ_ONLY, DISK_FULL; and Error when the driver's SQLite is too old or lacks FTS5.
 */
export const openDb = (file: string, { key, readonly = false, onLongLog }: OpenOptions): Db => {
  const db = expectingDiskErrors(() => new Database(file, { readonly, fileMustExist: readonly }), file)
  try {
    decipher(db, key)
    expectingDiskErrors(() => {
      const { version, fts5 } = db.prepare(`select sqlite_version() version, sqlite_compileoption_used('ENABLE_FTS5') fts5`).get() as { version: string; fts5: number }
      requireCapable(version, fts5 === 1)
      db.pragma('busy_timeout = 5000')
      db.prepare('select count(*) from sqlite_master').get()
      if (!readonly) db.pragma('page_size = 8192')
      if (!readonly) db.pragma('journal_mode = wal')
      db.pragma('synchronous = full')
      // Reading goes by indexes, whose upper pages are few.
      db.pragma(`cache_size = -${readonly ? 8_192 : 65_536}`)
      db.pragma('temp_store = memory')
      if (!readonly) db.pragma(`wal_autocheckpoint = ${onLongLog ? MOST_LOG_PAGES : CHECKPOINT_PAGES}`)
    }, file)
  } catch (error) {
    db.close()
    throw error
  }
  for (const [name, keyOf] of [['fold', fold], ['fold_id', foldId]] as const) db.function(name, { deterministic: true }, text => (typeof text === 'string' ? keyOf(text) : text))
  const kept = { sql: new Map<string, Statement>(), rows: new Map<string, Statement>() }
  const keep = (map: Map<string, Statement>, text: string, raw: boolean): Statement => {
    let statement = map.get(text)
    if (!statement) {
      if (map.size >= KEPT_STATEMENTS) map.clear()
      statement = db.prepare<unknown[], unknown>(text)
      if (raw) statement.raw(true)
      map.set(text, statement)
    }
    return statement
  }
  let durable = true
  const opened: Db = {
    sql: text => keep(kept.sql, text, false),
    rows: text => keep(kept.rows, text, true),
    exec: text => void db.exec(text),
    pragma: text => db.pragma(text, { simple: true }),
    transaction: run => {
      expectingDiskErrors(() => db.exec('begin immediate'), file)
      try {
        const value = expectingDiskErrors(run, file)
        expectingDiskErrors(() => db.exec('commit'), file)
        if (onLongLog && logPages(opened) > CHECKPOINT_PAGES) onLongLog()
        return value
      } catch (error) {
        if (db.inTransaction) db.exec('rollback')
        throw error
      }
    },
    reading: run => {
      if (db.inTransaction) return expectingDiskErrors(run, file)
      db.exec('begin')
      try {
        return expectingDiskErrors(run, file)
      } finally {
        db.exec('commit')
      }
    },
    durable: yes => {
      if (yes === durable) return
      db.pragma(`synchronous = ${yes ? 'full' : 'normal'}`)
      durable = yes
    },
    close: () => void db.close(),
  }
  return opened
}

const rawKey = (key: Buffer): string => `"raw:${key.toString('hex')}"`

const decipher = (db: Database.Database, key: Buffer): void => {
  db.pragma(`cipher='aegis'`)
  db.pragma(`key=${rawKey(key)}`)
}

/**
 * Encrypts a copy that nobody else has open with another key. It is worthless when this is cut short: no journal is
 * written, which would hold its pages under the old key.
 */
export const changeKey = (file: string, from: Buffer, to: Buffer): void => {
  const db = expectingDiskErrors(() => new Database(file, { fileMustExist: true }), file)
  try {
    decipher(db, from)
    expectingDiskErrors(() => {
      db.pragma('journal_mode = off')
      db.pragma('cache_size = -65536')
      db.pragma(`rekey=${rawKey(to)}`)
    }, file)
  } finally {
    db.close()
  }
}

/** Throws unless this SQLite is one to which data can be entrusted. */
export const requireCapable = (version: string, hasFts5: boolean): void => {
  const numbers = version.split('.').map(Number)
  const differing = MIN_SQLITE.findIndex((least, i) => numbers[i] !== least)
  if (differing >= 0 && numbers[differing]! < MIN_SQLITE[differing]!) throw new Error(`SQLite ${version} is older than ${MIN_SQLITE.join('.')}`)
  if (!hasFts5) throw new Error(`SQLite ${version} was built without FTS5`)
}

const CODES: Record<string, 'DISK_FULL' | 'READ_ONLY' | 'KEY_WRONG' | 'STORE_DAMAGED' | 'STORE_LOCKED'> = {
  SQLITE_FULL: 'DISK_FULL',
  // The index of the log is a file too, made when the database is opened.
  SQLITE_IOERR_SHMSIZE: 'DISK_FULL',
  SQLITE_READONLY: 'READ_ONLY',
  SQLITE_CANTOPEN: 'READ_ONLY',
  SQLITE_NOTADB: 'KEY_WRONG',
  SQLITE_CORRUPT: 'STORE_DAMAGED',
  SQLITE_BUSY: 'STORE_LOCKED',
}

/** Runs it; what a full, read-only or foreign file answers is thrown as the ExpectedError that it is. */
export const expectingDiskErrors = <T>(run: () => T, file: string): T => {
  try {
    return run()
  } catch (error) {
    const driverCode = (error as { code?: unknown }).code
    const code = typeof driverCode === 'string' ? Object.entries(CODES).find(([prefix]) => driverCode.startsWith(prefix))?.[1] : undefined
    throw code ? new ExpectedError(code, { path: file, ...(code === 'STORE_DAMAGED' && { said: (error as Error).message }) }) : error
  }
}

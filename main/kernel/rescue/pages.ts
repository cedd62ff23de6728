import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb } from '../store/driver.ts'

const PAGE = 8_192

/** Our tables were the first that were made, and begin among these; the names of more might not fit the first page. */
const ROOTS = 64

const FILLED_AT_ONCE = 8_000

/** Columns of a table of documents, by any other names. */
const COLUMNS = 'n integer primary key, b, c, d, e, f, g, h'

const tableAt = (page: number): string => `t${page}`

/**
 * Writes a database of `pages` pages whose tables begin at the pages 2, 3 and so on: every page is sealed by itself, so it
 * lends a first page to others that have lost theirs.
 */
const writeShell = (file: string, key: Buffer, pages: number): number => {
  const db = openDb(file, { key })
  try {
    db.pragma('journal_mode = off')
    db.pragma('synchronous = off')
    const roots = Math.min(pages, ROOTS + 1)
    db.transaction(() => {
      for (let page = 2; page <= roots; page++) db.exec(`create table ${tableAt(page)}(${COLUMNS})`)
      for (let missing; (missing = pages - Number(db.pragma('page_count'))) > 0; ) {
        db.sql(`insert into ${tableAt(2)}(b) values(zeroblob(?))`).run(Math.min(missing, FILLED_AT_ONCE) * PAGE)
      }
    })
    return roots
  } finally {
    db.close()
  }
}

/** Copies pages, from the second on, from one file into another. */
const splice = async (from: string, to: string, bytes: number): Promise<void> => {
  const source = await open(from)
  const target = await open(to, 'r+')
  try {
    const piece = Buffer.alloc(128 * PAGE)
    for (let at = PAGE; at < bytes; ) {
      const { bytesRead } = await source.read(piece, 0, Math.min(piece.length, bytes - at), at)
      if (bytesRead === 0) break
      await target.write(piece, 0, bytesRead, at)
      at += bytesRead
    }
  } finally {
    await source.close()
    await target.close()
  }
}

const sizeOf = async (file: string): Promise<number> => {
  const opened = await open(file)
  try {
    return (await opened.stat()).size
  } finally {
    await opened.close()
  }
}

/** Whether any of a file's first pages was sealed with this key, whatever has become of the very first. */
export const keyFits = async (file: string, key: Buffer): Promise<boolean> => {
  const folder = await mkdtemp(join(tmpdir(), 'calepin-key-'))
  try {
    const shell = join(folder, 'shell.db')
    const pages = Math.min(Math.floor((await sizeOf(file)) / PAGE), ROOTS + 1)
    if (pages < 2) return false
    const roots = writeShell(shell, key, pages)
    await splice(file, shell, roots * PAGE)
    const db = openDb(shell, { key, readonly: true })
    try {
      for (let page = 2; page <= roots; page++) if (isSealed(db, tableAt(page))) return true
      return false
    } finally {
      db.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A page under another key cannot be had at all; one of another kind than the table asks for can, and is called malformed. */
const isSealed = (db: Db, table: string): boolean => {
  try {
    return !String(db.pragma(`quick_check(${table})`)).includes('unable to get the page')
  } catch {
    return true
  }
}

/** Gives a copy whose first page is lost another one; answers the tables of documents that are found, by collection. */
export const lendFirstPage = async (copy: string, shell: string, key: Buffer): Promise<Map<string, string>> => {
  const bytes = Math.floor((await sizeOf(copy)) / PAGE) * PAGE
  const roots = writeShell(shell, key, Math.max(2, bytes / PAGE))
  await splice(copy, shell, bytes)
  const db = openDb(shell, { key, readonly: true })
  try {
    const found = new Map<string, string>()
    for (let page = 2; page <= roots; page++) {
      const collection = collectionAt(db, tableAt(page))
      if (collection && !found.has(collection)) found.set(collection, tableAt(page))
    }
    return found
  } finally {
    db.close()
  }
}

/** Which documents begin at a page, by what the first of them is. */
const collectionAt = (db: Db, table: string): string | undefined => {
  for (const direction of ['asc', 'desc']) {
    try {
      const row = db.rows(`select * from ${table} order by n ${direction} limit 1`).get() as unknown[] | undefined
      const document: unknown = typeof row?.[7] === 'string' ? JSON.parse(row[7]) : undefined
      if (typeof document !== 'object' || document === null) continue
      if ('type' in document && 'data' in document) return 'records'
      if ('op' in document && 'changed' in document) return 'history'
      if ('value' in document) return 'local'
    } catch {
      // Not the beginning of a table, or damaged at this end.
    }
  }
  return undefined
}

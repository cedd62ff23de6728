import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { median } from './statistics.ts'
import type { Outcome } from './store.ts'

export const CIPHER = ['store.cipher.insert', 'store.cipher.page'] as const

const ROUNDS = 5
const BATCH = 500
const PAGE = 50
const PAGES_A_ROUND = 200

interface Plain {
  /** Rows a second. */
  insert(): number
  /** Milliseconds of each page. */
  pages(): number[]
}

/** The same table, the same rows and the same pages in one database, with the cipher or without. */
const open = (file: string, rows: number, isEncrypted: boolean): Plain => {
  const db = new Database(file)
  if (isEncrypted) {
    db.pragma("cipher='aegis'")
    db.pragma(`key="raw:${'ab'.repeat(32)}"`)
  }
  db.pragma('page_size = 8192')
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  // Little, so that pages come from the file.
  db.pragma('cache_size = -2048')
  const write = db.transaction((insert: Database.Statement, from: number) => {
    for (let i = from; i < Math.min(from + BATCH, rows); i++) insert.run(i, keyOf(i), JSON.stringify({ i, name: keyOf(i), notes: `Note ${i} `.repeat(30) }))
  })
  return {
    insert: () => {
      db.exec('drop table if exists record; create table record(n integer primary key, key text, json text); create index record_key on record(key, n)')
      const insert = db.prepare('insert into record values(?, ?, ?)')
      const start = performance.now()
      for (let i = 0; i < rows; i += BATCH) write(insert, i)
      db.pragma('wal_checkpoint(truncate)')
      return (rows / (performance.now() - start)) * 1_000
    },
    pages: () => {
      const page = db.prepare(`select n, key, json from record where key > ? order by key, n limit ${PAGE}`)
      return Array.from({ length: PAGES_A_ROUND }, (_, i) => {
        const start = performance.now()
        page.all(keyOf(i * 37))
        return performance.now() - start
      })
    },
  }
}

/** Scattered over the table, and the same in each run. */
const keyOf = (i: number): string => (Math.imul(i + 1, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0')

/** What encryption costs by itself: the same writes and pages on the driver, with the cipher and without, in turns. */
export const compareCipher = (folder: string, rows: number): Outcome[] => {
  const sides = { ours: open(join(folder, 'cipher.db'), rows, true), floor: open(join(folder, 'plain.db'), rows, false) }
  const rates = { ours: [] as number[], floor: [] as number[] }
  const times = { ours: [] as number[], floor: [] as number[] }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['floor', 'ours'] as const) {
      const [rate, pages] = [sides[name].insert(), sides[name].pages()]
      // The first round only warms up.
      if (round === 0) continue
      rates[name].push(rate)
      times[name].push(...pages)
    }
  }
  return [
    { name: CIPHER[0], ours: median(rates.ours), floor: median(rates.floor), n: ROUNDS, unit: 'rows/s' },
    { name: CIPHER[1], ours: median(times.ours), floor: median(times.floor), n: times.ours.length, unit: 'ms' },
  ]
}

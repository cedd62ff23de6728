import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Db } from './driver.ts'

/** Brings a database from the layout before to `to`. */
interface Migration {
  readonly to: number
  /**
   * One small transaction's work; true while there is more. It finds in the database itself where to go on, for it may be
   * ended at any time.
   */
  step(db: Db): boolean
}

/**
 * Every change of the database's own layout, in order; what was released is never edited. A field or an index of a type
 * is none: its tables are rebuilt from the documents (`read-models.ts`).
 */
const MIGRATIONS: readonly Migration[] = [
  {
    to: 2,
    step: db => {
      db.exec('drop index if exists operation_at; create table if not exists derived(name text primary key, shape text not null) without rowid')
      // The typed table and the search index of a type had one mark; each now has its own.
      const marks = db.sql('select name, shape from derived').all() as { name: string; shape: string }[]
      db.exec('drop table derived; create table derived(name text primary key, shape text not null, next text, at integer not null default 0) without rowid')
      const mark = db.sql('insert into derived(name, shape) values(?, ?)')
      for (const { name, shape } of marks) {
        const words = shape.indexOf(';create virtual table')
        mark.run(name, words < 0 ? shape.replace(/;$/, '') : shape.slice(0, words))
        if (words >= 0) mark.run(`search_${name}`, shape.slice(words + 1))
      }
      return false
    },
  },
]

/** The layout that these sources write; a higher one is refused untouched. */
export const LAYOUT = MIGRATIONS.at(-1)!.to

const layoutOf = (db: Db): number => Number(db.pragma('user_version'))

/** Throws ExpectedError STORE_NEWER for what a later version has written. */
export const requireKnownLayout = (db: Db): void => {
  const layout = layoutOf(db)
  if (layout > LAYOUT) throw new ExpectedError('STORE_NEWER', { layout, known: LAYOUT })
}

const hasRecords = (db: Db): boolean => db.sql(`select 1 from sqlite_master where name = 'doc_records'`).get() !== undefined && db.sql('select 1 from doc_records limit 1').get() !== undefined

/**
 * Brings a database to the present layout, each step in a transaction of its own; a new one is of it at once. `backup` runs
 * before the first step where there are records, and a throw of it leaves everything as it was.
 */
export const migrate = async (db: Db, backup: () => Promise<unknown>): Promise<void> => {
  requireKnownLayout(db)
  if (layoutOf(db) === 0) db.pragma(`user_version = ${LAYOUT}`)
  const due = MIGRATIONS.filter(({ to }) => to > layoutOf(db))
  if (due.length > 0 && hasRecords(db)) await backup()
  for (const { to, step } of due) {
    const go = (): boolean => {
      const more = step(db)
      if (!more) db.pragma(`user_version = ${to}`)
      return more
    }
    while (db.transaction(go));
  }
}

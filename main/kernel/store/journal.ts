import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import type { Db } from './driver.ts'
import type { CollectionHooks, Written } from './rx-storage.ts'

/** One thing that somebody did, under one name; all that it wrote can be taken back together. */
export interface Operation {
  readonly id: string
  /** `create`, `edit`, `trash`, `restore`, `import`, `undo`... */
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
  readonly actor: string
}

const KINDS = ['create', 'update', 'trash', 'restore', 'delete'] as const
export type EntryKind = (typeof KINDS)[number]

/** What an operation did to one record; a creation's values are those of the record and are not repeated. */
export interface Entry {
  readonly id: string
  readonly type: string
  readonly kind: EntryKind
  /** Old and new value by field, null where it was or became empty. */
  readonly changes?: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** The part of an operation that was written in one transaction; immutable. */
export interface HistoryDocument {
  id: string
  op: string
  name: string
  params: Record<string, unknown>
  at: string
  by: string
  /** Ids of the records that it created, by type: of an import there are many, and there is no more to say of them. */
  created: Record<string, string[]>
  changed: Entry[]
  ext: Record<string, unknown>
}

export const packEntries = (entries: readonly Entry[]): Pick<HistoryDocument, 'created' | 'changed'> => {
  const created: Record<string, string[]> = {}
  for (const { id, type, kind } of entries) if (kind === 'create') (created[type] ??= []).push(id)
  return { created, changed: entries.filter(({ kind }) => kind !== 'create') }
}

/** What a part of an operation did, record by record; what came from elsewhere and is no entry is passed over. */
export const entriesOf = ({ created, changed }: Pick<HistoryDocument, 'created' | 'changed'>): Entry[] =>
  [...Object.entries(created).flatMap(([type, ids]) => (Array.isArray(ids) ? ids.map((id): Entry => ({ id, type, kind: 'create' })) : [])), ...changed].filter(isEntry)

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isEntry = ({ id, type, kind, changes }: Entry): boolean =>
  typeof id === 'string' && (ID.test(id) || id === LOCAL_ACTOR) && typeof type === 'string' && KINDS.includes(kind) && Object.values(changes ?? {}).every(change => Array.isArray(change) && change.length === 2)

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** The entry for a write, or undefined when it changes nothing that a person would see. */
export const entryOf = (document: Envelope & { _deleted?: boolean }, previous: (Envelope & { _deleted?: boolean }) | undefined): Entry | undefined => {
  const { id, type } = document
  if (document._deleted) return { id, type, kind: 'delete' }
  if (!previous || previous._deleted) return { id, type, kind: 'create' }
  const changes: Record<string, [unknown, unknown]> = {}
  for (const field of new Set([...Object.keys(previous.data), ...Object.keys(document.data)])) {
    const from = previous.data[field] ?? null
    const to = document.data[field] ?? null
    if (!same(from, to)) changes[field] = [from, to]
  }
  const changed = Object.keys(changes).length > 0
  const kind = previous.trashedAt === document.trashedAt ? 'update' : document.trashedAt === null ? 'restore' : 'trash'
  if (kind === 'update' && !changed) return undefined
  return changed ? { id, type, kind, changes } : { id, type, kind }
}

/**
 * When an id was made, in milliseconds: the first 48 bits of a UUIDv7. The history is looked up by it, which takes a
 * tenth of the room of the id; the few other records made in that millisecond are told apart by reading. Who works at this
 * machine was there from the beginning.
 */
const bornAt = (id: string): number => id === LOCAL_ACTOR ? 0 : Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)

/** The parts of operations that may have touched a record, the last written first. */
export const unitsOf = (db: Db, record: string, limit: number): Omit<HistoryDocument, 'id'>[] =>
  (db.rows(`select n from history_entry where born = ? order by n desc limit ${limit}`).all(bornAt(record)) as number[][]).map(([n]) => unitAt(db, n!))

/** Tables beside the history documents: which operations there are, and where a record's entries stand. */
export const historyHooks: CollectionHooks = {
  open: db =>
    db.exec(`create table if not exists operation(op text primary key, name text not null, params text not null, at text not null, actor text not null, count integer not null, undone_by text);
      drop index if exists operation_at;
      create table if not exists history_unit(op text not null, n integer not null, primary key(op, n)) without rowid;
      create table if not exists history_entry(born integer not null, n integer not null, primary key(born, n)) without rowid`),
  write: ({ db, rows }: Written<HistoryDocument>) => {
    for (const { n, document, previous } of rows) {
      if (previous) continue
      db.sql('insert into history_unit(op, n) values(?, ?)').run(document.op, n)
      const entries = entriesOf(document)
      const note = db.sql('insert into history_entry(born, n) values(?, ?)')
      for (const born of new Set(entries.map(({ id }) => bornAt(id)))) note.run(born, n)
      db.sql(`insert into operation(op, name, params, at, actor, count) values(?, ?, ?, ?, ?, ?) on conflict(op) do update set count = count + excluded.count`).run(
        document.op, document.name, JSON.stringify(document.params), document.at, document.by, entries.length,
      )
      const undoes = document.name === 'undo' && document.params.op
      if (typeof undoes === 'string') db.sql('update operation set undone_by = ? where op = ?').run(document.op, undoes)
    }
  },
}

/** How many parts of operations may have touched a record, up to a limit. */
export const timesTouched = (db: Db, record: string, limit: number): number => (db.rows(`select count(*) from (select 1 from history_entry where born = ? limit ${limit})`).get(bornAt(record)) as [number])[0]

/** Where the history may go on about a record after a part of it: the first of these parts. */
export const touchedAfter = (db: Db, record: string, after: number): number[] =>
  (db.rows('select n from history_entry where born = ? and n > ? limit 500').all(bornAt(record), after) as number[][]).map(([n]) => n!)

/** The part of an operation that stands at `n` of the history. */
export const unitAt = (db: Db, n: number): Omit<HistoryDocument, 'id'> => JSON.parse(db.sql('select json from doc_history where n = ?').get(n).json)

/** What the history keeps of records, to be taken out of it. */
export interface Forgetting {
  /** All that it keeps of them and will lose, as JSON. */
  readonly lost: string
  /** Takes it out; inside a transaction. */
  write(db: Db): void
}

/**
 * Prepares to take values and names of records out of the history: it then knows only that something was done to them, and
 * each entry stays in its place, which an undo that is under way counts by.
 */
export const forgettingOf = (db: Db, ids: ReadonlySet<string>): Forgetting => {
  const numbers = new Set([...ids].flatMap(id => db.rows('select n from history_entry where born = ?').all(bornAt(id)) as number[][]).map(([n]) => n!))
  const lost: Entry[] = []
  const units = [...numbers].flatMap(n => {
    const unit = unitAt(db, n)
    const before = lost.length
    const changed = unit.changed.map(entry => {
      if (!entry.changes || !ids.has(entry.id)) return entry
      lost.push(entry)
      const { changes: _, ...bare } = entry
      return bare
    })
    const params = withoutNames(unit.params, ids)
    return lost.length > before || params !== unit.params ? [{ n, op: unit.op, params: JSON.stringify(params), json: JSON.stringify({ ...unit, params, changed }) }] : []
  })
  return {
    lost: JSON.stringify(lost),
    write: target => {
      for (const { n, op, params, json } of units) {
        target.sql('update doc_history set json = ? where n = ?').run(json, n)
        target.sql('update operation set params = ? where op = ?').run(params, op)
      }
    },
  }
}

/** What an operation says of itself, and of the one that it took back, without the names of these records. */
const withoutNames = (params: Record<string, unknown>, ids: ReadonlySet<string>): Record<string, unknown> => {
  const { id, title: _, ...bare } = params
  if (typeof id === 'string' && ids.has(id)) return bare
  if (typeof params.of !== 'object' || params.of === null) return params
  const of = withoutNames(params.of as Record<string, unknown>, ids)
  return of === params.of ? params : { ...params, of }
}

import { performance } from 'node:perf_hooks'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type Comparer, comparerOf, LIKELY, type Likeness, type Traits } from '../../../shared/kernel/duplicates/likeness.ts'
import type { Reason } from '../../../shared/kernel/duplicates/reasons.ts'
import type { Db } from '../store/driver.ts'
import { soundPart } from '../store/flags.ts'
import { LIVE } from '../store/typed-table.ts'

/** A key that more records share is none: the number of a switchboard, a name of half the country. */
const MOST_OF_KEY = 20

/** Bumped when the same definitions give other keys or scores. */
const VERSION = 1

const COMPARED_AT_ONCE = 500
/** While somebody types, this many records are compared, and of those that share a single key none once one that shares more is found. */
const MOST_READ = 4
const KEPT_TRAITS = 10_000

export interface Pair extends Likeness {
  readonly type: string
  /** The numbers of its records, the lower one first. */
  readonly a: number
  readonly b: number
}

/** What comparing the next records comes to; `write` keeps it, inside a transaction. */
export interface Step {
  /** Records gone through. */
  readonly done: number
  /** Pairs found among them. */
  readonly found: number
  write(db: Db): void
}

/** Follows what was written, in the order of its sequence: which records are likely the same. */
export interface DuplicateIndex {
  /** How many records are still to be gone through, counted up to `most`. */
  backlog(most?: number): number
  /** The next records, for about `budgetMs`; undefined when all have been gone through. */
  next(budgetMs: number): Step | undefined
  /** Goes over to what users made of the types: records of those that are compared otherwise now are gone through again. */
  adopt(registry: readonly AnyEntity[]): void
}

/** A record as it is compared. */
interface Compared {
  readonly n: number
  readonly type: string
  readonly traits: Traits
  readonly keys: readonly number[]
}

/** By what records of each type are compared. */
type Shape = Readonly<Record<string, unknown>>

const shapeOf = (registry: readonly AnyEntity[]): Shape => Object.fromEntries(registry.flatMap(({ type, duplicates }) => (duplicates ? [[type, [VERSION, duplicates]]] : [])))

const changedTypes = (before: Shape, after: Shape): string[] => Object.keys({ ...before, ...after }).filter(type => JSON.stringify(before[type]) !== JSON.stringify(after[type]))

interface State {
  readonly shape: string
  /** The last record that was gone through. */
  readonly seq: number
  /** Up to here only records of the types in `again`, separated by spaces, have to be gone through: all were once. */
  readonly until: number
  readonly again: string
}

/** Makes the tables. Where the definitions now ask for other keys, records of those types are compared anew. */
export const openDuplicateIndex = (db: Db, first: readonly AnyEntity[]): DuplicateIndex => {
  db.exec(`create table if not exists duplicate_key(k integer not null, n integer not null, primary key(k, n)) without rowid;
    create table if not exists duplicate_pair(a integer not null, b integer not null, type text not null, score integer not null, reasons text not null, primary key(a, b)) without rowid;
    create index if not exists duplicate_pair_b on duplicate_pair(b);
    create index if not exists duplicate_pair_score on duplicate_pair(score desc, a, b);
    create table if not exists duplicate_state(one integer primary key check(one = 1), shape text not null, seq integer not null)`)
  const hasColumn = (name: string): boolean => db.sql(`select 1 from pragma_table_info('duplicate_state') where name = ?`).get(name) !== undefined
  if (!hasColumn('again')) db.exec(`alter table duplicate_state add column until integer not null default 0; alter table duplicate_state add column again text not null default ''`)
  const stateNow = (): State => db.sql('select shape, seq, until, again from duplicate_state').get() as State
  let registry = first
  let traitsOf = createTraitsOf(registry)
  const known = new Map<number, { seq: number; compared: Compared | undefined }>()

  const readShape = (text: string): Shape | undefined => {
    const read = JSON.parse(text) as unknown
    return Array.isArray(read) ? undefined : (read as Shape)
  }
  const adopt = (next: readonly AnyEntity[]): void => {
    registry = next
    traitsOf = createTraitsOf(next)
    known.clear()
    const shape = shapeOf(next)
    const state = db.sql('select shape, seq, until, again from duplicate_state').get() as State | undefined
    const before = state && readShape(state.shape)
    if (!before) {
      db.transaction(() => {
        db.exec('delete from duplicate_key; delete from duplicate_pair')
        db.sql('insert or replace into duplicate_state(one, shape, seq) values(1, ?, 0)').run(JSON.stringify(shape))
      })
      return
    }
    const changed = changedTypes(before, shape)
    if (changed.length === 0) return
    const isGoingAgain = state.seq < state.until
    const again = new Set([...(isGoingAgain ? state.again.split(' ') : []), ...changed])
    db.transaction(() => {
      for (const type of changed) db.sql('delete from duplicate_pair where type = ?').run(type)
      db.sql('update duplicate_state set shape = ?, seq = 0, until = ?, again = ?').run(JSON.stringify(shape), isGoingAgain ? state.until : state.seq, [...again].join(' '))
    })
  }
  adopt(first)
  const read = (n: number): Compared | undefined => {
    const row = db.rows(rowOfNumber).get(n) as ComparedRow | undefined
    const found = row && traitsOf(row)
    return found && { n, type: found.type, traits: found.traits, keys: found.comparer.keys(found.traits) }
  }

  const compared = (n: number): Compared | undefined => {
    const seq = db.rows('select seq from doc_records where n = ?').get(n)?.[0] as number | undefined
    const kept = known.get(n)
    if (kept && kept.seq === seq) return kept.compared
    const fresh = seq === undefined ? undefined : read(n)
    if (known.size >= KEPT_TRAITS) known.clear()
    known.set(n, { seq: seq ?? 0, compared: fresh })
    return fresh
  }

  return {
    backlog: (most = -1) => db.sql(`select count(*) count from (select 1 from doc_records where seq > ? limit ${most})`).get(stateNow().seq).count,
    adopt,
    next: budgetMs => {
      const end = performance.now() + budgetMs
      const { seq: from, until, again } = stateNow()
      const goneThrough = new Set(again.split(' '))
      const rows = db.rows(`select n, seq, json ->> '$.type' from doc_records where seq > ? order by seq limit ${COMPARED_AT_ONCE}`).all(from) as [number, number, string | null][]
      if (rows.length === 0) {
        known.clear()
        return undefined
      }
      const fresh = new Map<number, Set<number>>()
      const stale: (readonly [k: number, n: number])[] = []
      const keys: (readonly [k: number, n: number])[] = []
      const changed: number[] = []
      const pairs: Pair[] = []
      let seq = 0
      let done = 0
      for (const [n, at, type] of rows) {
        seq = at
        done++
        if (type !== null && !hasDuplicates(registry, type)) continue
        if (at <= until && type !== null && !goneThrough.has(type)) continue
        changed.push(n)
        const record = compared(n)
        if (!record) continue
        const comparer = comparerOf(registry.find(entity => entity.type === record.type)!)!
        const met = new Set<number>()
        for (const k of record.keys) {
          const stored = (db.rows(numbersOfKey).all(k) as [number][]).map(([other]) => other)
          const batch = fresh.get(k)
          const all = batch ? new Set([...stored, ...batch]) : new Set(stored)
          const isStored = all.delete(n)
          if (all.size > MOST_OF_KEY) continue
          if (!isStored) keys.push([k, n])
          if (batch) batch.add(n)
          else fresh.set(k, new Set([n]))
          for (const other of all) {
            if (compared(other)?.keys.includes(k)) met.add(other)
            else stale.push([k, other])
          }
        }
        for (const other of met) {
          const likeness = comparer.compare(record.traits, compared(other)!.traits)
          if (likeness.score >= LIKELY) pairs.push({ type: record.type, a: Math.min(n, other), b: Math.max(n, other), ...likeness })
        }
        if (performance.now() > end) break
      }
      return {
        done,
        found: pairs.length,
        write: target => {
          for (const n of changed) {
            target.sql('delete from duplicate_pair where a = ?').run(n)
            target.sql('delete from duplicate_pair where b = ?').run(n)
          }
          for (const [k, n] of stale) target.sql('delete from duplicate_key where k = ? and n = ?').run(k, n)
          for (const [k, n] of keys) target.sql('insert or ignore into duplicate_key(k, n) values(?, ?)').run(k, n)
          for (const { a, b, type, score, reasons } of pairs) target.sql('insert or replace into duplicate_pair(a, b, type, score, reasons) values(?, ?, ?, ?, ?)').run(a, b, type, score, reasons.join())
          target.sql('update duplicate_state set seq = ?').run(seq)
        },
      }
    },
  }
}

const hasDuplicates = (registry: readonly AnyEntity[], type: string): boolean => registry.some(entity => entity.type === type && entity.duplicates !== undefined)

type ComparedRow = readonly [json: string, problems: string | null]

const numbersOfKey = `select n from duplicate_key where k = ? limit ${MOST_OF_KEY + 1}`
const rowOfNumber = 'select json, (select problems from flagged where n = d.n), id from doc_records d where n = ? and deleted = 0'

/** What is compared of a record as it is stored; undefined for one in the trash, or of a type without duplicates. */
const createTraitsOf = (registry: readonly AnyEntity[]): ((row: ComparedRow) => { type: string; comparer: Comparer; traits: Traits; data: Record<string, unknown> } | undefined) => {
  const comparers = new Map<string, Comparer>(registry.flatMap(entity => (entity.duplicates ? [[entity.type, comparerOf(entity)!] as const] : [])))
  return ([json, problems]) => {
    const document = JSON.parse(json) as { type: string; data: Record<string, unknown>; trashedAt?: string }
    const comparer = comparers.get(document.type)
    if (!comparer || document.trashedAt !== undefined) return undefined
    const { data } = soundPart(document, problems === null ? [] : JSON.parse(problems))
    return { type: document.type, comparer, data, traits: comparer.traits(data) }
  }
}

export interface LikelyRecord extends Likeness {
  readonly id: string
  readonly title: string
}

/** Live records that are likely the same as one of this data, the likeliest first. */
export const createDuplicateCheck = (db: Db, registry: readonly AnyEntity[]): ((entity: AnyEntity, data: Record<string, unknown>, limit: number) => LikelyRecord[]) => {
  const traitsOf = createTraitsOf(registry)
  return (entity, data, limit) => {
    const comparer = comparerOf(entity)
    if (!comparer) return []
    const traits = comparer.traits(data)
    return db.reading(() => {
      const met = new Map<number, number>()
      for (const k of comparer.keys(traits)) {
        const found = db.rows(numbersOfKey).all(k) as [number][]
        if (found.length <= MOST_OF_KEY) for (const [n] of found) met.set(n, (met.get(n) ?? 0) + 1)
      }
      // Who shares the most is read first, and of those who share as much, who shares the stronger key.
      const nearest = [...met].sort(([, a], [, b]) => b - a).slice(0, MOST_READ)
      const likely: LikelyRecord[] = []
      for (const [n, shared] of nearest) {
        // Once one is found, whoever shares less than the nearest is not worth the reading.
        if (likely.length === limit || (likely.length > 0 && shared < nearest[0]![1])) break
        const row = db.rows(rowOfNumber).get(n) as [...ComparedRow, string] | undefined
        const other = row && traitsOf([row[0], row[1]])
        if (other?.type !== entity.type) continue
        const likeness = comparer.compare(traits, other.traits)
        if (likeness.score >= LIKELY) likely.push({ id: row![2], title: entity.title(other.data), ...likeness })
      }
      return likely.sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1)).slice(0, limit)
    })
  }
}

/** Pairs whose two records are live and that nobody has found to be two, the likeliest first; `after` is the last pair seen. */
export const openPairs = (db: Db, registry: readonly AnyEntity[], limit: number, after?: Pick<Pair, 'score' | 'a' | 'b'>): Pair[] => {
  const sql = `select p.a, p.b, p.type, p.score, p.reasons from duplicate_pair p where ${after ? '(-p.score, p.a, p.b) > (?, ?, ?) and ' : ''}${isOpen(db, registry)} order by p.score desc, p.a, p.b limit ${limit}`
  const rows = db.rows(sql).all(...(after ? [-after.score, after.a, after.b] : [])) as [number, number, string, number, string][]
  return rows.map(([a, b, type, score, reasons]) => ({ a, b, type, score, reasons: reasons.split(',') as Reason[] }))
}

/** Counted up to `most`: more than anybody can look at takes its time to count. */
export const countOpenPairs = (db: Db, registry: readonly AnyEntity[], most: number): number =>
  db.sql(`select count(*) count from (select 1 from duplicate_pair p where ${isOpen(db, registry)} limit ${most})`).get().count

/** Whether records are still to be compared. */
export const isComparing = (db: Db): boolean => db.sql('select 1 from doc_records where seq > (select seq from duplicate_state) limit 1').get() !== undefined

const isOpen = (db: Db, registry: readonly AnyEntity[]): string => {
  const isLive = (side: 'a' | 'b'): string =>
    `(${registry.flatMap(({ type, duplicates }) => (duplicates ? [`p.type = '${type}' and (select st from ${type} where n = p.${side}) = ${LIVE}`] : [])).join(' or ')})`
  const both = `${isLive('a')} and ${isLive('b')}`
  if (!db.sql(`select 1 from notDuplicate where st = ${LIVE} limit 1`).get()) return both
  const isTold = (one: 'a' | 'b', other: 'a' | 'b'): string =>
    `exists (select 1 from notDuplicate where st = ${LIVE} and f_one = (select id from doc_records where n = p.${one}) and f_other = (select id from doc_records where n = p.${other}))`
  return `${both} and not ${isTold('a', 'b')} and not ${isTold('b', 'a')}`
}

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

const FETCHED = 500
/** Keys lie all over their table: those of thousands of records, written in order, touch each of its pages once. */
const GATHERED = 5_000
const IN_A_PART = 200
const PARTS_AT_ONCE = 20
/** While somebody types, this many records are compared, and of those that share a single key none once one that shares more is found. */
const MOST_READ = 4
const KEPT_TRAITS = 10_000

export interface Pair extends Likeness {
  readonly type: string
  /** The numbers of its records, the lower one first. */
  readonly a: number
  readonly b: number
}

/** What going on for a while comes to. */
export interface Step {
  /** Keeps what was found, inside a transaction; missing where there is more to find first. */
  readonly write?: (db: Db) => void
  /** Records gone through, of which all is written with this step. */
  readonly done: number
  /** Pairs found among them. */
  readonly found: number
  /** To be called once what `write` did is committed; what is not is found anew. */
  kept(): void
}

/** Follows what was written, in the order of its sequence: which records are likely the same. */
export interface DuplicateIndex {
  /** How many records are still to be gone through, counted up to `most`. */
  backlog(most?: number): number
  /** Goes on for about `budgetMs`; undefined when all have been gone through. */
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

/** What was found of records that were gone through. */
interface Gathered {
  seq: number
  done: number
  /** Pairs by the numbers of their records. */
  readonly pairs: Map<string, Pair>
  readonly changed: Set<number>
  readonly stale: (readonly [k: number, n: number])[]
  readonly keys: (readonly [k: number, n: number])[]
  /** Who has a key, of `keys`. */
  readonly fresh: Map<number, Set<number>>
}

type Fetched = readonly [n: number, seq: number, type: string | null]

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

  let ahead: Fetched[] = []
  let gathered: Gathered | undefined
  /** What is still to be written of it. */
  let toWrite: ((db: Db) => void)[] | undefined
  let isUnsure = false
  const startAnew = (): void => {
    ahead = []
    gathered = undefined
    toWrite = undefined
    isUnsure = false
  }

  const gather = (into: Gathered, end: number): boolean => {
    const { until, again } = stateNow()
    const goneThrough = new Set(again.split(' '))
    for (;;) {
      if (ahead.length === 0) ahead = (db.rows(`select n, seq, json ->> '$.type' from doc_records where seq > ? order by seq limit ${FETCHED}`).all(into.seq) as Fetched[]).toReversed()
      const next = ahead.pop()
      if (!next) return true
      const [n, seq, type] = next
      into.seq = seq
      into.done++
      const isAsked = type === null || (hasDuplicates(registry, type) && (seq > until || goneThrough.has(type)))
      if (isAsked) compareWithAll(n, into)
      if (into.changed.size >= GATHERED) return true
      if (performance.now() > end) return false
    }
  }

  /** Compares a record with all that share a key with it; what was found of it before counts no longer. */
  const compareWithAll = (n: number, { changed, pairs, stale, keys, fresh }: Gathered): void => {
    if (changed.has(n)) for (const [name, { a, b }] of pairs) if (a === n || b === n) pairs.delete(name)
    changed.add(n)
    const record = compared(n)
    if (!record) return
    const comparer = comparerOf(registry.find(entity => entity.type === record.type)!)!
    const met = new Set<number>()
    for (const k of record.keys) {
      const all = new Set((db.rows(numbersOfKey).all(k) as [number][]).map(([other]) => other))
      const isStored = all.has(n)
      const batch = fresh.get(k)
      if (batch) for (const other of batch) all.add(other)
      all.delete(n)
      if (all.size > MOST_OF_KEY) continue
      if (!isStored) {
        keys.push([k, n])
        if (batch) batch.add(n)
        else fresh.set(k, new Set([n]))
      }
      for (const other of all) {
        if (compared(other)?.keys.includes(k)) met.add(other)
        else stale.push([k, other])
      }
    }
    for (const other of met) {
      const [a, b] = [Math.min(n, other), Math.max(n, other)]
      const likeness = comparer.compare(record.traits, compared(other)!.traits)
      if (likeness.score >= LIKELY) pairs.set(`${a} ${b}`, { type: record.type, a, b, ...likeness })
    }
  }

  return {
    backlog: (most = -1) => db.sql(`select count(*) count from (select 1 from doc_records where seq > ? limit ${most})`).get(stateNow().seq).count,
    adopt: next => {
      startAnew()
      adopt(next)
    },
    next: budgetMs => {
      if (isUnsure) startAnew()
      const end = performance.now() + budgetMs
      const into = (gathered ??= { seq: stateNow().seq, done: 0, pairs: new Map(), changed: new Set(), stale: [], keys: [], fresh: new Map() })
      if (!toWrite) {
        if (!db.reading(() => gather(into, end))) return { done: 0, found: 0, kept: () => {} }
        if (into.done === 0) {
          startAnew()
          known.clear()
          return undefined
        }
        toWrite = partsOf(into)
      }
      const parts = toWrite.slice(0, PARTS_AT_ONCE)
      const rest = toWrite.slice(PARTS_AT_ONCE)
      isUnsure = true
      return {
        ...(rest.length > 0 ? { done: 0, found: 0 } : { done: into.done, found: into.pairs.size }),
        write: target => parts.forEach(part => part(target)),
        kept: () => {
          isUnsure = false
          if (rest.length === 0) startAnew()
          else toWrite = rest
        },
      }
    },
  }
}

/** What was found, as parts to be written in this order: that all of it is there is said by the last. */
const partsOf = ({ seq, changed, stale, keys, pairs }: Gathered): ((db: Db) => void)[] => {
  const parts = <T>(of: readonly T[], sql: string, values: (each: T) => readonly number[]): ((db: Db) => void)[] =>
    Array.from({ length: Math.ceil(of.length / IN_A_PART) }, (_, i) => db => {
      const statement = db.sql(sql)
      for (const each of of.slice(i * IN_A_PART, (i + 1) * IN_A_PART)) statement.run(...values(each))
    })
  return [
    ...parts(stale, 'delete from duplicate_key where k = ? and n = ?', each => each),
    ...parts(keys.toSorted(([a, m], [b, n]) => a - b || m - n), 'insert or ignore into duplicate_key(k, n) values(?, ?)', each => each),
    ...parts([...changed], 'delete from duplicate_pair where a = ?', n => [n]),
    ...parts([...changed], 'delete from duplicate_pair where b = ?', n => [n]),
    db => {
      for (const { a, b, type, score, reasons } of pairs.values()) db.sql('insert or replace into duplicate_pair(a, b, type, score, reasons) values(?, ?, ?, ?, ?)').run(a, b, type, score, reasons.join())
      db.sql('update duplicate_state set seq = ?').run(seq)
    },
  ]
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

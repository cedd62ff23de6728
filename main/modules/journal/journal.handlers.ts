import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok, type Result } from '../../../shared/kernel/rpc/result.ts'
import { AUTOMATIC, FIRST_USER, isFinal } from '../../../shared/modules/journal/journal.rules.ts'
import type { journalRpc } from '../../../shared/modules/journal/journal.rpc.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import { readUnended } from '../../kernel/jobs/job-table.ts'
import type { Db } from '../../kernel/store/driver.ts'
import { entriesOf, type Operation, touchedAfter, unitAt, unitsOf } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { type Undone, undoOperation } from './undo.jobs.ts'

const MOST_ENTRIES = 500
const MOST_WEIGHED = 10_000
const MOST_NAMED = 5

export const journalQueries = (reader: Reader): HandlersOf<typeof journalRpc, 'query'> => ({
  history: ({ id }) => {
    const own = historyOf(reader, id)
    const others = mergedFrom(reader, id, own)
    const entries = others.length ? [...own, ...others.flatMap(other => historyOf(reader, other, id))].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)) : own
    const type = reader.envelope(id)?.type
    const fields = type === undefined ? {} : reader.entity(type).fields
    const related = entries.flatMap(({ changes }) => changes.flatMap(({ field, from, to }) => (fields[field]?.kind === 'relation' ? [from, to] : [])))
    return ok({ entries, titles: Object.fromEntries(reader.titles(related.filter(value => typeof value === 'string'))) })
  },

  operations: ({ names, by, from: since, to, after, limit, isFolded }) => {
    const { db } = reader
    const last = after === undefined ? undefined : (db.rows('select rowid from operation where op = ?').get(after)?.[0] as number | undefined)
    const asked = [
      ...(names ? [{ text: 'name in (select value from json_each(?))', value: JSON.stringify(names) }] : []),
      ...(by === undefined ? [] : [{ text: 'actor = ?', value: by }]),
      ...(since === undefined ? [] : [{ text: 'at >= ?', value: since }]),
      ...(to === undefined ? [] : [{ text: 'at < ?', value: to }]),
    ]
    const where = [`name <> '${FIRST_USER}'`, 'rowid < ?', ...asked.map(({ text }) => text)].join(' and ')
    const next = db.sql(`select rowid, op, name, params, at, actor, count, undone_by from operation where ${where} order by rowid desc limit 1`)
    const operations = []
    let from = last ?? Number.MAX_SAFE_INTEGER
    let end: string | undefined
    for (;;) {
      const row = next.get(from, ...asked.map(({ value }) => value))
      if (!row) return ok({ operations })
      if (operations.length === limit) return ok({ operations, next: end! })
      const run = isFolded && asked.length === 0 && (AUTOMATIC as readonly string[]).includes(row.name) ? runOf(db, row.rowid) : undefined
      const { op, name, actor, count, undone_by } = row
      const params = JSON.parse(row.params)
      operations.push({ op, name, params, at: row.at, by: actor, count: run?.count ?? count, undoneBy: undone_by, ...standing(db, op, undone_by), ...leftBy(db, name, params, count), ...(run && run.times > 1 && { times: run.times }) })
      from = run?.first ?? row.rowid
      end = run?.op ?? op
    }
  },

  weigh: ({ op }) => {
    const { db } = reader
    const units = (db.rows('select n from history_unit where op = ? order by n').all(op) as number[][]).map(([n]) => n!)
    const last = units.at(-1) ?? 0
    const changed = new Map<number, ReadonlySet<string>>()
    /** The records that people changed in a part of the history. */
    const changedIn = (n: number): ReadonlySet<string> => {
      if (!changed.has(n)) {
        const unit = unitAt(db, n)
        changed.set(n, new Set((AUTOMATIC as readonly string[]).includes(unit.name) ? [] : entriesOf(unit).map(({ id }) => id)))
      }
      return changed.get(n)!
    }
    const lost: string[] = []
    let examined = 0
    for (const n of units) {
      if (examined >= MOST_WEIGHED) break
      for (const { id, kind } of entriesOf(unitAt(db, n))) {
        if (kind === 'create' && examined++ < MOST_WEIGHED && touchedAfter(db, id, last).some(later => changedIn(later).has(id)) && reader.envelope(id)?.trashedAt === null) lost.push(id)
      }
    }
    const named = lost.slice(0, MOST_NAMED)
    const titles = reader.titles(named)
    return ok({ count: lost.length, lost: named.map(id => ({ id, type: reader.envelope(id)!.type, title: titles.get(id) ?? '' })) })
  },

  records: ({ op, limit }) => {
    const found = reader.db.sql('select count, undone_by from operation where op = ?').get(op)
    if (!found) return fail('NOT_FOUND', { id: op })
    const fields = new Map<string, { type: string; fields: Set<string> }>()
    for (const [n] of reader.db.rows('select n from history_unit where op = ? order by n').all(op) as number[][]) {
      for (const { id, type, changes } of entriesOf(unitAt(reader.db, n!))) {
        if (!fields.has(id) && fields.size === limit) continue
        const known = fields.get(id) ?? { type, fields: new Set() }
        for (const field of Object.keys(changes ?? {})) known.fields.add(field)
        fields.set(id, known)
      }
      if (fields.size === limit) break
    }
    const titles = reader.titles(fields.keys())
    return ok({ records: [...fields].map(([id, { type, fields: changed }]) => ({ id, type, title: titles.get(id) ?? '', fields: [...changed] })), count: found.count, ...standing(reader.db, op, found.undone_by) })
  },
})

interface Run {
  readonly times: number
  /** Records written by all of it. */
  readonly count: number
  /** Its oldest operation. */
  readonly first: number
  readonly op: string
}

/** The acts of workflows that were done one after another, up to this one. */
const runOf = (db: Db, rowid: number): Run => {
  const before = db.rows('select rowid from operation where rowid < ? and name not in (select value from json_each(?)) order by rowid desc limit 1').get(rowid, JSON.stringify(AUTOMATIC))?.[0] ?? 0
  return db.sql('select count(*) times, sum(count) count, min(rowid) first, op from operation where rowid > ? and rowid <= ?').get(before, rowid) as Run
}

/** What was done to one record; that of one merged into `into` tells of which it was, and nothing of the merge itself. */
const historyOf = (reader: Reader, id: string, into?: string) => {
  const of = into === undefined ? {} : { of: { id, title: reader.titles([id]).get(id) ?? '' } }
  return unitsOf(reader.db, id, MOST_ENTRIES).flatMap(unit => {
    const { op, name, params, at, by } = unit
    return entriesOf(unit)
      .filter(entry => entry.id === id && entry.kind !== 'delete' && (into === undefined || (entry.kind !== 'trash' && entry.kind !== 'restore')))
      .map(({ kind, changes }) => ({
        op, name, params, at, by, ...of,
        kind: kind as 'create' | 'update' | 'trash' | 'restore',
        changes: Object.entries(changes ?? {}).map(([field, [from, to]]) => ({ field, from, to })),
      }))
  })
}

/** The records that were merged into one and lie in the trash still. */
const mergedFrom = (reader: Reader, id: string, entries: readonly Pick<Operation, 'name' | 'params'>[]): string[] => [
  ...new Set(entries.flatMap(({ name, params }) => (name === 'merge' && params.id === id && Array.isArray(params.others) ? (params.others as string[]).filter(other => reader.envelope(other)?.trashedAt) : []))),
]

/** Whether an operation is taken back, and what turns that: each undo may have been undone in its turn. */
const standing = (db: Db, op: string, undoneBy: string | null): { isUndone: boolean; turns: string } => {
  let isUndone = false
  let turns = op
  for (let next = undoneBy; next !== null; next = db.sql('select undone_by from operation where op = ?').get(next)?.undone_by ?? null) {
    isUndone = !isUndone
    turns = next
  }
  return { isUndone, turns }
}

const leftBy = (db: Db, name: string, { op }: Record<string, unknown>, count: number): { left?: number } => {
  const of = name === 'undo' ? db.sql('select count from operation where op = ?').get(op)?.count : undefined
  return of > count ? { left: of - count } : {}
}

export const journalCommands = (store: Store, jobs: JobEngine): HandlersOf<typeof journalRpc, 'command'> => ({
  undo: ({ op, background = false }, { actor, signal }) => undoOf(store, jobs)(op, actor, { isWaiting: !background, signal }),
})

/** Takes an operation back for somebody; also for other modules, to which an operation is a part of something of theirs. */
export const undoOf =
  (store: Store, jobs: JobEngine) =>
  async (op: string, actor: string, how: { isWaiting: boolean; signal: AbortSignal }): Promise<Result<Undone>> => {
    const found = store.db.sql('select name, params, undone_by from operation where op = ?').get(op)
    if (!found) return fail('NOT_FOUND', { id: op })
    if (found.undone_by !== null || isFinal(found.name)) return fail('NOTHING_TO_UNDO', { op, undoneBy: found.undone_by })
    // Who takes back what still goes on means it to stop: what it would write later could not be taken back any more.
    for (const { id } of readUnended(store.db).filter(job => job.op === op)) await jobs.cancel(id)
    const { count } = store.db.sql('select count from operation where op = ?').get(op)
    const operation: Operation = { id: store.newId(), name: 'undo', params: { op, name: found.name, of: JSON.parse(found.params) }, actor }
    return ok(await undoOperation(store, jobs, operation, op, count, how))
  }

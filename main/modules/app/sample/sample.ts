import type { FileRef } from '../../../../shared/kernel/entity/fields.ts'
import { LOCAL_ACTOR } from '../../../../shared/kernel/id/local-actor.ts'
import { ExpectedError } from '../../../../shared/kernel/rpc/result.ts'
import type { FileStore } from '../../../kernel/files/file-store.ts'
import { entriesOf, type Operation, unitAt, unitsOf } from '../../../kernel/store/journal.ts'
import type { Db } from '../../../kernel/store/driver.ts'
import { linksTo } from '../../../kernel/store/links.ts'
import type { Draft, Store } from '../../../kernel/store/store.ts'
import { sampleFiles, sampleRecords } from './records.ts'

/** Where this machine remembers which operation brought the sample. */
const PLACE = 'sample'
const DAY_MS = 86_400_000
const MOST_UNITS = 1_000

/** The operation that brought the sample which is there now. */
export const sampleOperation = (db: Db): string | undefined =>
  db.rows(`select o.op from doc_local l join operation o on o.op = l.json ->> '$.value.op' where l.id = ? and l.deleted = 0`).get(PLACE)?.[0]

/** The records that an operation made. */
const madeBy = (db: Db, op: string): string[] =>
  (db.rows('select n from history_unit where op = ?').all(op) as number[][]).flatMap(([n]) => Object.values(unitAt(db, n!).created).flat())

/** Adds the sample as one operation. Throws ExpectedError SAMPLE_THERE when it is there already. */
export const addSample = async (store: Store, files: FileStore, actor: string): Promise<{ op: string; count: number }> => {
  if (sampleOperation(store.db) !== undefined) throw new ExpectedError('SAMPLE_THERE')
  const kept = new Map<string, FileRef>()
  await files.hold(async () => {
    for (const { name, bytes } of sampleFiles()) kept.set(name, await files.put(bytes, name))
  })
  const operation: Operation = { id: store.newId(), name: 'sample', params: {}, actor }
  // First where it is remembered: a sample that nobody knows of could not be removed.
  await store.local.set(PLACE, { op: operation.id })
  const count = await store.commit(operation, () => ({ drafts: draftsOf(store, operation, kept) }))
  return { op: operation.id, count }
}

const draftsOf = (store: Store, operation: Operation, files: ReadonlyMap<string, FileRef>): Draft[] => {
  const now = Date.parse(store.instant())
  const ids = new Map<string, string>()
  return sampleRecords(new Date(now), files).map(({ key, type, data, ageDays }, i) => {
    const { fields } = store.entity(type)!
    const linked = Object.entries(data).map(([name, value]) => {
      // Whoever works here is no part of the sample.
      if (fields[name]!.kind !== 'relation' || value === LOCAL_ACTOR) return [name, value] as const
      const id = ids.get(String(value))
      if (id === undefined) throw new Error(`the sample's ${key} leads to nothing: ${String(value)}`)
      return [name, id] as const
    })
    const { document } = store.draft(operation, type, Object.fromEntries(linked))
    ids.set(key, document.id)
    const day = new Date(now - ageDays * DAY_MS)
    day.setHours(8 + (i % 9), (i * 17) % 60)
    const made = day.toISOString()
    return { document: { ...document, createdAt: made, updatedAt: made } }
  })
}

/**
 * Removes for good what the sample brought, from the trash too. What a person has changed stays, and so does what
 * records that stay lead to: `kept` counts both.
 */
export const removeSample = async (store: Store, actor: string): Promise<{ count: number; kept: number }> => {
  const brought = sampleOperation(store.db)
  let count = 0
  let kept = 0
  if (brought !== undefined) {
    const operation: Operation = { id: store.newId(), name: 'removeSample', params: { op: brought }, actor }
    await store.commit(operation, () => {
      const ids = madeBy(store.db, brought).filter(id => store.read(id))
      const staying = stayingOf(store, brought, ids)
      const drafts = ids.filter(id => !staying.has(id)).map((id): Draft => ({ ...store.change(operation, store.read(id)!, { data: {} }), purge: true }))
      count = drafts.length
      kept = ids.length - count
      return { drafts, alsoWrite: db => void db.sql('update operation set undone_by = ? where op = ?').run(operation.id, brought) }
    })
  }
  await store.local.set(PLACE, {})
  return { count, kept }
}

/** The sample's records that must stay. */
const stayingOf = (store: Store, op: string, ids: readonly string[]): Set<string> => {
  const own = new Set(ids)
  const staying = new Set(ids.filter(id => isChanged(store, op, id)))
  for (const id of ledTo(store, ids)) staying.add(id)
  // A set is walked through to what is added on the way.
  for (const id of staying) {
    const { type, data } = store.read(id)!
    const { fields } = store.entity(type)!
    for (const [name, value] of Object.entries(data)) if (fields[name]?.kind === 'relation' && own.has(String(value))) staying.add(String(value))
  }
  return staying
}

/** Whether a field has another value than the sample gave it; being thrown away and brought back is no change. */
const isChanged = (store: Store, op: string, id: string): boolean => {
  const record = store.read(id)!
  if (record.op === op) return false
  const first: Record<string, unknown> = {}
  for (const unit of unitsOf(store.db, id, MOST_UNITS)) {
    for (const entry of entriesOf(unit)) if (entry.id === id) for (const [field, [from]] of Object.entries(entry.changes ?? {})) first[field] = from
  }
  return Object.entries(first).some(([field, from]) => JSON.stringify(from) !== JSON.stringify(record.data[field] ?? null))
}

/** Those of the ids to which other live records lead. */
const ledTo = (store: Store, ids: readonly string[]): string[] => {
  const own = new Set(ids)
  return linksTo(store, ids).flatMap(({ from, isLive, to }) => (isLive && !own.has(from) ? [to] : []))
}

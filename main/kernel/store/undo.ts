import type { Envelope, Fields } from '../../../shared/kernel/entity/define.ts'
import { mergedTags } from '../../../shared/kernel/entity/tag-set.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { Db } from './driver.ts'
import { entriesOf, type Entry, type Operation, touchedAfter, unitAt } from './journal.ts'
import type { Stored } from './rx-storage.ts'
import type { Batch, Draft, Store } from './store.ts'

/** How far an undo has come: `unit` counts the operation's transactions from the last, `entry` the entries in it. */
export interface UndoPosition {
  unit: number
  entry: number
}

const ENTRIES_PER_BATCH = 250
const MOVES: readonly Entry['kind'][] = ['trash', 'restore']

/**
 * The next batch that takes an operation back, newest entries first; undefined at the end. A field changed since keeps
 * its value: what was done later is never lost. Call it inside `commit`, so that it sees what it will change.
 */
export const undoBatch = (store: Store, operation: Operation, op: string, { unit, entry }: UndoPosition): { drafts: Batch['drafts']; undone: number; kept: number; refused: Failure | undefined; next: UndoPosition } | undefined => {
  const found = store.db.sql('select n from history_unit where op = ? order by n desc limit 1 offset ?').get(op, unit)
  if (!found) return undefined
  const all = entriesOf(unitAt(store.db, found.n))
  const entries = all.toReversed().slice(entry, entry + ENTRIES_PER_BATCH)
  const drafts: Draft[] = []
  let kept = 0
  let refused: Failure | undefined
  for (const each of entries) {
    const record = store.read(each.id)
    // A transaction writes a record once; only a history from elsewhere could say otherwise.
    if (!record || drafts.some(({ document }) => document.id === each.id)) continue
    const change = reverse(each, record, store.entity(record.type)?.fields ?? {}, store.instant(), () => wasMovedSince(store.db, each.id, found.n, [op, operation.id]))
    const { data, ...moved } = change.to ?? {}
    // What was right then may be wrong now, in a later version or beside what came from elsewhere.
    const isRight = data === undefined || store.validate(record.type, data).length === 0
    const to = isRight ? { ...moved, ...(data && { data }) } : moved
    const draft = Object.keys(to).length > 0 ? { ...store.change(operation, record, to), isUndo: true } : undefined
    const refusal = draft && store.refusal(draft, drafts)
    const isAllowed = refusal === undefined
    refused ??= refusal
    if (draft && isAllowed) drafts.push(draft)
    if (change.kept || !isRight || !isAllowed) kept++
  }
  const end = entry + ENTRIES_PER_BATCH >= all.length
  return { drafts, undone: drafts.length, kept, refused, next: end ? { unit: unit + 1, entry: 0 } : { unit, entry: entry + ENTRIES_PER_BATCH } }
}

type Reversal = { to?: Partial<Pick<Envelope, 'data' | 'trashedAt'>>; kept: boolean }

/** Whether another operation put a record into the trash, or took it out, after a part of the history. */
const wasMovedSince = (db: Db, id: string, after: number, but: readonly string[]): boolean =>
  touchedAfter(db, id, after)
    .map(n => unitAt(db, n))
    .some(unit => !but.includes(unit.op) && entriesOf(unit).some(entry => entry.id === id && MOVES.includes(entry.kind)))

const reverse = ({ kind, changes }: Entry, record: Stored<Envelope>, fields: Fields, at: string, wasMoved: () => boolean): Reversal => {
  const data: Record<string, unknown> = { ...record.data }
  let kept = false
  let changed = false
  for (const [field, [from, to]] of Object.entries(changes ?? {})) {
    if (JSON.stringify(data[field] ?? null) !== JSON.stringify(to)) {
      // Of tags each is taken back by itself.
      const tags = fields[field]?.kind === 'tags' ? mergedTags((to ?? []) as string[], (from ?? []) as string[], (data[field] ?? []) as string[]) : undefined
      if (!tags || JSON.stringify(tags) === JSON.stringify(data[field] ?? [])) {
        kept = true
        continue
      }
      changed = true
      if (tags.length > 0) data[field] = tags
      else delete data[field]
      continue
    }
    changed = true
    if (from === null) delete data[field]
    else data[field] = from
  }
  const trashed = kind === 'create' || kind === 'restore' ? at : kind === 'trash' ? null : record.trashedAt
  let moved = (trashed === null) !== (record.trashedAt === null)
  if (moved && MOVES.includes(kind) && wasMoved()) {
    moved = false
    kept = true
  }
  if (!changed && !moved) return { kept }
  return { kept, to: { ...(changed ? { data } : {}), ...(moved ? { trashedAt: trashed } : {}) } }
}

import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { JobEngine, JobKind, Progress } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader, Selection } from '../../kernel/store/reader.ts'
import type { Batch, Store } from '../../kernel/store/store.ts'

/** The same change to many records: `patch` holds what their fields shall be (undefined empties one); without one they go to the trash. */
export interface BulkOrder {
  readonly selection: Selection
  /** Only these, instead of all that the selection holds. */
  readonly ids?: readonly string[]
  readonly patch?: Readonly<Record<string, unknown>>
}

export interface Bulk {
  op: string
  /** Records that were changed. */
  count: number
  /** Records that could not take the change: it would have broken their definition. */
  refused: number
}

interface BulkInput extends BulkOrder {
  operation: Operation
  total: number
}

const BULK = 'bulk'
const BATCH = 250

/** How far a bulk change has come: the number of the last record of a selection, or how many of the named ones. */
type Position = number

interface Step {
  readonly drafts: Batch['drafts']
  readonly done: number
  readonly refused: number
  readonly next: Position | undefined
}

/** The next batch; records that stand as they should already are left alone. Call it inside `commit`. */
const stepOf = (store: Store, reader: Reader, operation: Operation, { selection, ids, patch }: BulkOrder, from: Position): Step => {
  const found = ids ? ids.slice(from, from + BATCH).map((id, i) => ({ n: from + i + 1, id })) : reader.numbered(selection, from, BATCH)
  const drafts: Batch['drafts'][number][] = []
  let refused = 0
  for (const { id } of found) {
    const record = store.read(id)
    if (!record || record.type !== selection.type) throw new ExpectedError('NOT_FOUND', { id })
    if (!patch) {
      if (record.trashedAt === null) drafts.push(store.change(operation, record, { trashedAt: store.instant() }))
      continue
    }
    const data = { ...record.data, ...patch }
    for (const field of Object.keys(patch)) if (patch[field] === undefined) delete data[field]
    if (Object.keys(patch).every(field => JSON.stringify(data[field]) === JSON.stringify(record.data[field]))) continue
    if (store.validate(record.type, data).length) refused++
    else drafts.push(store.change(operation, record, { data }))
  }
  return { drafts, done: found.length, refused, next: found.length < BATCH ? undefined : found.at(-1)!.n }
}

export const bulkJob = (store: Store, reader: Reader): JobKind<BulkInput, Position> => ({
  kind: BULK,
  run: async job => {
    const { operation, total, ...order } = job.input
    let position: Position | undefined = job.checkpoint ?? 0
    while (position !== undefined && !job.signal.aborted) {
      const from: Position = position
      await job.commit(operation, () => {
        const { drafts, done, refused, next } = stepOf(store, reader, operation, order, from)
        position = next
        const progress: Progress<Position> = { checkpoint: next ?? from, done, total, counts: { changed: drafts.length, refused } }
        return { batch: { drafts }, progress }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})

/** Changes many records and answers when that is done; a large change goes on by itself when nobody waits any more. */
export const changeMany = async (store: Store, reader: Reader, jobs: JobEngine, asked: Operation, order: BulkOrder, signal: AbortSignal): Promise<Bulk> => {
  const total = order.ids?.length ?? reader.count(order.selection)
  const operation: Operation = { ...asked, params: { ...asked.params, count: total } }
  if (total > BATCH) {
    const input: BulkInput = { ...order, operation, total }
    const { job } = jobs.start({ kind: BULK, title: operation.name, input })
    const ended = await jobs.watch(job, () => {}, signal)
    if (ended.error) throw new ExpectedError(ended.error.code as never, ended.error.params)
    if (ended.state === 'cancelled') throw new ExpectedError('CANCELLED', { job })
    return { op: operation.id, count: ended.counts.changed ?? 0, refused: ended.counts.refused ?? 0 }
  }
  let count = 0
  let refused = 0
  await store.commit(operation, () => {
    const step = stepOf(store, reader, operation, order, 0)
    count = step.drafts.length
    refused = step.refused
    return { drafts: step.drafts }
  })
  return { op: operation.id, count, refused }
}

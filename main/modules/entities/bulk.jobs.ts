import { changedTags, isTagChange } from '../../../shared/kernel/entity/tag-set.ts'
import { finished } from '../../kernel/jobs/finished.ts'
import type { JobEngine, JobKind, Progress } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader, Selection } from '../../kernel/store/reader.ts'
import type { Batch, Store } from '../../kernel/store/store.ts'

/** The same change to many records: `patch` holds what their fields shall be (null empties one); without one they go to the trash, or with `restore` come out of it. */
export interface BulkOrder {
  readonly selection: Selection
  /** Only these, instead of all that the selection holds. */
  readonly ids?: readonly string[]
  readonly patch?: Readonly<Record<string, unknown>>
  readonly restore?: boolean
}

export interface Bulk {
  op: string
  /** Records that were changed. */
  count: number
  /** Records that could not take the change: it would have broken their definition, or they are gone. */
  refused: number
  /** The job that does it, of a large change; still under way when nobody waits for it. */
  job?: string
}

interface BulkInput extends BulkOrder {
  operation: Operation
  total: number
  /** The youngest record of the moment: what is made while the change goes on stays out of it. */
  until: number
}

const BULK = 'bulk'
const BATCH = 250

/** How far a bulk change has come: the number of the last record of a selection, or how many of the named ones. */
type Position = number

interface Step {
  readonly drafts: Batch['drafts']
  readonly done: number
  readonly refused: number
  readonly position: Position
  readonly isLast: boolean
}

/** A record's data with the fields of a patch: null empties one, and tags may be put on and taken off. */
const patched = (before: Record<string, unknown>, patch: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const data = { ...before, ...patch }
  for (const [field, value] of Object.entries(patch)) {
    const tags = isTagChange(value) && ('add' in value || 'remove' in value) ? changedTags((before[field] as string[] | undefined) ?? [], value) : undefined
    if (tags?.length) data[field] = tags
    else if (tags || value === null) delete data[field]
  }
  return data
}

/** The next batch; records that stand as they should already are left alone. Call it inside `commit`. */
const stepOf = (store: Store, reader: Reader, { selection, ids, patch, restore = false, operation, until }: BulkInput, from: Position): Step => {
  const found = ids ? ids.slice(from, from + BATCH).map((id, i) => ({ n: from + i + 1, id })) : reader.numbered(selection, from, until, BATCH)
  const drafts: Batch['drafts'][number][] = []
  let refused = 0
  for (const { id } of found) {
    const record = store.read(id)
    if (!record || record.type !== selection.type) refused++
    else if (!patch) {
      if ((record.trashedAt === null) === restore) continue
      const draft = store.change(operation, record, { trashedAt: restore ? null : store.instant() })
      if (store.refusal(draft, drafts)) refused++
      else drafts.push(draft)
    } else {
      const data = patched(record.data, patch)
      if (Object.keys(patch).every(field => JSON.stringify(data[field]) === JSON.stringify(record.data[field]))) continue
      const draft = store.change(operation, record, { data })
      if (store.validate(record.type, data).length || store.refusal(draft, drafts)) refused++
      else drafts.push(draft)
    }
  }
  return { drafts, done: found.length, refused, position: found.at(-1)?.n ?? from, isLast: found.length < BATCH }
}

export const bulkJob = (store: Store, reader: Reader): JobKind<BulkInput, Position> => ({
  kind: BULK,
  run: async job => {
    let position: Position = job.checkpoint ?? 0
    let isLast = false
    while (!isLast && !job.signal.aborted) {
      const from = position
      await job.commit(job.input.operation, () => {
        const { drafts, done, refused, ...step } = stepOf(store, reader, job.input, from)
        position = step.position
        isLast = step.isLast
        const progress: Progress<Position> = { checkpoint: position, done, total: job.input.total, counts: { changed: drafts.length, refused } }
        return { batch: { drafts }, progress }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})

/**
 * Changes many records as one operation, a large change as a job: answers when it is done or, in the background, as soon as
 * its job is saved.
 */
export const changeMany = async (store: Store, reader: Reader, jobs: JobEngine, asked: Operation, order: BulkOrder, { isWaiting, signal }: { isWaiting: boolean; signal: AbortSignal }): Promise<Bulk> => {
  const total = order.ids?.length ?? reader.count(order.selection)
  const operation: Operation = { ...asked, params: { ...asked.params, count: total } }
  const input: BulkInput = { ...order, operation, total, until: reader.lastNumber(order.selection.type) }
  const { id: op } = operation
  if (total <= BATCH) {
    let done: Bulk = { op, count: 0, refused: 0 }
    await store.commit(operation, () => {
      const { drafts, refused } = stepOf(store, reader, input, 0)
      done = { op, count: drafts.length, refused }
      return { drafts }
    })
    return done
  }
  const { job } = jobs.start({ kind: BULK, title: operation.name, op, input })
  if (!isWaiting) return { op, count: 0, refused: 0, job }
  const { counts } = await finished(jobs, job, signal)
  return { op, count: counts.changed ?? 0, refused: counts.refused ?? 0, job }
}

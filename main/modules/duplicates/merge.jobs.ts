import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { mergedData } from '../../../shared/kernel/duplicates/merge-fields.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { JobEngine, JobKind } from '../../kernel/jobs/engine.ts'
import { finished } from '../../kernel/jobs/finished.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import { type Link, linksTo } from '../../kernel/store/links.ts'
import type { Stored } from '../../kernel/store/rx-storage.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

export interface MergeOrder {
  readonly type: string
  readonly keep: string
  readonly others: readonly string[]
  /** What fields of the result shall be, null for empty; the rest is filled from all records. */
  readonly data: Readonly<Record<string, unknown>>
  /** The operation that wrote each record last when a person saw it. */
  readonly seen?: Readonly<Record<string, string>> | undefined
}

interface MergeInput extends MergeOrder {
  readonly operation: Operation
  readonly total: number
}

export interface Merged {
  op: string
  moved: number
  job?: string
}

const MERGE = 'merge'
const BATCH = 250

/** Up to which record, in the order of their ids, everything leads to the kept one already. */
type Position = string

interface Step {
  readonly drafts: readonly Draft[]
  readonly moved: number
  readonly position: Position
  readonly isLast: boolean
}

/** The relations that a merge would turn, one for each that another record has. */
export const linksToTurn = (store: Pick<Store, 'db' | 'registry'>, type: string, merged: readonly string[], others = merged): Link[] =>
  linksTo(store, others, type).filter(({ from }) => !merged.includes(from))

/** Nothing by itself but that two records belong together, or that they do not. */
const isLinkType = ({ fields }: AnyEntity): boolean => Object.values(fields).filter(({ kind, required }) => kind === 'relation' && required).length > 1

const contentOf = ({ type, data }: Pick<Envelope, 'type' | 'data'>): string => JSON.stringify([type, ...Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))])

/** The records to merge, the kept one first. Throws ExpectedError NOT_FOUND, CONFLICT. */
const recordsOf = (store: Store, { type, keep, others, seen }: MergeOrder): Stored<Envelope>[] =>
  [keep, ...others].map(id => {
    const record = store.read(id)
    if (record?.type !== type || record.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id })
    if (seen?.[id] !== undefined && seen[id] !== record.op) throw new ExpectedError('CONFLICT', { id, conflicts: [] })
    return record
  })

/** What the kept record becomes. Throws ExpectedError INVALID_RECORD. */
const resultOf = (store: Store, records: readonly Stored<Envelope>[], { type, data: chosen }: MergeOrder): Record<string, unknown> => {
  const { fields } = store.entity(type)!
  const ids = new Set<unknown>(records.map(({ id }) => id))
  const merged = mergedData(store.entity(type)!, records)
  const data: Record<string, unknown> = { ...records[0]!.data }
  for (const [field, { kind }] of Object.entries(fields)) {
    const value = Object.hasOwn(chosen, field) ? chosen[field] : merged[field]
    if (value === undefined || value === null || (kind === 'relation' && ids.has(value))) delete data[field]
    else data[field] = value
  }
  const problems = store.validate(type, data)
  if (problems.length) throw new ExpectedError('INVALID_RECORD', { problems })
  return data
}

const keptDraft = (store: Store, operation: Operation, kept: Stored<Envelope>, data: Record<string, unknown>): Draft => ({ ...store.change(operation, kept, { data }), isMerge: true })

/**
 * The next batch; what cannot lead to the kept record, such as a relation that it has itself, stays with the other in the trash,
 * where nobody sees it, and is there again when that is. The last batch also writes the kept record and puts the others in the trash.
 * Call it inside `commit`.
 */
const stepOf = (store: Store, input: MergeInput, from: Position): Step => {
  const { type, keep, others, operation } = input
  const records = recordsOf(store, input)
  const data = resultOf(store, records, input)
  const merged = [keep, ...others]
  const open = Map.groupBy(linksToTurn(store, type, merged, others).filter(link => link.from > from), link => link.from)
  const ids = [...open.keys()].sort().slice(0, BATCH)
  const isLast = ids.length === open.size
  const there = linksTo(store, [keep], type).filter(link => link.isLive && isLinkType(store.entity(link.type)!))
  const contents = new Set(there.map(link => contentOf(store.read(link.from)!)))
  const drafts: Draft[] = []
  for (const id of ids) {
    const record = store.read(id)!
    const turned = { ...record.data }
    for (const { field } of open.get(id)!) turned[field] = keep
    const draft: Draft = { ...store.change(operation, record, { data: turned }), isMerge: true }
    // A record that came broken from elsewhere cannot be written as it is.
    if (store.validate(record.type, turned).length || store.refusal(draft, drafts)) continue
    const entity = store.entity(record.type)!
    if (record.trashedAt === null && isLinkType(entity)) {
      const ends = Object.entries(entity.fields).filter(([, { kind, required }]) => kind === 'relation' && required).map(([field]) => turned[field])
      const content = contentOf({ type: record.type, data: turned })
      if (new Set(ends).size < ends.length || contents.has(content)) continue
      contents.add(content)
    }
    drafts.push(draft)
  }
  const moved = drafts.length
  if (isLast) {
    const [kept, ...rest] = records as [Stored<Envelope>, ...Stored<Envelope>[]]
    drafts.push(keptDraft(store, operation, kept, data), ...rest.map(record => store.change(operation, record, { trashedAt: store.instant() })))
  }
  return { drafts, moved, position: ids.at(-1) ?? from, isLast }
}

export const mergeJob = (store: Store): JobKind<MergeInput, Position> => ({
  kind: MERGE,
  run: async job => {
    // What others write while it goes on is taken as it is.
    const input: MergeInput = { ...job.input, seen: undefined }
    let position: Position = job.checkpoint ?? ''
    let isLast = false
    while (!isLast && !job.signal.aborted) {
      const from = position
      await job.commit(input.operation, () => {
        const step = stepOf(store, input, from)
        position = step.position
        isLast = step.isLast
        return { batch: { drafts: step.drafts }, progress: { checkpoint: position, done: step.moved, total: input.total, counts: { moved: step.moved } } }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})

/**
 * Makes one of several records, in one transaction or, where very much leads to them, as a job: answers when it is done or, in
 * the background, as soon as its job is saved. Throws ExpectedError NOT_FOUND, CONFLICT, INVALID_RECORD.
 */
export const mergeRecords = async (store: Store, jobs: JobEngine, order: MergeOrder, actor: string, { isWaiting, signal }: { isWaiting: boolean; signal: AbortSignal }): Promise<Merged> => {
  const { type, keep, others } = order
  const records = recordsOf(store, order)
  const data = resultOf(store, records, order)
  const total = new Set(linksToTurn(store, type, [keep, ...others], others).map(({ from }) => from)).size
  const operation: Operation = { id: store.newId(), name: MERGE, params: { type, id: keep, title: store.entity(type)!.title(data), others, count: others.length + 1 }, actor }
  // The kept record is written last: what speaks against it is told before anything is moved.
  const refused = store.refusal(keptDraft(store, operation, records[0]!, data))
  if (refused) throw new ExpectedError(refused.code, refused.params)
  const input: MergeInput = { ...order, operation, total }
  if (total <= BATCH) {
    let moved = 0
    await store.commit(operation, () => {
      const step = stepOf(store, input, '')
      moved = step.moved
      return { drafts: step.drafts }
    })
    return { op: operation.id, moved }
  }
  const { job } = jobs.start({ kind: MERGE, title: operation.name, op: operation.id, input })
  if (!isWaiting) return { op: operation.id, moved: 0, job }
  const { counts } = await finished(jobs, job, signal)
  return { op: operation.id, moved: counts.moved ?? 0, job }
}

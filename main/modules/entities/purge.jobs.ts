import { isAttached } from '../../../shared/kernel/entity/define.ts'
import { fail, ok, type Result } from '../../../shared/kernel/rpc/result.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { JobEngine, JobKind } from '../../kernel/jobs/engine.ts'
import { finished } from '../../kernel/jobs/finished.ts'
import { forgettingOf, type Operation } from '../../kernel/store/journal.ts'
import { type Link, linksTo } from '../../kernel/store/links.ts'
import type { Reader, Selection } from '../../kernel/store/reader.ts'
import type { Batch, Store } from '../../kernel/store/store.ts'
import { filesInUse, filesNamed } from './files-in-use.ts'

/** What of the trash shall go: all of it, or of one type. */
export interface PurgeOrder extends Partial<Omit<Selection, 'trashed'>> {
  readonly ids?: readonly string[] | undefined
}

export interface Purged {
  op: string
  /** Records that are gone; their notes and files are not counted. */
  count: number
  /** Records that stay because another cannot be without them. */
  kept: number
  job?: string
}

interface PurgeInput {
  operation: Operation
  /** One for each type. */
  selections: readonly Selection[]
  /** Only these, of the one selection. */
  ids?: readonly string[]
  total: number
  /** What was put in the trash later than this is not meant. */
  at: string
}

interface Position {
  selection: number
  /** Number of the last record of the selection, or how many of the named ones. */
  n: number
  /** Files that the records gone so far had. */
  files: readonly string[]
}

interface Step extends Omit<Position, 'files'> {
  readonly batch: Batch
  readonly done: number
  readonly count: number
  readonly kept: number
  readonly files: readonly string[]
}

export interface PurgeOptions {
  readonly store: Store
  readonly reader: Reader
  readonly files: FileStore
}

const PURGE = 'purge'
const BATCH = 250
const START: Position = { selection: 0, n: 0, files: [] }

/** The next batch; undefined at the end. Call it inside `commit`. */
const stepOf = (store: Store, reader: Reader, { operation, selections, ids, at }: PurgeInput, { selection, n }: Omit<Position, 'files'>): Step | undefined => {
  const asked = selections[selection]
  if (!asked) return undefined
  const found = ids ? ids.slice(n, n + BATCH).map((id, i) => ({ n: n + i + 1, id })) : reader.numbered(asked, n, Number.MAX_SAFE_INTEGER, BATCH)
  const meant = found.flatMap(({ id }) => {
    const record = store.read(id)
    return record?.type === asked.type && record.trashedAt !== null && record.trashedAt <= at ? [id] : []
  })
  const links = linksTo(store, meant, asked.type)
  const doomed = doomedOf(store, meant, links)
  const cut = links.filter(({ from, to }) => doomed.has(to) && !doomed.has(from))
  const gone = new Set([...doomed, ...cut.filter(link => goesAlong(store, link)).map(({ from }) => from)])
  const freed = Map.groupBy(cut.filter(({ from }) => !gone.has(from)), ({ from }) => from)
  const forgetting = forgettingOf(store.db, gone)
  const records = [...gone].map(id => store.read(id)!)
  return {
    batch: {
      drafts: [
        ...records.map(record => ({ ...store.change(operation, record, { data: {} }), purge: true })),
        ...[...freed].map(([id, of]) => store.change(operation, store.read(id)!, { data: without(store, id, of) })),
      ],
      alsoWrite: forgetting.write,
    },
    done: found.length,
    count: reader.entity(asked.type).internal ? 0 : doomed.size,
    kept: meant.length - doomed.size,
    files: [...new Set(filesNamed(JSON.stringify(records.map(({ data }) => data)) + forgetting.lost))],
    ...(found.length < BATCH ? { selection: selection + 1, n: 0 } : { selection, n: found.at(-1)!.n }),
  }
}

/** A note or file of a record is nothing without it. */
const goesAlong = (store: Store, { type, field }: Link): boolean => {
  const entity = store.entity(type)!
  return isAttached(entity) && entity.fields[field]!.required === true
}

const without = (store: Store, id: string, links: readonly Link[]): Record<string, unknown> => {
  const data = { ...store.read(id)!.data }
  for (const { field } of links) delete data[field]
  return data
}

/** Those of the records that can go: what stays must be whole without them. */
const doomedOf = (store: Store, ids: readonly string[], links: readonly Link[]): Set<string> => {
  const doomed = new Set(ids)
  for (;;) {
    const needed = links.filter(link => doomed.has(link.to) && !doomed.has(link.from) && !goesAlong(store, link) && store.validate(link.type, without(store, link.from, [link])).length > 0)
    if (needed.length === 0) return doomed
    for (const { to } of needed) doomed.delete(to)
  }
}

/** Removes from the disk what no record, history or job names any more. */
const discard = async ({ store, files }: PurgeOptions, operation: Operation, gone: readonly string[]): Promise<void> => {
  if (gone.length === 0) return
  await files.discard(new Set(gone), async wanted => {
    // What was asked to be written before is there afterwards.
    await store.commit(operation, () => ({ drafts: [] }))
    return filesInUse(store.db, wanted)
  })
}

export const purgeJob = (options: PurgeOptions): JobKind<PurgeInput, Position> => ({
  kind: PURGE,
  run: async job => {
    const { store, reader } = options
    const { operation, total } = job.input
    let position: Position | undefined = job.checkpoint ?? START
    let gone: readonly string[] = position.files
    while (position && !job.signal.aborted) {
      const from: Position = position
      await job.commit(operation, () => {
        const step = stepOf(store, reader, job.input, from)
        position = step && { selection: step.selection, n: step.n, files: [...new Set([...from.files, ...step.files])] }
        if (!step || !position) return undefined
        gone = position.files
        return { batch: step.batch, progress: { checkpoint: position, done: step.done, total, counts: { purged: step.count, kept: step.kept } } }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
    if (!job.signal.aborted) await discard(options, operation, gone)
  },
})

/** Removes records of the trash for good: few at once, many as a job; see `entities.purge`. */
export const purgeRecords = async (
  options: PurgeOptions & { readonly jobs: JobEngine },
  { type, ids, filter, text }: PurgeOrder,
  actor: string,
  { isWaiting, signal }: { isWaiting: boolean; signal: AbortSignal },
): Promise<Result<Purged>> => {
  const { store, reader, jobs } = options
  if (type === undefined && (ids || filter || text)) return fail('BAD_INPUT', { field: 'type' })
  const types = type === undefined ? store.registry.filter(entity => !entity.internal || isAttached(entity)).map(entity => entity.type) : [type]
  const selections = types.map((each): Selection => ({ type: each, filter, text, trashed: true }))
  const named = ids && [...new Set(ids)]
  const total = named?.length ?? selections.reduce((sum, selection) => sum + reader.count(selection), 0)
  const id = store.newId()
  const operation: Operation = { id, name: PURGE, params: type === undefined ? {} : { type }, actor }
  const input: PurgeInput = { operation, selections, ...(named && { ids: named }), total, at: store.instant() }
  // To remove files takes longer, and must go on after an interruption.
  if (total <= BATCH && !selections.some((_, selection) => stepOf(store, reader, input, { selection, n: 0 })!.files.length > 0)) {
    let count = 0
    let kept = 0
    for (let at: Omit<Position, 'files'> | undefined = START; at; ) {
      const from: Omit<Position, 'files'> = at
      await store.commit(operation, () => {
        const step = stepOf(store, reader, input, from)
        at = step
        count += step?.count ?? 0
        kept += step?.kept ?? 0
        return step?.batch ?? { drafts: [] }
      })
    }
    return ok({ op: id, count, kept })
  }
  const { job } = jobs.start({ kind: PURGE, title: PURGE, op: id, input })
  if (!isWaiting) return ok({ op: id, count: 0, kept: 0, job })
  const { counts } = await finished(jobs, job, signal)
  return ok({ op: id, count: counts.purged ?? 0, kept: counts.kept ?? 0, job })
}

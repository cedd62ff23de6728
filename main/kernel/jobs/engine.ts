import { type ErrorCode, ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import type { Operation } from '../store/journal.ts'
import type { Batch, Store } from '../store/store.ts'
import { createJobTables, type JobRow, type JobState, type LineError, readJob, readJobsIn, removeJob, viewJob, writeErrors, writeJob } from './job-table.ts'

/** What a batch brings forward: added to the job and written with the batch. */
export interface Progress<C> {
  checkpoint?: C
  done: number
  total?: number
  counts?: Record<string, number>
  errors?: readonly LineError[]
}

/** A job at work. `signal` aborts when it shall stop (cancelled, paused, closing): return soon, keep nothing back. */
export interface RunningJob<I = any, C = any> {
  readonly id: string
  readonly input: I
  readonly checkpoint: C | undefined
  readonly done: number
  readonly op: string
  readonly signal: AbortSignal
  /** Writes a batch and its progress in one transaction; the batch may be empty. */
  commit(operation: Operation, build: () => { batch: Batch; progress: Progress<C> } | undefined): Promise<boolean>
  /** Keeps what the job made, shown when it has ended. */
  result(result: Record<string, unknown>, files?: readonly string[]): void
}

export interface JobKind<I = any, C = any> {
  readonly kind: string
  run(job: RunningJob<I, C>): Promise<void>
}

export interface NewJob {
  readonly kind: string
  readonly title: string
  readonly input: unknown
  readonly files?: readonly string[]
}

export interface JobEngine {
  /** Saves a job, then runs it when its turn has come. */
  start(job: NewJob): JobView
  get(id: string): JobView
  cancel(id: string): Promise<JobView>
  pause(id: string): Promise<JobView>
  resume(id: string): JobView
  remove(id: string): Promise<void>
  /** Calls back on progress, at most every 250 ms, until the job has ended or the signal aborts; answers its last state. */
  watch(id: string, onProgress: (job: JobView) => void, signal: AbortSignal): Promise<JobView>
  /** Staged files that a job still needs or has made; those of ended jobs may go when the application starts again. */
  filesInUse(): Set<string>
  close(): Promise<void>
}

export interface JobEngineOptions {
  readonly store: Store
  readonly kinds: readonly JobKind[]
  readonly onBug: (error: unknown, where: string) => string
  /** Nobody needs these staged files any more. */
  readonly release: (files: readonly string[]) => Promise<void>
}

const ENDED: readonly JobState[] = ['done', 'failed', 'cancelled']
/** A disk without room may have some again: what was written stays, and the job can go on. */
const PASSING: readonly ErrorCode[] = ['DISK_FULL', 'READ_ONLY', 'STORE_LOCKED']
const WATCH_EVERY_MS = 250

/** Runs jobs one after the other; each is saved first and goes on from its checkpoint after any end of the process. */
export const createJobEngine = ({ store, kinds, onBug, release }: JobEngineOptions): JobEngine => {
  const { db } = store
  createJobTables(db)
  const byKind = new Map(kinds.map(kind => [kind.kind, kind]))
  const watchers = new Map<string, Set<() => void>>()
  let current: { id: string; controller: AbortController; ended: Promise<void> } | undefined
  let closing = false

  const must = (id: string): JobRow => {
    const job = readJob(db, id)
    if (!job) throw new ExpectedError('JOB_NOT_FOUND', { job: id })
    return job
  }
  const tell = (id: string): void => watchers.get(id)?.forEach(listener => listener())
  const write = (job: JobRow): void => {
    db.transaction(() => writeJob(db, job))
    tell(job.id)
  }

  const end = (job: JobRow, state: JobState): void => {
    write({ ...job, state, endedAt: store.instant() })
  }

  const run = async (id: string, signal: AbortSignal): Promise<void> => {
    let job = must(id)
    if (job.state !== 'waiting') return
    // Without a checkpoint it begins again, and counts again.
    job = job.checkpoint === undefined ? { ...job, state: 'running', done: 0, counts: {} } : { ...job, state: 'running' }
    write(job)
    const running: RunningJob = {
      id,
      input: job.input,
      checkpoint: job.checkpoint,
      done: job.done,
      op: job.op,
      signal,
      commit: async (operation, build) => {
        let written = false
        await store.commit(
          operation,
          () => {
            const built = signal.aborted ? undefined : build()
            if (!built) return { drafts: [] }
            written = true
            const { batch, progress } = built
            const next = advance(job, progress)
            return {
              drafts: batch.drafts,
              alsoWrite: target => {
                writeJob(target, next)
                writeErrors(target, id, progress.errors ?? [])
                batch.alsoWrite?.(target)
                job = next
              },
            }
          },
          { resumable: true },
        )
        if (written) tell(id)
        return written
      },
      result: (result, files = []) => {
        job = { ...job, result, files: [...job.files, ...files] }
        write(job)
      },
    }
    try {
      const kind = byKind.get(job.kind)
      if (!kind) throw new Error(`no kind of job is called ${job.kind}`)
      await kind.run(running)
      if (!signal.aborted) end({ ...job, total: job.done }, 'done')
    } catch (error) {
      if (signal.aborted) return
      const failure = error instanceof ExpectedError ? error.failure : { code: 'INTERNAL' as const, params: { id: onBug(error, `job ${job.kind}`) } }
      job = { ...job, error: failure }
      if (PASSING.includes(failure.code)) write({ ...job, state: 'paused' })
      else end(job, 'failed')
    }
  }

  const next = (): void => {
    if (closing || current) return
    const [job] = readJobsIn(db, ['waiting'])
    if (!job) return
    const controller = new AbortController()
    const ended = run(job.id, controller.signal)
      .catch(error => {
        onBug(error, `job ${job.kind}`)
        // It could not even note its end: it waits for the next start.
        closing = true
      })
      .then(() => {
        current = undefined
        next()
      })
    current = { id: job.id, controller, ended }
  }

  /** Stops a job where it is; answers its row once nothing of it runs any more. */
  const stop = async (id: string): Promise<JobRow> => {
    if (current?.id === id) {
      current.controller.abort()
      await current.ended
    }
    return must(id)
  }
  const refuse = (job: JobRow): never => {
    throw new ExpectedError('JOB_WRONG_STATE', { job: job.id, state: job.state })
  }

  for (const job of readJobsIn(db, ['running'])) write({ ...job, state: 'waiting' })
  setImmediate(next)

  return {
    start: ({ kind, title, input, files = [] }) => {
      const job: JobRow = {
        id: store.newId(), kind, state: 'waiting', title, input, checkpoint: undefined, done: 0, total: undefined, counts: {}, error: undefined,
        result: undefined, op: store.newId(), files: [...files], createdAt: store.instant(), endedAt: undefined,
      }
      db.durable(true)
      write(job)
      setImmediate(next)
      return viewJob(db, job)
    },
    get: id => viewJob(db, must(id)),
    cancel: async id => {
      if (ENDED.includes(must(id).state)) refuse(must(id))
      const job = await stop(id)
      if (!ENDED.includes(job.state)) end(job, 'cancelled')
      return viewJob(db, must(id))
    },
    pause: async id => {
      if (ENDED.includes(must(id).state)) refuse(must(id))
      const job = await stop(id)
      if (!ENDED.includes(job.state)) write({ ...job, state: 'paused' })
      return viewJob(db, must(id))
    },
    resume: id => {
      const job = must(id)
      if (job.state !== 'paused') refuse(job)
      write({ ...job, state: 'waiting', error: undefined })
      setImmediate(next)
      return viewJob(db, must(id))
    },
    remove: async id => {
      const job = must(id)
      if (!ENDED.includes(job.state)) refuse(job)
      db.transaction(() => removeJob(db, id))
      tell(id)
      await release(job.files)
    },
    watch: (id, onProgress, signal) =>
      new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined
        const listeners = watchers.get(id) ?? new Set()
        watchers.set(id, listeners)
        const finish = (settle: () => void): void => {
          clearTimeout(timer)
          listeners.delete(changed)
          if (listeners.size === 0) watchers.delete(id)
          settle()
        }
        const report = (): void => {
          timer = undefined
          const job = readJob(db, id)
          if (!job) return finish(() => reject(new ExpectedError('JOB_NOT_FOUND', { job: id })))
          const view = viewJob(db, job)
          if (signal.aborted || ENDED.includes(job.state)) return finish(() => resolve(view))
          onProgress(view)
        }
        const changed = (): void => {
          if (ENDED.includes(readJob(db, id)?.state ?? 'cancelled')) {
            clearTimeout(timer)
            report()
          } else timer ??= setTimeout(report, WATCH_EVERY_MS)
        }
        listeners.add(changed)
        signal.addEventListener('abort', report, { once: true })
        report()
      }),
    filesInUse: () => new Set([...readJobsIn(db, ['waiting', 'running', 'paused']).flatMap(job => job.files), ...readJobsIn(db, ENDED).flatMap(({ result }) => (typeof result?.file === 'string' ? [result.file] : []))]),
    close: async () => {
      closing = true
      current?.controller.abort()
      await current?.ended
    },
  }
}

const advance = (job: JobRow, { checkpoint, done, total, counts = {} }: Progress<unknown>): JobRow => {
  const sums = { ...job.counts }
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
  return { ...job, checkpoint: checkpoint ?? job.checkpoint, done: job.done + done, total: total ?? job.total, counts: sums }
}

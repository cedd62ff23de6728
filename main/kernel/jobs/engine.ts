import { setImmediate as breathe } from 'node:timers/promises'
import { type ErrorCode, ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import type { Operation } from '../store/journal.ts'
import type { Batch, Store } from '../store/store.ts'
import { createJobTables, type JobRow, type JobState, type LineError, readEndedOf, readJob, readJobsIn, removeJob, viewJob, writeErrors, writeJob } from './job-table.ts'
import type { Timers } from './timers.ts'

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
  /** The operation that its writes belong to, where that is there before it. */
  readonly op?: string
}

/** A run of a scheduled kind as it ended, or as it is to be gone on with: running when it was stopped, paused when it could not. */
export interface Attempt {
  readonly row: JobRow
  /** Whether it came to something, and so has a row. */
  readonly isKept: boolean
}

export interface JobEngine {
  /** Saves a job, then runs it when its turn has come. */
  start(job: NewJob): JobView
  /**
   * Runs a scheduled kind at once, beside whatever else goes on, or goes on with the run that was interrupted; of one that is
   * under way the end is awaited. It is saved with the first that it writes, and forgotten again when it came to nothing.
   */
  attempt(job: NewJob, signal: AbortSignal): Promise<Attempt>
  get(id: string): JobView
  cancel(id: string): Promise<JobView>
  pause(id: string): Promise<JobView>
  /** Has it go on; a scheduled one does so with the next `attempt`. */
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
  /** Kinds that begin by themselves, each beside all others; see `attempt`. */
  readonly scheduled?: readonly JobKind[]
  readonly timers: Timers
  readonly onBug: (error: unknown, where: string) => string
  /** Nobody needs these staged files any more. */
  readonly release: (files: readonly string[]) => Promise<void>
}

const ENDED: readonly JobState[] = ['done', 'failed', 'cancelled']
/** A disk without room may have some again: what was written stays, and the job can go on. */
const PASSING: readonly ErrorCode[] = ['DISK_FULL', 'READ_ONLY', 'STORE_LOCKED']
const WATCH_EVERY_MS = 250
/** Between two tries to write what the disk did not take. */
const RETRY_MS = 5_000
/** Ended runs of a scheduled kind that stay to be looked at. */
const KEPT_RUNS = 50

/** Runs the jobs of people one after the other, and scheduled ones beside them; each is saved first and goes on from its checkpoint after any end of the process. */
export const createJobEngine = ({ store, kinds, scheduled = [], timers, onBug, release }: JobEngineOptions): JobEngine => {
  const { db } = store
  createJobTables(db)
  const byKind = new Map([...kinds, ...scheduled].map(kind => [kind.kind, kind]))
  const isScheduled = ({ kind }: Pick<JobRow, 'kind'>): boolean => scheduled.some(each => each.kind === kind)
  const watchers = new Map<string, Set<() => void>>()
  const underWay = new Map<string, { readonly controller: AbortController; readonly ended: Promise<unknown> }>()
  const attempts = new Map<string, Promise<Attempt>>()
  /** Jobs as they are now, while the disk takes no writes: it has them as they were, from where a start goes on. */
  const unwritten = new Map<string, JobRow>()
  let stopRetrying = (): void => {}
  let isBusy = false
  let closing = false

  const read = (id: string): JobRow | undefined => unwritten.get(id) ?? readJob(db, id)
  const readIn = (states: readonly JobState[]): JobRow[] => [...[...unwritten.values()].filter(({ state }) => states.includes(state)), ...readJobsIn(db, states).filter(({ id }) => !unwritten.has(id))]
  const must = (id: string): JobRow => {
    const job = read(id)
    if (!job) throw new ExpectedError('JOB_NOT_FOUND', { job: id })
    return job
  }
  const tell = (id: string): void => watchers.get(id)?.forEach(listener => listener())
  const write = (job: JobRow): void => {
    db.transaction(() => writeJob(db, job))
    unwritten.delete(job.id)
    tell(job.id)
  }
  /** Notes how a job has come to stand: now, or once the disk takes it. */
  const note = (job: JobRow): void => {
    try {
      write(job)
    } catch (error) {
      if (!isPassing(error)) throw error
      unwritten.set(job.id, job)
      tell(job.id)
      nextLater()
    }
  }
  /** A job that could not even be noted waits for the next start, and so do the others. */
  const giveUp = (error: unknown, where: string): void => {
    onBug(error, where)
    closing = true
  }

  const run = async (given: JobRow, signal: AbortSignal): Promise<Attempt> => {
    const { id } = given
    // Without a checkpoint it begins again, and counts again.
    let job: JobRow = given.checkpoint === undefined ? { ...given, state: 'running', done: 0, counts: {} } : { ...given, state: 'running' }
    let isKept = false
    const keep = (next: JobRow): void => {
      write((job = next))
      isKept = true
    }
    const running: RunningJob = {
      id,
      input: job.input,
      checkpoint: job.checkpoint,
      done: job.done,
      op: job.op,
      signal,
      commit: async (operation, build) => {
        let before: JobRow | undefined
        try {
          await store.commit(
            operation,
            () => {
              const built = signal.aborted ? undefined : build()
              if (!built) return { drafts: [] }
              const { batch, progress } = built
              const next = advance(job, progress)
              return {
                drafts: batch.drafts,
                alsoWrite: target => {
                  writeJob(target, next)
                  writeErrors(target, id, progress.errors ?? [])
                  batch.alsoWrite?.(target)
                  before = job
                  job = next
                },
              }
            },
            { resumable: true },
          )
        } catch (error) {
          // What has not been written must not be gone on from.
          if (before) job = before
          throw error
        }
        if (!before) return false
        isKept = true
        tell(id)
        return true
      },
      result: (result, files = []) => keep({ ...job, result, files: [...job.files, ...files] }),
    }
    try {
      if (!isScheduled(job) || read(id)) keep(job)
      const kind = byKind.get(job.kind)
      if (!kind) throw new Error(`no kind of job is called ${job.kind}`)
      await kind.run(running)
      if (signal.aborted) return { row: job, isKept }
      job = { ...job, state: 'done', total: job.done, endedAt: store.instant() }
      if (!isScheduled(job) || !cameToNothing(job)) keep(job)
      else if (isKept) {
        db.transaction(() => removeJob(db, id))
        isKept = false
        tell(id)
      }
    } catch (error) {
      if (signal.aborted) return { row: job, isKept }
      const failure = error instanceof ExpectedError ? error.failure : { code: 'INTERNAL' as const, params: { id: onBug(error, `job ${job.kind}`) } }
      job = { ...job, error: failure, ...(isPassing(error) ? { state: 'paused', endedAt: undefined } : { state: 'failed', endedAt: store.instant() }) }
      note(job)
      isKept = true
    }
    return { row: job, isKept }
  }

  const begin = (job: JobRow): Promise<Attempt> => {
    const controller = new AbortController()
    const ended = run(job, controller.signal).finally(() => underWay.delete(job.id))
    underWay.set(job.id, { controller, ended: ended.catch(() => {}) })
    return ended
  }

  const nextLater = (): void => {
    stopRetrying()
    stopRetrying = timers.after(RETRY_MS, next)
  }
  /** Begins with the job whose turn has come. */
  const next = (): void => {
    if (closing) return
    try {
      for (const job of unwritten.values()) write(job)
    } catch (error) {
      // As long as one cannot be written, the others need not try.
      if (isPassing(error)) nextLater()
      else giveUp(error, 'jobs')
      return
    }
    if (isBusy) return
    const job = readJobsIn(db, ['waiting']).find(each => !isScheduled(each))
    if (!job) return
    isBusy = true
    void begin(job)
      .catch(error => giveUp(error, `job ${job.kind}`))
      .then(() => {
        isBusy = false
        next()
      })
  }

  const newRow = ({ kind, title, input, files = [], op = store.newId() }: NewJob): JobRow => ({
    id: store.newId(), kind, state: 'waiting', title, input, checkpoint: undefined, done: 0, total: undefined, counts: {}, error: undefined,
    result: undefined, op, files: [...files], createdAt: store.instant(), endedAt: undefined,
  })

  const remove = async (jobs: readonly JobRow[]): Promise<void> => {
    if (jobs.length === 0) return
    db.transaction(() => {
      for (const { id } of jobs) removeJob(db, id)
    })
    for (const { id } of jobs) {
      unwritten.delete(id)
      tell(id)
    }
    await release(jobs.flatMap(({ files }) => files))
  }

  const attempt = async (job: NewJob, signal: AbortSignal): Promise<Attempt> => {
    const interrupted = readIn(['waiting', 'paused']).find(({ kind }) => kind === job.kind)
    const row = interrupted ? { ...interrupted, error: undefined } : newRow(job)
    const made = begin(row)
    const stopIt = (): void => underWay.get(row.id)?.controller.abort()
    signal.addEventListener('abort', stopIt, { once: true })
    const { row: last, isKept } = await made.finally(() => signal.removeEventListener('abort', stopIt))
    // Who has stopped it has noted by then what became of it.
    await breathe()
    await remove(readEndedOf(db, job.kind, KEPT_RUNS))
    return { row: (isKept && read(last.id)) || last, isKept }
  }
  const attemptOnce = (job: NewJob, signal: AbortSignal): Promise<Attempt> => {
    const known = attempts.get(job.kind)
    if (known) return known
    const made = attempt(job, signal).finally(() => attempts.delete(job.kind))
    attempts.set(job.kind, made)
    return made
  }

  /** Stops a job where it is; answers its row once nothing of it runs any more. */
  const stop = async (id: string): Promise<JobRow> => {
    const current = underWay.get(id)
    current?.controller.abort()
    await current?.ended
    return must(id)
  }
  const refuse = (job: JobRow): never => {
    throw new ExpectedError('JOB_WRONG_STATE', { job: job.id, state: job.state })
  }

  // Whether a scheduled one goes on, its schedule says.
  for (const job of readJobsIn(db, ['running'])) write({ ...job, state: isScheduled(job) ? 'paused' : 'waiting' })
  setImmediate(next)

  return {
    start: asked => {
      const job = newRow(asked)
      db.durable(true)
      write(job)
      setImmediate(next)
      return viewJob(db, job)
    },
    attempt: attemptOnce,
    get: id => viewJob(db, must(id)),
    cancel: async id => {
      if (ENDED.includes(must(id).state)) refuse(must(id))
      const job = await stop(id)
      if (!ENDED.includes(job.state)) note({ ...job, state: 'cancelled', endedAt: store.instant() })
      return viewJob(db, must(id))
    },
    pause: async id => {
      if (ENDED.includes(must(id).state)) refuse(must(id))
      const job = await stop(id)
      if (!ENDED.includes(job.state)) note({ ...job, state: 'paused' })
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
      await remove([job])
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
          const job = read(id)
          if (!job) return finish(() => reject(new ExpectedError('JOB_NOT_FOUND', { job: id })))
          const view = viewJob(db, job)
          if (signal.aborted || ENDED.includes(job.state)) return finish(() => resolve(view))
          onProgress(view)
        }
        const changed = (): void => {
          if (ENDED.includes(read(id)?.state ?? 'cancelled')) {
            clearTimeout(timer)
            report()
          } else timer ??= setTimeout(report, WATCH_EVERY_MS)
        }
        listeners.add(changed)
        signal.addEventListener('abort', report, { once: true })
        report()
      }),
    filesInUse: () => new Set([...readIn(['waiting', 'running', 'paused']).flatMap(job => job.files), ...readIn(ENDED).flatMap(({ result }) => (typeof result?.file === 'string' ? [result.file] : []))]),
    close: async () => {
      closing = true
      stopRetrying()
      for (const { controller } of underWay.values()) controller.abort()
      await Promise.all([...underWay.values()].map(({ ended }) => ended))
    },
  }
}

const isPassing = (error: unknown): boolean => error instanceof ExpectedError && PASSING.includes(error.failure.code)

/** Whether nothing is to be told of a run. */
const cameToNothing = ({ result, counts, done }: JobRow): boolean => {
  const told = Object.values(counts)
  return !result && (told.length ? told.every(count => count === 0) : done === 0)
}

const advance = (job: JobRow, { checkpoint, done, total, counts = {} }: Progress<unknown>): JobRow => {
  const sums = { ...job.counts }
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
  return { ...job, checkpoint: checkpoint ?? job.checkpoint, done: job.done + done, total: total ?? job.total, counts: sums }
}

import { setImmediate as breathe } from 'node:timers/promises'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { DuplicateIndex, Step } from '../../kernel/duplicates/duplicate-index.ts'
import type { JobEngine, JobKind } from '../../kernel/jobs/engine.ts'
import { readJob, readJobsIn } from '../../kernel/jobs/job-table.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'

const COMPARE = 'duplicates'
/** Of the store thread at a time: a save waits no longer than this. */
const BUDGET_MS = 25
/** From here on it is a job, which shows how far it is. */
const MANY = 2_000
const AFTER_START_MS = 1_500
const AFTER_COMMIT_MS = 300
/** While something else is being done. */
const LATER_MS = 1_000

/** Nothing of it is undone: what it writes follows from the records. */
const operationOf = (id: string): Operation => ({ id, name: COMPARE, params: {}, actor: 'system' })

/**
 * Compares what was written with all that is there. How far it has come is kept with what it found, so that it needs no
 * checkpoint of its own; it ends early where another job waits, and is started again later.
 */
export const compareJob = ({ db }: Store, index: DuplicateIndex): JobKind<null, never> => ({
  kind: COMPARE,
  run: async job => {
    const total = job.done + index.backlog()
    while (!job.signal.aborted && readJobsIn(db, ['waiting']).length === 0) {
      const step = index.next(BUDGET_MS)
      if (!step) return
      const { write, done, found } = step
      if (!write || (await job.commit(operationOf(job.op), () => ({ batch: { drafts: [], alsoWrite: write }, progress: { done, total, counts: { found } } })))) step.kept()
      await breathe()
    }
  },
})

export interface FollowOptions {
  readonly store: Store
  readonly index: DuplicateIndex
  readonly jobs: JobEngine
  /** Whether nobody wants to know of them; what was written meanwhile is compared once somebody does. */
  readonly isOff: () => boolean
  readonly onBug: (error: unknown, where: string) => string
}

/** Keeps the suspected duplicates in step with what is written: a little at once after each commit, much as a job. */
export const followDuplicates = ({ store, index, jobs, isOff, onBug }: FollowOptions): { close(): Promise<void> } => {
  const { db } = store
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let isClosed = false
  let started: string | undefined

  const wake = (afterMs: number): void => {
    if (isClosed) return
    timer ??= setTimeout(() => {
      timer = undefined
      working ??= work()
        .catch(error => {
          // A disk without room: the next commit that succeeds wakes it again.
          if (!(error instanceof ExpectedError)) onBug(error, COMPARE)
        })
        .finally(() => (working = undefined))
    }, afterMs).unref()
  }

  const work = async (): Promise<void> => {
    if (isOff()) return
    if (readJobsIn(db, ['waiting', 'running']).length) return wake(LATER_MS)
    if (index.backlog(MANY) === MANY) {
      const last = started === undefined ? undefined : readJob(db, started)
      // Whoever has stopped it shall not see it again before the next start.
      if (readJobsIn(db, ['paused']).some(({ kind }) => kind === COMPARE) || last?.state === 'cancelled' || last?.state === 'failed') return
      if (last) await jobs.remove(last.id)
      started = jobs.start({ kind: COMPARE, title: COMPARE, input: null }).job
      return wake(LATER_MS)
    }
    let step: Step | undefined
    do {
      step = isClosed ? undefined : index.next(BUDGET_MS)
      const write = step?.write
      if (write) await store.commit(operationOf(COMPARE), () => ({ drafts: [], alsoWrite: write }), { resumable: true })
      step?.kept()
      await breathe()
    } while (step)
  }

  const stop = store.onCommit(() => wake(AFTER_COMMIT_MS))
  wake(AFTER_START_MS)
  return {
    close: async () => {
      isClosed = true
      stop()
      clearTimeout(timer)
      await working
    },
  }
}

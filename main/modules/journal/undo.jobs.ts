import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { finished } from '../../kernel/jobs/finished.ts'
import type { JobEngine, JobKind } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'
import { undoBatch, type UndoPosition } from '../../kernel/store/undo.ts'

export interface Undone {
  op: string
  undone: number
  kept: number
  /** The job that does it, of a large operation; still under way when nobody waits for it. */
  job?: string
}

interface UndoInput {
  op: string
  operation: Operation
  /** Records that the operation wrote. */
  count: number
}

const UNDO = 'undo'
const START: UndoPosition = { unit: 0, entry: 0 }

/** Up to this many records an undo is one transaction; above it is a job, which survives the end of the process. */
const AT_ONCE = 250

export const undoJob = (store: Store): JobKind<UndoInput, UndoPosition> => ({
  kind: UNDO,
  run: async job => {
    const { op, operation, count } = job.input
    let position: UndoPosition | undefined = job.checkpoint ?? START
    while (position && !job.signal.aborted) {
      const from: UndoPosition = position
      await job.commit(operation, () => {
        const step = undoBatch(store, operation, op, from)
        position = step?.next
        if (!step) return undefined
        return { batch: { drafts: step.drafts }, progress: { checkpoint: step.next, done: step.undone, total: count, counts: { undone: step.undone, kept: step.kept } } }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})

/** Takes an operation back and answers when that is done or, of a large one that nobody waits for, as soon as its job is saved. */
export const undoOperation = async (store: Store, jobs: JobEngine, operation: Operation, op: string, count: number, { isWaiting, signal }: { isWaiting: boolean; signal: AbortSignal }): Promise<Undone> => {
  if (count > AT_ONCE) {
    const { job } = jobs.start({ kind: UNDO, title: operation.name, op: operation.id, input: { op, operation, count } satisfies UndoInput })
    if (!isWaiting) return { op: operation.id, undone: 0, kept: 0, job }
    const { counts } = await finished(jobs, job, signal)
    return { op: operation.id, undone: counts.undone ?? 0, kept: counts.kept ?? 0, job }
  }
  let undone = 0
  let kept = 0
  for (let position: UndoPosition | undefined = START; position; ) {
    const from: UndoPosition = position
    await store.commit(operation, () => {
      const step = undoBatch(store, operation, op, from)
      position = step?.next
      undone += step?.undone ?? 0
      kept += step?.kept ?? 0
      // Of one record there is nothing to tell but why it stays.
      if (count === 1 && step?.refused) throw new ExpectedError(step.refused.code, step.refused.params)
      return { drafts: step?.drafts ?? [] }
    })
  }
  return { op: operation.id, undone, kept }
}

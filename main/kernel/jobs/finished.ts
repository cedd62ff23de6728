import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import type { JobEngine } from './engine.ts'

/** Waits until a job has ended well. Throws what it failed with, and ExpectedError CANCELLED where it was stopped. */
export const finished = async (jobs: JobEngine, job: string, signal: AbortSignal): Promise<JobView> => {
  const ended = await jobs.watch(job, () => {}, signal)
  if (ended.error) throw new ExpectedError(ended.error.code as never, ended.error.params)
  if (ended.state === 'cancelled') throw new ExpectedError('CANCELLED', { job })
  return ended
}

import { z } from 'zod'
import { command, query, stream } from '../../kernel/rpc/contract.ts'
import { jobView } from '../../kernel/rpc/schemas.ts'

const jobId = z.strictObject({ job: z.string() })

export const jobsRpc = {
  get: query(jobId, jobView),
  list: query(z.strictObject({ limit: z.int().min(1).max(500).default(50) }), z.object({ jobs: z.array(jobView) })),
  /** Stops a job for good; what it wrote stays and can be undone. */
  cancel: command(jobId, jobView),
  pause: command(jobId, jobView),
  resume: command(jobId, jobView),
  /** Removes an ended job and its results. */
  remove: command(jobId, z.object({})),
  /** The job's state at most four times a second, until it ends. */
  watch: stream(jobId, jobView, jobView),
}

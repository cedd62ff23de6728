import { z } from 'zod'
import { command, query, stream } from '../../kernel/rpc/contract.ts'

const jobId = z.strictObject({ job: z.string() })

export const jobView = z.object({
  job: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'paused', 'done', 'failed', 'cancelled']),
  /** What it works on, e.g. the name of the file. */
  title: z.string(),
  /** Lines or records handled, out of `total` once that is known. */
  done: z.number(),
  total: z.number().optional(),
  /** For an import: created, updated, unchanged, failed, warnings. */
  counts: z.record(z.string(), z.number()),
  /** The first 100 lines that failed; `line` counts from 1 and includes the heading. */
  errors: z.array(z.object({ line: z.number(), problems: z.array(z.object({ field: z.string(), code: z.string(), params: z.record(z.string(), z.unknown()).optional(), warning: z.boolean().optional() })), text: z.string() })),
  /** Why it failed as a whole. */
  error: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }).optional(),
  /** What it made, e.g. `{ file, name }` of an export. */
  result: z.record(z.string(), z.unknown()).optional(),
  /** The operation that its writes belong to. */
  op: z.string().optional(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
})
export type JobView = z.output<typeof jobView>

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

import { z } from 'zod'
import { command, query, stream } from '../../kernel/rpc/contract.ts'
import { jobView, scheduleView } from '../../kernel/rpc/schemas.ts'

const jobId = z.strictObject({ job: z.string() })

const schedule = z.strictObject({ kind: z.string() })

export const jobsRpc = {
  get: query(jobId, jobView),
  /** Newest first; also which kinds of jobs there are at all, each with the title of its newest. */
  list: query(
    z.strictObject({ limit: z.int().min(1).max(500).default(50), states: z.array(jobView.shape.state).min(1).optional(), kind: z.string().optional() }),
    z.object({ jobs: z.array(jobView), kinds: z.array(z.object({ kind: z.string(), title: z.string() })), hasMore: z.boolean() }),
  ),
  /** Stops a job for good; what it wrote stays and can be undone. */
  cancel: command(jobId, jobView),
  pause: command(jobId, jobView),
  resume: command(jobId, jobView),
  /** Removes an ended job and its results. */
  remove: command(jobId, z.object({})),
  /** What the application does by itself, and how it stands. */
  schedules: query(z.strictObject({}), z.object({ schedules: z.array(scheduleView) })),
  /** Runs one at once, whatever its times, and answers when that has ended. */
  runNow: command(schedule, scheduleView),
  /** Switched off, its times pass unused; paused, what it misses is made up for once. */
  setSchedule: command(schedule.extend({ isOn: z.boolean().optional(), isPaused: z.boolean().optional() }), scheduleView),
  /** The job's state at most four times a second, until it ends. */
  watch: stream(jobId, jobView, jobView),
}

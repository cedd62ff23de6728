import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { jobsRpc } from '../../../shared/modules/jobs/jobs.rpc.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import { readJob, readJobs, readKinds, viewJob } from '../../kernel/jobs/job-table.ts'
import { readSchedules, viewSchedule } from '../../kernel/jobs/schedule-table.ts'
import type { Schedules } from '../../kernel/jobs/schedules.ts'
import type { Db } from '../../kernel/store/driver.ts'

export const jobsQueries = (db: Db, isOff: (module: string) => boolean): HandlersOf<typeof jobsRpc, 'query'> => ({
  get: ({ job }) => {
    const found = readJob(db, job)
    return found ? ok(viewJob(db, found)) : fail('JOB_NOT_FOUND', { job })
  },
  list: ({ limit, states, kind }) => {
    const found = readJobs(db, limit + 1, { states, kind })
    return ok({ jobs: found.slice(0, limit).map(job => viewJob(db, job)), kinds: readKinds(db), hasMore: found.length > limit })
  },
  schedules: () => ok({ schedules: readSchedules(db).map(row => viewSchedule(db, row, isOff)) }),
})

export const jobsCommands = (jobs: JobEngine, schedules: Schedules): HandlersOf<typeof jobsRpc, 'command' | 'stream'> => ({
  cancel: async ({ job }) => ok(await jobs.cancel(job)),
  pause: async ({ job }) => ok(await jobs.pause(job)),
  resume: ({ job }) => {
    const resumed = jobs.resume(job)
    schedules.goOn(resumed.kind)
    return ok(resumed)
  },
  remove: async ({ job }) => {
    await jobs.remove(job)
    return ok({})
  },
  runNow: async ({ kind }, { signal }) => ok(await schedules.runNow(kind, signal)),
  setSchedule: ({ kind, isOn, isPaused }) => ok(schedules.set(kind, { isOn, isPaused })),
  watch: async ({ job }, { signal }, emit) => ok(await jobs.watch(job, emit, signal)),
})

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createClock } from '../../../tests/fixtures/clock.ts'
import { openTestStore, type TestStore } from '../../../tests/fixtures/store.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { createJobEngine, type JobEngine, type RunningJob } from './engine.ts'
import { readJob } from './job-table.ts'

const LAST = 4

interface TestJobs {
  readonly jobs: JobEngine
  /** Steps that were taken, one after the other. */
  readonly taken: number[]
  /** Lets the disk take writes, or none. */
  readonly takes: (yes: boolean) => void
  readonly start: () => string
  readonly until: (job: string, state: JobView['state']) => Promise<JobView>
  /** Lets it try again. */
  readonly later: () => Promise<void>
  readonly bugs: readonly unknown[]
}

/** Jobs of five steps; `met` is told of each before it is written. */
const openJobs = (test: TestStore, met: (step: number, test: TestJobs) => void | Promise<void> = () => {}): TestJobs => {
  const { db } = test.store
  const clock = createClock(0)
  const taken: number[] = []
  const bugs: unknown[] = []
  const run = async (job: RunningJob): Promise<void> => {
    for (let step = (job.checkpoint as number | undefined) ?? 0; step <= LAST && !job.signal.aborted; step++) {
      await met(step, made)
      const isTaken = await job.commit({ ...test.operation(), id: job.op }, () => ({ batch: { drafts: [] }, progress: { checkpoint: step + 1, done: 1 } }))
      if (isTaken) taken.push(step)
    }
  }
  const jobs = createJobEngine({ store: test.store, kinds: [{ kind: 'steps', run }], timers: clock.timers, onBug: error => String(bugs.push(error)), release: async () => {} })
  onTestFinished(jobs.close)
  const made: TestJobs = {
    jobs, taken, bugs,
    takes: yes => void db.pragma(`query_only = ${yes ? 'off' : 'on'}`),
    start: () => jobs.start({ kind: 'steps', title: 'steps', input: null }).job,
    until: async (job, state) => {
      await vi.waitUntil(() => jobs.get(job).state === state, { timeout: 20_000 })
      return jobs.get(job)
    },
    later: () => clock.advance(10_000),
  }
  return made
}

describe('a job that the disk keeps from being written', () => {
  it.each([['before its first step', 0, []], ['between two steps', 2, [0, 1]]])('is paused, and goes on where it was once asked to: %s', async (_when, at, before) => {
    let isRefused = false
    const test = openJobs(await openTestStore(), (step, { takes }) => {
      if (step === at && !isRefused) takes(!(isRefused = true))
    })
    const job = test.start()
    expect(await test.until(job, 'paused')).toMatchObject({ done: before.length, error: { code: 'READ_ONLY' } })
    await test.later()
    expect(() => test.jobs.resume(job)).toThrow('READ_ONLY')
    expect(test.jobs.get(job)).toMatchObject({ state: 'paused', error: { code: 'READ_ONLY' } })
    expect(test.taken).toEqual(before)
    test.takes(true)
    test.jobs.resume(job)
    expect(await test.until(job, 'done')).not.toHaveProperty('error')
    expect(test.taken).toEqual([0, 1, 2, 3, 4])
    expect(test.bugs).toEqual([])
  })

  it('is written as paused by itself, and those that wait have their turn', async () => {
    const opened = await openTestStore()
    let isRefused = false
    const test = openJobs(opened, (step, { takes }) => {
      if (step === 2 && !isRefused) takes(!(isRefused = true))
    })
    const [first, second] = [test.start(), test.start()]
    await test.until(first, 'paused')
    await test.later()
    expect(readJob(opened.store.db, first)).toMatchObject({ state: 'running' })
    expect(test.jobs.get(second)).toMatchObject({ state: 'waiting' })
    test.takes(true)
    await test.later()
    await test.until(second, 'done')
    expect(readJob(opened.store.db, first)).toMatchObject({ state: 'paused', checkpoint: 2, error: { code: 'READ_ONLY' } })
    expect(test.bugs).toEqual([])
  })

  it('goes on at the next start when the process ends first', async () => {
    const opened = await openTestStore()
    const test = openJobs(opened, (step, { takes }) => takes(step < 2))
    const job = test.start()
    await test.until(job, 'paused')
    const again = openJobs(await opened.reopen())
    expect(await again.until(job, 'done')).toMatchObject({ done: 5 })
    expect(again.taken).toEqual([2, 3, 4])
  })

  it.each([['pause', 'paused'], ['cancel', 'cancelled']] as const)('stops all the same at a person’s wish: %s', async (how, state) => {
    const opened = await openTestStore()
    let goOn = (): void => {}
    const test = openJobs(opened, step => (step === 2 ? new Promise(resolve => (goOn = resolve)) : undefined))
    const job = test.start()
    await vi.waitUntil(() => test.taken.length === 2, { timeout: 20_000 })
    test.takes(false)
    const asked = test.jobs[how](job)
    goOn()
    expect(await asked).toMatchObject({ state, done: 2 })
    expect(readJob(opened.store.db, job)).toMatchObject({ state: 'running' })
    test.takes(true)
    await test.later()
    expect(readJob(opened.store.db, job)).toMatchObject({ state, done: 2 })
    expect(test.taken).toEqual([0, 1])
  })
})

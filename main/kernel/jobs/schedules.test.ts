import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Clock } from '../../../tests/fixtures/clock.ts'
import { openTestSchedules, type TestSchedules } from '../../../tests/fixtures/schedules.ts'
import type { TestStore } from '../../../tests/fixtures/store.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { RunningJob } from './engine.ts'
import { readJobs } from './job-table.ts'
import { readSchedules } from './schedule-table.ts'
import type { ScheduleKind } from './schedules.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NEVER = new AbortController().signal

const words = 'schedules.housekeeping'
const told = async (job: RunningJob, counts: Record<string, number> = { made: 1 }): Promise<void> =>
  void (await job.commit({ id: job.op, name: 'made', params: {}, actor: 'system' }, () => ({ batch: { drafts: [] }, progress: { done: 1, counts } })))

/** When a kind has run, as the wall showed it. */
const noting = (clock: Clock, runs: string[], run: (job: RunningJob) => Promise<void> = async () => {}) => async (job: RunningJob): Promise<void> => {
  const wall = new Date(clock.now())
  runs.push(`${wall.toLocaleDateString('sv')} ${wall.toLocaleTimeString('sv', { hour: '2-digit', minute: '2-digit' })}`)
  await run(job)
}
const one = async (kind: (test: TestStore, clock: Clock) => ScheduleKind, more: Partial<Parameters<typeof openTestSchedules>[0]> = {}): Promise<TestSchedules> =>
  openTestSchedules({ kinds: (test, clock) => [kind(test, clock)], ...more })
const row = ({ store }: Pick<TestSchedules, 'store'>) => readSchedules(store.db)[0]!
const wall = (text: string): number => new Date(text).getTime()

describe('a schedule', () => {
  it('runs at its hour, day after day, and says when it will next', async () => {
    const runs: string[] = []
    const test = await one((_, clock) => ({ kind: 'daily', words, cron: '30 3 * * *', run: noting(clock, runs, told) }))
    await test.clock.advance(4 * 1_000)
    expect(row(test)).toMatchObject({ lastRun: undefined, nextRun: wall('2026-03-03T03:30:00') })
    await test.clock.advance(3 * DAY)
    expect(runs).toEqual(['2026-03-03 03:30', '2026-03-04 03:30', '2026-03-05 03:30'])
    expect(row(test)).toMatchObject({ lastRun: wall('2026-03-05T03:30:00'), nextRun: wall('2026-03-06T03:30:00'), lastResult: { state: 'done', counts: { made: 1 } } })
    expect(readJobs(test.store.db, 9).map(({ id }) => id)).toHaveLength(3)
    expect(readJobs(test.store.db, 1)[0]).toMatchObject({ id: row(test).lastResult!.job, kind: 'daily', title: words, state: 'done', counts: { made: 1 } })
  })

  it('runs once a day where the clocks change too', async () => {
    vi.stubEnv('TZ', 'Europe/Paris')
    onTestFinished(() => void vi.unstubAllEnvs())
    for (const start of ['2026-03-27T12:00:00+01:00', '2026-10-23T12:00:00+02:00']) {
      const runs: string[] = []
      const test = await one((_, clock) => ({ kind: 'daily', words, cron: '30 2 * * *', run: noting(clock, runs) }), { start })
      await test.clock.advance(4 * DAY)
      expect(new Set(runs.map(run => run.slice(0, 10))).size).toBe(4)
      expect(runs).toHaveLength(4)
    }
  })

  it('counts an interval from the end of the run before', async () => {
    const runs: string[] = []
    const test = await one((_, clock) => ({ kind: 'often', words, everyMs: 10 * MINUTE, run: noting(clock, runs, async () => clock.turn(5 * MINUTE)) }))
    await test.clock.advance(25 * MINUTE)
    expect(runs).toEqual(['2026-03-02 08:10', '2026-03-02 08:25'])
  })

  it('runs when the records say so, and hears of each save that moves it', async () => {
    const runs: string[] = []
    const test = await one(({ store: { db } }, clock) => ({
      kind: 'due', words, follows: ['contact'],
      due: () => db.sql('select min(f_birthday) day from contact where st = 0').get()?.day?.replace(/^.*$/, (day: string) => wall(`${day}T12:00:00`)) * 1 || undefined,
      run: noting(clock, runs, async job => {
        const { day, id } = db.sql('select f_birthday day, id from contact where st = 0 order by f_birthday').get() as { day: string; id: string }
        const operation = { id: job.op, name: 'made', params: { day }, actor: 'system' }
        await job.commit(operation, () => ({ batch: { drafts: [test.store.change(operation, test.store.read(id)!, { data: { lastName: 'Moreau' } })] }, progress: { done: 1, counts: { made: 1 } } }))
      }),
    }))
    await test.clock.advance(DAY)
    expect(runs).toEqual([])
    const id = await test.add('contact', { lastName: 'Dupré', birthday: '2026-03-20' })
    await test.clock.advance(MINUTE)
    expect(row(test).nextRun).toBe(wall('2026-03-20T12:00:00'))
    const operation = test.operation('edit')
    await test.store.commit(operation, () => ({ drafts: [test.store.change(operation, test.store.read(id)!, { data: { lastName: 'Dupré', birthday: '2026-03-05' } })] }))
    await test.clock.advance(100)
    expect(row(test).nextRun).toBe(wall('2026-03-05T12:00:00'))
    await test.clock.advance(30 * DAY)
    expect(runs).toEqual(['2026-03-05 12:00'])
    expect(row(test).nextRun).toBeUndefined()
    await test.add('contact', { lastName: 'Abadie', birthday: '2026-01-01' })
    await test.clock.advance(100)
    expect(runs).toHaveLength(2)
  })

  it('stays quiet about what is due and does not get done, however often it is woken', async () => {
    let runs = 0
    const test = await one((_, clock) => ({ kind: 'stuck', words, follows: ['contact'], due: () => clock.now() - 1, run: async () => void runs++ }))
    await test.clock.advance(10 * MINUTE)
    expect(runs).toBe(10)
    for (let i = 0; i < 20; i++) {
      await test.add('contact', { lastName: `Moreau ${i}` })
      await test.clock.advance(100)
    }
    expect(runs).toBeLessThan(14)
    expect(readJobs(test.store.db, 9)).toEqual([])
  })
})

/** The last half past three before an instant. */
const latest = (at: number): number => {
  const time = new Date(at)
  time.setHours(3, 30, 0, 0)
  if (time.getTime() > at) time.setDate(time.getDate() - 1)
  return time.getTime()
}

describe('time that was missed', () => {
  it.each([['once', ['2026-03-12 08:00', '2026-03-13 03:30']], ['skip', ['2026-03-13 03:30']]] as const)('with the application closed for ten days is made up for: %s', async (late, expected) => {
    const runs: string[] = []
    const first = await one((_, clock) => ({ kind: 'daily', words, cron: '30 3 * * *', late, run: noting(clock, runs, told) }))
    await first.clock.advance(MINUTE)
    const test = await first.closedFor(10 * DAY - MINUTE)
    await test.clock.advance(DAY)
    expect(runs).toEqual(expected)
  })

  it('in a sleep of the machine is made up for within a minute, once', async () => {
    const runs: string[] = []
    const test = await one((_, clock) => ({ kind: 'hourly', words, cron: '0 * * * *', run: noting(clock, runs) }))
    await test.clock.advance(MINUTE)
    test.clock.turn(7.5 * HOUR)
    await test.clock.advance(MINUTE)
    expect(runs).toEqual(['2026-03-02 15:31'])
    await test.clock.advance(HOUR)
    expect(runs.slice(1)).toEqual(['2026-03-02 16:00'])
  })

  it('is not waited for again when the clock was put forward by years and back', async () => {
    const runs: string[] = []
    const kind = (_: TestStore, clock: Clock): ScheduleKind => ({ kind: 'hourly', words, cron: '0 * * * *', run: noting(clock, runs) })
    const test = await one(kind)
    await test.clock.advance(MINUTE)
    test.clock.turn(1_000 * DAY)
    await test.clock.advance(2 * MINUTE)
    test.clock.turn(-1_000 * DAY)
    await test.clock.advance(HOUR)
    expect(runs.slice(1)).toEqual(['2026-03-02 09:00'])
  })

  it('is not served twice when the clock is put right by a little', async () => {
    const runs: string[] = []
    const test = await one((_, clock) => ({ kind: 'daily', words, cron: '0 9 * * *', run: noting(clock, runs) }))
    await test.clock.advance(HOUR + MINUTE)
    test.clock.turn(-10 * MINUTE)
    await test.clock.advance(HOUR)
    expect(runs).toEqual(['2026-03-02 09:00'])
  })

  it('comes round again within its interval after the clock was put back by a day', async () => {
    let runs = 0
    const test = await one(() => ({ kind: 'often', words, everyMs: 10 * MINUTE, run: async () => void runs++ }))
    await test.clock.advance(15 * MINUTE)
    test.clock.turn(-DAY)
    await test.clock.advance(11 * MINUTE)
    expect(runs).toBe(2)
  })

  it.each(['due', 'failing'])('does not count against what comes after the clock was put forward by years and back: %s', async how => {
    let runs = 0
    const test = await one((_, clock) => ({
      kind: how, words, due: () => clock.now(),
      run: async () => {
        runs++
        if (how === 'failing') throw new ExpectedError('IN_USE')
      },
    }))
    test.clock.turn(1_000 * DAY)
    await test.clock.advance(10_000)
    test.clock.turn(-1_000 * DAY)
    await test.clock.advance(10 * MINUTE)
    expect(runs).toBeGreaterThan(how === 'failing' ? 2 : 9)
  })

  it('is never missed nor served twice, whatever days pass open, asleep or closed', async () => {
    const span = fc.integer({ min: 1, max: 40 }).map(hours => hours * HOUR)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('open', 'asleep', 'closed'), span), { minLength: 1, maxLength: 4 }), async spans => {
        const runs: number[] = []
        let test = await one((_, clock) => ({ kind: 'daily', words, cron: '30 3 * * *', run: async () => void runs.push(clock.now()) }))
        const times = [test.clock.now()]
        for (const [how, ms] of spans) {
          if (how === 'open') await test.clock.advance(ms)
          else if (how === 'asleep') test.clock.turn(ms)
          else test = await test.closedFor(ms)
          await test.clock.advance(2 * MINUTE)
        }
        // Each run is the first since a time that was to be served, and none is left over.
        for (const run of [...runs, test.clock.now()]) times.push(run)
        const served = times.slice(1).map((run, i) => latest(run) > times[i]!)
        expect(served).toEqual([...runs.map(() => true), false])
        expect(test.bugs).toEqual([])
        await test.stop()
      }),
      { numRuns: 8 },
    )
  })
})

describe('a run', () => {
  it('is one at a time of its kind, and waits for no job of a person', async () => {
    let free = (): void => {}
    const isFree = new Promise<void>(resolve => (free = resolve))
    let atOnce = 0
    let most = 0
    let runs = 0
    const test = await openTestSchedules({
      jobs: () => [{ kind: 'import', run: () => isFree }],
      kinds: () => [
        { kind: 'slow', words, everyMs: MINUTE, run: async () => { most = Math.max(most, ++atOnce); await isFree; atOnce-- } },
        { kind: 'mail', words, everyMs: MINUTE, run: async job => { runs++; await told(job) } },
      ],
    })
    const { job } = test.engine.start({ kind: 'import', title: 'clients.csv', input: null })
    const first = test.schedules.runNow('slow', NEVER)
    const second = test.schedules.runNow('slow', NEVER)
    await test.schedules.runNow('mail', NEVER)
    expect([runs, test.engine.get(job).state, atOnce]).toEqual([1, 'running', 1])
    free()
    await Promise.all([first, second])
    await test.clock.advance(10 * MINUTE)
    expect(most).toBe(1)
    expect(runs).toBe(11)
  })

  const inSteps = (taken: number[], isStuck: () => boolean, timing: { cron: string } | { due: () => number } = { cron: '0 9 * * *' }): ScheduleKind => ({
    kind: 'steps', words, ...timing,
    run: async job => {
      for (let step = (job.checkpoint as number | undefined) ?? 0; step < 5 && !job.signal.aborted; step++) {
        if (step === 3 && isStuck()) await new Promise<void>(resolve => job.signal.addEventListener('abort', () => resolve()))
        await job.commit({ id: job.op, name: 'made', params: {}, actor: 'system' }, () => {
          taken.push(step)
          return { batch: { drafts: [] }, progress: { checkpoint: step + 1, done: 1, counts: { made: 1 } } }
        })
      }
    },
  })

  it.each(['closed', 'killed'])('that was %s goes on where it was, once the application is open again', async how => {
    const taken: number[] = []
    let isStuck = true
    const test = await one(() => inSteps(taken, () => isStuck))
    // Its end is not waited for, since it comes to none.
    void test.clock.advance(HOUR + MINUTE)
    await vi.waitUntil(() => taken.length === 3)
    isStuck = false
    if (how === 'killed') await test.close()
    const again = await test.closedFor(HOUR)
    expect(readJobs(again.store.db, 9)).toMatchObject([{ state: 'paused', done: 3, checkpoint: 3 }])
    await again.clock.advance(MINUTE)
    expect(taken).toEqual([0, 1, 2, 3, 4])
    expect(readJobs(again.store.db, 9)).toMatchObject([{ state: 'done', done: 5, counts: { made: 5 } }])
    expect(row(again)).toMatchObject({ lastResult: { state: 'done', counts: { made: 5 } }, nextRun: wall('2026-03-03T09:00:00') })
  })

  it('that was stopped by a person is over until its next time', async () => {
    const taken: number[] = []
    const test = await one(() => inSteps(taken, () => true))
    void test.clock.advance(HOUR + MINUTE)
    await vi.waitUntil(() => taken.length === 3)
    await test.engine.cancel(readJobs(test.store.db, 1)[0]!.id)
    await test.schedules.idle()
    expect(row(test)).toMatchObject({ lastResult: { state: 'cancelled', counts: { made: 3 } } })
    await test.clock.advance(5 * HOUR)
    expect(taken).toEqual([0, 1, 2])
  })

  it.each([['pause', 'cron'], ['pause', 'due'], ['cancel', 'due']] as const)('that a person ends by %s does not come back by itself: %s', async (how, timing) => {
    const taken: number[] = []
    let isStuck = true
    const test = await one((_, clock) => inSteps(taken, () => isStuck, timing === 'due' ? { due: clock.now } : undefined))
    void test.clock.advance(HOUR + MINUTE)
    await vi.waitUntil(() => taken.length === 3)
    await test.engine[how](readJobs(test.store.db, 1)[0]!.id)
    await test.schedules.idle()
    isStuck = false
    await test.clock.advance(5 * HOUR)
    expect(taken).toHaveLength(3)
    expect(row(test)).toMatchObject({ isPaused: true, nextRun: undefined })
    if (how === 'pause') test.engine.resume(readJobs(test.store.db, 1)[0]!.id)
    test.schedules.goOn('steps')
    await test.schedules.idle()
    expect(row(test)).toMatchObject({ isPaused: false, lastResult: { state: 'done' } })
    expect(taken).toEqual(how === 'pause' ? [0, 1, 2, 3, 4] : [0, 1, 2, 0, 1, 2, 3, 4])
  })

  it('that fails is tried again, ever more seldom, and says why', async () => {
    let tries = 0
    let isBroken = true
    const test = await one(() => ({
      kind: 'failing', words, everyMs: MINUTE,
      run: async () => {
        tries++
        if (isBroken) throw new Error('broken')
      },
    }))
    await test.clock.advance(DAY)
    // After 1, 2, 4, 8, 16, 32 minutes, then each hour.
    expect(tries).toBeGreaterThan(20)
    expect(tries).toBeLessThan(32)
    expect(test.bugs).toHaveLength(tries)
    expect(row(test).lastResult).toMatchObject({ state: 'failed', error: { code: 'INTERNAL' } })
    isBroken = false
    await test.clock.advance(HOUR + MINUTE)
    expect(row(test).lastResult).toMatchObject({ state: 'done' })
    tries = 0
    await test.clock.advance(10 * MINUTE)
    expect(tries).toBe(10)
  })

  it('that met a full disk is gone on with', async () => {
    let isFull = true
    const done: number[] = []
    const test = await one(() => ({
      kind: 'writing', words, everyMs: MINUTE,
      run: async job => {
        const at = (job.checkpoint as number | undefined) ?? 0
        await job.commit({ id: job.op, name: 'made', params: {}, actor: 'system' }, () => ({ batch: { drafts: [] }, progress: { checkpoint: at + 1, done: 1, counts: { made: 1 } } }))
        if (isFull) throw new ExpectedError('DISK_FULL')
        done.push(at)
      },
    }))
    await test.clock.advance(MINUTE + 1_000)
    expect(row(test).lastResult).toMatchObject({ state: 'paused', error: { code: 'DISK_FULL' } })
    isFull = false
    await test.clock.advance(MINUTE)
    expect(done).toEqual([1])
    expect(readJobs(test.store.db, 9)).toMatchObject([{ state: 'done', done: 2 }])
    expect(test.bugs).toEqual([])
  })

  it('that the disk kept from being written is gone on with too, rather than begun anew', async () => {
    const taken: number[] = []
    let isRefused = false
    const test = await one(({ store }) => ({
      kind: 'writing', words, everyMs: MINUTE,
      run: async job => {
        for (let step = (job.checkpoint as number | undefined) ?? 0; step < 4; step++) {
          if (step === 2 && !isRefused) store.db.pragma(`query_only = ${(isRefused = true)}`)
          await job.commit({ id: job.op, name: 'made', params: {}, actor: 'system' }, () => ({ batch: { drafts: [] }, progress: { checkpoint: step + 1, done: 1, counts: { made: 1 } } }))
          taken.push(step)
        }
      },
    }))
    await test.clock.advance(5 * MINUTE)
    expect(taken).toEqual([0, 1])
    test.store.db.pragma('query_only = off')
    await test.clock.advance(4 * MINUTE)
    expect(taken.slice(0, 4)).toEqual([0, 1, 2, 3])
    expect(readJobs(test.store.db, 9).at(-1)).toMatchObject({ state: 'done', done: 4, counts: { made: 4 } })
    expect(readJobs(test.store.db, 9).every(({ state }) => state === 'done')).toBe(true)
    expect(test.bugs).toEqual([])
  })

  it('that came to nothing leaves only its time, and of the others the last fifty stay', async () => {
    let made = 0
    const test = await one(() => ({ kind: 'often', words, everyMs: MINUTE, run: job => told(job, { made }) }))
    await test.clock.advance(3 * MINUTE)
    expect(row(test)).toMatchObject({ lastResult: { state: 'done', counts: { made: 0 } } })
    expect(row(test).lastResult).not.toHaveProperty('job')
    expect(readJobs(test.store.db, 9)).toEqual([])
    made = 2
    await test.clock.advance(60 * MINUTE)
    expect(readJobs(test.store.db, 99)).toHaveLength(50)
  })
})

describe('whoever looks after schedules', () => {
  const counting = (runs: string[], more: object = {}) => (_: TestStore, clock: Clock): ScheduleKind => ({ kind: 'daily', words, cron: '30 3 * * *', run: noting(clock, runs), ...more })

  it('pauses one, and what it missed is made up for', async () => {
    const runs: string[] = []
    const test = await one(counting(runs))
    expect(test.schedules.set('daily', { isPaused: true })).toMatchObject({ isPaused: true })
    await test.clock.advance(3 * DAY)
    expect([runs, row(test).nextRun]).toEqual([[], undefined])
    test.schedules.set('daily', { isPaused: false })
    await test.schedules.idle()
    expect(runs).toEqual(['2026-03-05 08:00'])
  })

  it('switches one off, also over a restart, and what it missed is gone', async () => {
    const runs: string[] = []
    const test = await one(counting(runs))
    test.schedules.set('daily', { isOn: false })
    const again = await test.closedFor(3 * DAY)
    await again.clock.advance(DAY)
    expect(again.schedules.set('daily', { isOn: true })).toMatchObject({ isOn: true, nextRun: new Date('2026-03-07T03:30:00').toISOString() })
    await again.clock.advance(DAY)
    expect(runs).toEqual(['2026-03-07 03:30'])
  })

  it('runs one at any time, also one that is off, and is told what it came to', async () => {
    const runs: string[] = []
    const test = await one(counting(runs))
    test.schedules.set('daily', { isOn: false })
    expect(await test.schedules.runNow('daily', NEVER)).toMatchObject({ lastResult: { state: 'done', counts: {} }, isOn: false })
    expect(runs).toHaveLength(1)
    await expect(test.schedules.runNow('nothing', NEVER)).rejects.toThrow('JOB_NOT_FOUND')
  })

  it('takes it away with its module, and back with it', async () => {
    const runs: string[] = []
    const off = new Set(['opportunities'])
    const test = await one(counting(runs, { module: 'opportunities' }), { isOff: module => off.has(module) })
    await test.clock.advance(2 * DAY)
    expect([runs, row(test).nextRun]).toEqual([[], undefined])
    await expect(test.schedules.runNow('daily', NEVER)).rejects.toThrow('JOB_WRONG_STATE')
    off.clear()
    test.schedules.wake()
    await test.clock.advance(1_000)
    expect(runs).toHaveLength(1)
    expect(row(test).nextRun).toBe(wall('2026-03-05T03:30:00'))
  })

  it('forgets a kind that is no longer there', async () => {
    const test = await one(counting([]))
    test.store.db.sql(`insert into schedule select 'gone', words, module, timing, is_on, is_paused, since, last_run, last_result, next_run from schedule`).run()
    const again = await test.closedFor(DAY)
    expect(readSchedules(again.store.db).map(({ kind }) => kind)).toEqual(['daily'])
  })
})

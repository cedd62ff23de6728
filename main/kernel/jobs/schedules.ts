import { Cron } from 'croner'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { ScheduleView } from '../../../shared/kernel/rpc/schemas.ts'
import type { Store } from '../store/store.ts'
import type { JobEngine, JobKind } from './engine.ts'
import { createScheduleTable, readSchedules, removeSchedule, type ScheduleRow, type Timing, viewSchedule, writeSchedule } from './schedule-table.ts'
import type { Timers } from './timers.ts'

/**
 * Work that begins by itself. Its run is an ordinary job: it writes through `job.commit`, with `job.op` as the operation
 * unless each thing that it does is one of its own, and counts what it did in `counts`; `{ job: job.id }` among the parameters
 * of the operation leads from the history to its page. A run that counted nothing and has no result leaves no row, only its
 * time. Ended at any instant it is begun again, from its checkpoint where it wrote one.
 */
export type ScheduleKind = JobKind<null> & {
  /** Where its words stand in the locales: `name`, `hint`, and for each of its counts `counts.<count>_one` and `_other` with `{{number}}`. */
  readonly words: string
  /** The module with which it is switched off; without one it is always there. */
  readonly module?: string
  /** What becomes of the times that pass while nothing runs (closed, asleep, paused): one late run for all of them, which is usual, or none. */
  readonly late?: 'once' | 'skip'
  /** Types of records that decide when it is due: each save of one wakes it. */
  readonly follows?: readonly string[]
} & (
    | { /** Minute, hour, day of the month, month, day of the week, in the zone of this machine. */ readonly cron: string }
    | { /** Counted from the end of the run before. */ readonly everyMs: number }
    | {
        /** When there is next something to do, in milliseconds, asked often: one indexed read. A time that has passed means now. */
        readonly due: () => number | undefined
      }
  )

export interface SchedulesOptions {
  readonly store: Store
  /** Knows the same kinds as its `scheduled`. */
  readonly engine: JobEngine
  readonly kinds: readonly ScheduleKind[]
  readonly now: () => number
  readonly timers: Timers
  /** Whether a module is switched off. */
  readonly isOff: (module: string) => boolean
  readonly onBug: (error: unknown, where: string) => string
}

export interface Schedules {
  /** Asks anew when a kind is due, or all of them: after a write that moved it and that `follows` does not see. */
  wake(kind?: string): void
  /** Runs a kind whatever its times; one that is running is only waited for. Throws ExpectedError JOB_NOT_FOUND, JOB_WRONG_STATE, CANCELLED. */
  runNow(kind: string, signal: AbortSignal): Promise<ScheduleView>
  /** Goes on at once with a kind whose run a person had put aside; other jobs are none of its business. */
  goOn(kind: string): void
  /** Switched off, its times pass unused; paused, they are made up for when it goes on. Throws ExpectedError JOB_NOT_FOUND. */
  set(kind: string, to: { readonly isOn?: boolean | undefined; readonly isPaused?: boolean | undefined }): ScheduleView
  /** Resolves once nothing runs. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Scheduled {
  readonly declared: ScheduleKind
  readonly nextAfter: (since: number) => number | undefined
  row: ScheduleRow
  running?: Promise<void> | undefined
  /** Runs in a row that failed. */
  failures: number
  /** No sooner than this, though it be due. */
  notBefore: number
  endedAt: number
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** The first screen comes first. */
const START_AFTER_MS = 3_000
/** The longest wait: the machine's timers stand still while it sleeps, and its clock may be set. */
const LONGEST_WAIT_MS = MINUTE_MS
/** Many saves in a moment are asked about once. */
const WAKE_MS = 50
/** Between two runs of a kind that stays due. */
const SOON_MS = 1_000
/** Later than this a time has been missed. */
const MISSED_MS = 5 * MINUTE_MS

const timingOf = (declared: ScheduleKind): Timing => {
  if ('cron' in declared) return { cron: declared.cron }
  return 'everyMs' in declared ? { everyMs: declared.everyMs } : { due: true }
}

/** The first time after an instant, worked out once for each. */
const timesOf = (declared: ScheduleKind): ((since: number) => number | undefined) => {
  if ('due' in declared) return () => declared.due()
  if ('everyMs' in declared) return since => since + declared.everyMs
  const cron = new Cron(declared.cron)
  let known: { readonly since: number; readonly next: number | undefined } | undefined
  return since => {
    if (known?.since !== since) known = { since, next: cron.nextRun(new Date(since))?.getTime() }
    return known.next
  }
}

/**
 * Runs each kind at its times, as long as the application is open; what was missed meanwhile is made up for once after the
 * start. No two runs of one kind go on at a time, while several kinds may, beside the jobs of people. All time is that of `now`
 * and `timers`.
 */
export const createSchedules = ({ store, engine, kinds, now, timers, isOff, onBug }: SchedulesOptions): Schedules => {
  const { db } = store
  createScheduleTable(db)
  const closing = new AbortController()
  const save = (each: Scheduled, change: Partial<ScheduleRow>): void => {
    each.row = { ...each.row, ...change }
    db.transaction(() => writeSchedule(db, each.row))
  }

  const kept = new Map(readSchedules(db).map(row => [row.kind, row]))
  const all = new Map<string, Scheduled>(
    kinds.map(declared => {
      const { kind, words, module } = declared
      const fresh = { isOn: true, isPaused: false, since: now(), lastRun: undefined, lastResult: undefined, nextRun: undefined }
      const row: ScheduleRow = { ...fresh, ...kept.get(kind), kind, words, module, timing: timingOf(declared) }
      return [kind, { declared, nextAfter: timesOf(declared), row, failures: 0, notBefore: 0, endedAt: 0 }]
    }),
  )
  db.transaction(() => {
    for (const { row } of all.values()) writeSchedule(db, row)
    for (const kind of kept.keys()) if (!all.has(kind)) removeSchedule(db, kind)
  })

  const must = (kind: string): Scheduled => {
    const each = all.get(kind)
    if (!each) throw new ExpectedError('JOB_NOT_FOUND', { job: kind })
    return each
  }
  const isModuleOff = ({ declared: { module } }: Scheduled): boolean => module !== undefined && isOff(module)

  const nextOf = (each: Scheduled, at: number): number | undefined => {
    const { declared, nextAfter, row } = each
    if (!row.isOn || row.isPaused || isModuleOff(each)) return undefined
    if (each.endedAt > at) {
      // The clock has been put back: what is still to be waited stays as long.
      each.notBefore -= each.endedAt - at
      each.endedAt = at
    }
    // A clock that ran ahead has served what is still to come.
    if (row.since > at + ('cron' in declared ? HOUR_MS : 0)) save(each, { since: at })
    const next = nextAfter(each.row.since)
    if (next !== undefined && declared.late === 'skip' && next < at - MISSED_MS) {
      save(each, { since: at })
      return nextOf(each, at)
    }
    return next === undefined ? undefined : Math.max(next, each.notBefore)
  }

  /** Before the next run: what fails would fail the more often. */
  const rest = (each: Scheduled, hasFailed: boolean, gapMs = 0): void => {
    each.failures = hasFailed ? each.failures + 1 : 0
    each.endedAt = now()
    each.notBefore = each.endedAt + (hasFailed ? Math.min(HOUR_MS, MINUTE_MS * 2 ** (each.failures - 1)) : 'due' in each.declared ? gapMs : 0)
  }

  const run = async (each: Scheduled): Promise<void> => {
    const { kind, words } = each.declared
    const lastRun = now()
    const { row, isKept } = await engine.attempt({ kind, title: words, input: null }, closing.signal)
    if (closing.signal.aborted && row.state === 'running') return
    const hasFailed = row.error !== undefined
    save(each, {
      lastRun,
      // What has been interrupted is not served yet.
      ...(row.state === 'paused' ? {} : { since: now() }),
      // Who pauses a run, or stops one that is due again at once, does not want it back in a moment.
      ...((row.state === 'paused' && !hasFailed) || (row.state === 'cancelled' && 'due' in each.declared) ? { isPaused: true } : {}),
      lastResult: { state: row.state, counts: row.counts, ...(isKept ? { job: row.id } : {}), ...(row.error ? { error: row.error } : {}) },
    })
    // What has written nothing but stays due would run for ever.
    rest(each, hasFailed, isKept ? SOON_MS : MINUTE_MS)
  }

  const start = (each: Scheduled): Promise<void> =>
    (each.running ??= run(each)
      .catch((error: unknown) => {
        rest(each, true)
        // A disk without room may have some again.
        if (!(error instanceof ExpectedError)) onBug(error, `schedule ${each.declared.kind}`)
      })
      .finally(() => {
        each.running = undefined
        look()
      }))

  let stopWaiting = (): void => {}
  /** Starts what is due, and waits for what will be. */
  const look = (): void => {
    stopWaiting()
    if (closing.signal.aborted) return
    let wait = LONGEST_WAIT_MS
    for (const each of all.values()) {
      if (each.running) continue
      try {
        const at = now()
        const next = nextOf(each, at)
        if (next !== undefined && next <= at) void start(each)
        else if (next !== each.row.nextRun) save(each, { nextRun: next })
        if (next !== undefined && !each.running) wait = Math.min(wait, next - at)
      } catch (error) {
        if (!(error instanceof ExpectedError)) onBug(error, `schedule ${each.declared.kind}`)
      }
    }
    stopWaiting = timers.after(wait, look)
  }
  stopWaiting = timers.after(START_AFTER_MS, look)

  let stopWaking: (() => void) | undefined
  const wake = (woken: Iterable<Scheduled>): void => {
    for (const each of woken) if (each.failures === 0) each.notBefore = Math.min(each.notBefore, each.endedAt + SOON_MS)
    stopWaking ??= timers.after(WAKE_MS, () => {
      stopWaking = undefined
      look()
    })
  }
  const stopFollowing = store.onCommit(written => {
    const followers = [...all.values()].filter(({ declared: { follows = [] } }) => written.some(({ type }) => follows.includes(type)))
    if (followers.length) wake(followers)
  })

  const settled = async (): Promise<void> => {
    for (let runs; (runs = [...all.values()].flatMap(({ running }) => running ?? [])).length > 0; ) await Promise.all(runs)
  }

  return {
    wake: kind => wake(kind === undefined ? all.values() : [must(kind)]),
    runNow: async (kind, signal) => {
      const each = must(kind)
      if (isModuleOff(each)) throw new ExpectedError('JOB_WRONG_STATE', { job: kind, state: 'off' })
      await Promise.race([start(each), aborted(signal)])
      if (signal.aborted) throw new ExpectedError('CANCELLED', { job: kind })
      return viewSchedule(db, each.row, isOff)
    },
    goOn: kind => {
      const each = all.get(kind)
      if (!each) return
      save(each, { isPaused: false })
      void start(each)
    },
    set: (kind, { isOn, isPaused }) => {
      const each = must(kind)
      const isBack = isOn === true && !each.row.isOn
      db.durable(true)
      save(each, { ...(isOn === undefined ? {} : { isOn }), ...(isPaused === undefined ? {} : { isPaused }), ...(isBack ? { since: now() } : {}) })
      each.notBefore = 0
      look()
      return viewSchedule(db, each.row, isOff)
    },
    idle: settled,
    close: async () => {
      closing.abort()
      stopWaiting()
      stopWaking?.()
      stopFollowing()
      await settled()
    },
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

import type { ScheduleView } from '../../../shared/kernel/rpc/schemas.ts'
import type { Db } from '../store/driver.ts'

/** When a schedule runs, as its table and the window know it. */
export type Timing = ScheduleView['timing']

/** A schedule as its table keeps it; instants are milliseconds. */
export interface ScheduleRow {
  readonly kind: string
  readonly words: string
  readonly module: string | undefined
  readonly timing: Timing
  readonly isOn: boolean
  readonly isPaused: boolean
  /** Its times count from here on: what lay before has been served, or is not wanted. */
  readonly since: number
  readonly lastRun: number | undefined
  readonly lastResult: ScheduleView['lastResult']
  readonly nextRun: number | undefined
}

export const createScheduleTable = (db: Db): void =>
  db.exec(`create table if not exists schedule(kind text primary key, words text not null, module text, timing text not null, is_on integer not null, is_paused integer not null,
    since integer not null, last_run integer, last_result text, next_run integer) without rowid`)

const toRow = (raw: any): ScheduleRow => ({
  kind: raw.kind,
  words: raw.words,
  module: raw.module ?? undefined,
  timing: JSON.parse(raw.timing),
  isOn: raw.is_on === 1,
  isPaused: raw.is_paused === 1,
  since: raw.since,
  lastRun: raw.last_run ?? undefined,
  lastResult: raw.last_result === null ? undefined : JSON.parse(raw.last_result),
  nextRun: raw.next_run ?? undefined,
})

export const readSchedules = (db: Db): ScheduleRow[] => db.sql('select * from schedule order by kind').all().map(toRow)

export const writeSchedule = (db: Db, { kind, words, module, timing, isOn, isPaused, since, lastRun, lastResult, nextRun }: ScheduleRow): void => {
  db.sql('insert or replace into schedule(kind, words, module, timing, is_on, is_paused, since, last_run, last_result, next_run) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    kind, words, module ?? null, JSON.stringify(timing), isOn ? 1 : 0, isPaused ? 1 : 0, since, lastRun ?? null, lastResult ? JSON.stringify(lastResult) : null, nextRun ?? null,
  )
}

export const removeSchedule = (db: Db, kind: string): void => void db.sql('delete from schedule where kind = ?').run(kind)

/** A schedule as the window shows it. */
export const viewSchedule = (db: Db, row: ScheduleRow, isOff: (module: string) => boolean): ScheduleView => {
  const { kind, words, module, timing, isOn, isPaused, lastRun, lastResult, nextRun } = row
  const running = db.sql(`select id from job where state = 'running' and kind = ?`).get(kind)?.id as string | undefined
  const isModuleOff = module !== undefined && isOff(module)
  const instant = (ms: number): string => new Date(ms).toISOString()
  return {
    kind, words, timing, isOn, isPaused, isModuleOff,
    ...(module === undefined ? {} : { module }),
    ...(running === undefined ? {} : { job: running }),
    ...(lastRun === undefined ? {} : { lastRun: instant(lastRun) }),
    ...(lastResult === undefined ? {} : { lastResult }),
    ...(nextRun === undefined || isModuleOff ? {} : { nextRun: instant(nextRun) }),
  }
}

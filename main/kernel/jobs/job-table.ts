import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import type { Db } from '../store/driver.ts'

export type JobState = JobView['state']

/** A job as its table keeps it. */
export interface JobRow<I = any, C = any> {
  id: string
  kind: string
  state: JobState
  title: string
  input: I
  /** Where to go on; written in the transaction of the work that it stands for. */
  checkpoint: C | undefined
  done: number
  total: number | undefined
  counts: Record<string, number>
  error: Failure | undefined
  result: Record<string, unknown> | undefined
  op: string
  /** Staged files that it needs until it ends. */
  files: string[]
  createdAt: string
  endedAt: string | undefined
}

/** A line that failed, or that was taken with a warning; `source` is what stands in the file. */
export interface LineError {
  line: number
  failed: boolean
  problems: readonly Problem[]
  source: readonly string[]
}

const SHOWN_ERRORS = 100
const SHOWN_TEXT = 300

export const createJobTables = (db: Db): void =>
  db.exec(`create table if not exists job(id text primary key, kind text not null, state text not null, title text not null, input text not null,
      checkpoint text, done integer not null default 0, total integer, counts text not null default '{}', error text, result text,
      op text not null, files text not null default '[]', created_at text not null, ended_at text);
    create index if not exists job_state on job(state, created_at);
    create table if not exists job_error(job text not null, line integer not null, failed integer not null, problems text not null, source text not null, primary key(job, line)) without rowid`)

const parsed = (text: string | null): any => (text === null ? undefined : JSON.parse(text))

const toRow = (raw: any): JobRow => ({
  id: raw.id,
  kind: raw.kind,
  state: raw.state,
  title: raw.title,
  input: JSON.parse(raw.input),
  checkpoint: parsed(raw.checkpoint),
  done: raw.done,
  total: raw.total ?? undefined,
  counts: JSON.parse(raw.counts),
  error: parsed(raw.error),
  result: parsed(raw.result),
  op: raw.op,
  files: JSON.parse(raw.files),
  createdAt: raw.created_at,
  endedAt: raw.ended_at ?? undefined,
})

export const readJob = (db: Db, id: string): JobRow | undefined => {
  const raw = db.sql('select * from job where id = ?').get(id)
  return raw && toRow(raw)
}

/** Newest first. */
export const readJobs = (db: Db, limit: number, { states, kind }: { readonly states?: readonly JobState[] | undefined; readonly kind?: string | undefined } = {}): JobRow[] => {
  const conditions = [...(states ? ['state in (select value from json_each(?))'] : []), ...(kind === undefined ? [] : ['kind = ?'])]
  return db
    .sql(`select * from job ${conditions.length ? `where ${conditions.join(' and ')}` : ''} order by created_at desc, id desc limit ?`)
    .all(...(states ? [JSON.stringify(states)] : []), ...(kind === undefined ? [] : [kind]), limit)
    .map(toRow)
}

/** The kinds of jobs that there are, each with the title of its newest. */
export const readKinds = (db: Db): { kind: string; title: string }[] =>
  db.sql('select kind, title, max(created_at) from job group by kind order by kind').all().map(({ kind, title }) => ({ kind, title }))

export const readJobsIn = (db: Db, states: readonly JobState[]): JobRow[] =>
  db.sql('select * from job where state in (select value from json_each(?)) order by created_at, id').all(JSON.stringify(states)).map(toRow)

/** Those that shall go on, now or once somebody says so. */
export const readUnended = (db: Db): JobRow[] => readJobsIn(db, ['waiting', 'running', 'paused'])

/** Those of a kind that have ended, but for the newest. */
export const readEndedOf = (db: Db, kind: string, but: number): JobRow[] =>
  db.sql(`select * from job where kind = ? and state in ('done', 'failed', 'cancelled') order by created_at desc, id desc limit -1 offset ?`).all(kind, but).map(toRow)

export const writeJob = (db: Db, job: JobRow): void => {
  const text = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
  db.sql(`insert into job(id, kind, state, title, input, checkpoint, done, total, counts, error, result, op, files, created_at, ended_at) values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict(id) do update set state = excluded.state, checkpoint = excluded.checkpoint, done = excluded.done, total = excluded.total,
      counts = excluded.counts, error = excluded.error, result = excluded.result, files = excluded.files, ended_at = excluded.ended_at`).run(
    job.id, job.kind, job.state, job.title, JSON.stringify(job.input), text(job.checkpoint), job.done, job.total ?? null,
    JSON.stringify(job.counts), text(job.error), text(job.result), job.op, JSON.stringify(job.files), job.createdAt, job.endedAt ?? null,
  )
}

export const writeErrors = (db: Db, job: string, errors: readonly LineError[]): void => {
  const insert = db.sql('insert or replace into job_error(job, line, failed, problems, source) values(?, ?, ?, ?, ?)')
  for (const { line, failed, problems, source } of errors) insert.run(job, line, failed ? 1 : 0, JSON.stringify(problems), JSON.stringify(source))
}

export const removeJob = (db: Db, id: string): void => {
  db.sql('delete from job where id = ?').run(id)
  db.sql('delete from job_error where job = ?').run(id)
}

/** The lines that failed, in the file's order. */
export const readErrors = function* (db: Db, job: string): Generator<LineError> {
  const page = db.sql('select line, problems, source from job_error where job = ? and failed = 1 and line > ? order by line limit 1000')
  for (let last = 0, rows; (rows = page.all(job, last)).length > 0; last = rows.at(-1).line) {
    for (const { line, problems, source } of rows) yield { line, failed: true, problems: JSON.parse(problems), source: JSON.parse(source) }
  }
}

const shown = (db: Db, job: string, failed: boolean): JobView['errors'] =>
  db
    .sql(`select line, problems, source from job_error where job = ? and failed = ? order by line limit ${SHOWN_ERRORS}`)
    .all(job, failed ? 1 : 0)
    .map(({ line, problems, source }) => ({ line, problems: JSON.parse(problems), text: (JSON.parse(source) as string[]).join(' ; ').slice(0, SHOWN_TEXT) }))

export const viewJob = (db: Db, job: JobRow): JobView => ({
  job: job.id,
  kind: job.kind,
  state: job.state,
  title: job.title,
  done: job.done,
  ...(job.total === undefined ? {} : { total: job.total }),
  counts: job.counts,
  errors: shown(db, job.id, true),
  warnings: shown(db, job.id, false),
  ...(job.error ? { error: job.error } : {}),
  ...(job.result ? { result: job.result } : {}),
  op: job.op,
  createdAt: job.createdAt,
  ...(job.endedAt ? { endedAt: job.endedAt } : {}),
})

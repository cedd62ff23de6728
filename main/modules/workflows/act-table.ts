import type { Db } from '../../kernel/store/driver.ts'

/** What came of a workflow for one record and one occasion; `seen` is one that its filter leaves out, or where nothing was to be done. */
export type ActState = 'done' | 'skipped' | 'failed' | 'cancelled' | 'seen'

export interface Effect {
  readonly do: string
  /** The record that it made or changed. */
  readonly id?: string
  readonly type?: string
  /** Fields that it changed. */
  readonly fields?: readonly string[]
}

/** That a workflow has dealt with a record on an occasion: written with what it did, and never twice. */
export interface Act {
  readonly workflow: string
  readonly record: string
  readonly occasion: string
  readonly state: ActState
  /** Why nothing was done. */
  readonly why?: string | undefined
  readonly params?: Readonly<Record<string, unknown>> | undefined
  readonly op?: string | undefined
  readonly at: number
  readonly effects: readonly Effect[]
}

/** How far the history has been read, and from when on dates count. */
export interface Position {
  /** The last part of the history that was read whole, and how many entries of the next. */
  readonly unit: number
  readonly entry: number
  /** When workflows came to be: what was due before is nobody's. */
  readonly since: number
  /** What was due before is left alone, since workflows were switched off and on again. */
  readonly floor?: number | undefined
  /** Since when the module is switched off. */
  readonly offSince?: number | undefined
  /** What happened while it was off and waits for somebody to decide. */
  readonly held?: Held | undefined
}

export interface Held {
  readonly fromUnit: number
  readonly toUnit: number
  readonly from: number
  readonly to: number
}

export const createActTables = (db: Db, now: number): void => {
  db.exec(`create table if not exists act(workflow text not null, record text not null, occasion text not null, state text not null, why text, params text, op text, at integer not null, effects text not null,
      primary key(workflow, record, occasion)) without rowid;
    create index if not exists act_at on act(workflow, at);
    create index if not exists act_record on act(record, at);
    create index if not exists act_when on act(at) where state <> 'seen';
    create table if not exists workflow_position(one integer primary key check(one = 1), position text not null)`)
  const unit = (db.rows('select ifnull(max(n), 0) from doc_history').get() as number[])[0]!
  db.sql('insert or ignore into workflow_position(one, position) values(1, ?)').run(JSON.stringify({ unit, entry: 0, since: now } satisfies Position))
}

export const readPosition = (db: Db): Position => JSON.parse((db.rows('select position from workflow_position').get() as string[])[0]!)

export const writePosition = (db: Db, position: Position): void => void db.sql('update workflow_position set position = ?').run(JSON.stringify(position))

export const writeAct = (db: Db, { workflow, record, occasion, state, why, params, op, at, effects }: Act): void =>
  void db
    .sql('insert or replace into act(workflow, record, occasion, state, why, params, op, at, effects) values(?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(workflow, record, occasion, state, why ?? null, params ? JSON.stringify(params) : null, op ?? null, at, JSON.stringify(effects))

/** An act as its row holds it. */
interface ActRow extends Pick<Act, 'workflow' | 'record' | 'occasion' | 'state' | 'at'> {
  readonly why: string | null
  readonly params: string | null
  readonly op: string | null
  readonly effects: string
}

export const actOf = (raw: ActRow): Act => ({
  workflow: raw.workflow,
  record: raw.record,
  occasion: raw.occasion,
  state: raw.state,
  ...(raw.why === null ? {} : { why: raw.why }),
  ...(raw.params === null ? {} : { params: JSON.parse(raw.params) }),
  ...(raw.op === null ? {} : { op: raw.op }),
  at: raw.at,
  effects: JSON.parse(raw.effects),
})

export const hasAct = (db: Db, workflow: string, record: string, occasion: string): boolean =>
  db.rows('select 1 from act where workflow = ? and record = ? and occasion = ?').get(workflow, record, occasion) !== undefined

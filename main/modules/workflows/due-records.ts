import { dateKind, dueBefore, type Kept } from '../../../shared/modules/workflows/due.ts'
import type { Dated, Workflow } from '../../../shared/modules/workflows/workflow.ts'
import { HAS_ID, type Sql, type SqlValue } from '../../kernel/store/filter-sql.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { columnName, type TypedTable } from '../../kernel/store/typed-table.ts'
import { stopsSql } from './stops.ts'

export type DatedWorkflow = Workflow & { readonly trigger: Dated }

export const isDated = (workflow: Workflow): workflow is DatedWorkflow => workflow.trigger.when === 'reached'

/** A record for which a workflow has come due and that it has not dealt with. */
export interface DueRecord {
  readonly n: number
  readonly id: string
  /** The date that it is due for, which no second act may have. */
  readonly occasion: string
  readonly kept: Kept
  /** Whether its filter keeps the record. */
  readonly fits: boolean
  /** Why it is not to act. */
  readonly why: string | null
}

/** What decides whether something is due: from when on each workflow counts, and which others act beside it. */
export interface DueScope {
  readonly reader: Reader
  readonly zone: string
  /** From when on a workflow counts, in milliseconds. */
  readonly floor: (workflow: Workflow) => number
  /** The workflows that run. */
  readonly running: readonly Workflow[]
}

interface Base {
  readonly column: string
  readonly kind: 'day' | 'instant'
  /** Whether the column holds milliseconds. */
  readonly isNumber: boolean
}

/** The column that holds a date, undefined where the type has no such date. */
export const baseOf = ({ entity }: TypedTable, field: string): Base | undefined => {
  if (field === 'createdAt') return { column: 'c.created', kind: 'instant', isNumber: true }
  const kind = Object.hasOwn(entity.fields, field) && !entity.fields[field]!.hidden ? dateKind(entity.fields[field]!.kind) : undefined
  return kind && { column: `c.${columnName(field)}`, kind, isNumber: false }
}

const asKept = (kept: Kept, { isNumber }: Base): SqlValue => (typeof kept === 'number' && !isNumber ? new Date(kept).toISOString() : kept)
const keptOf = (value: SqlValue, { kind, isNumber }: Base): Kept => (kind === 'instant' && !isNumber ? Date.parse(String(value)) : (value as Kept))

/** The date that an act was, or is to be, due for. */
export const keptIn = (occasion: string): Kept => (/^\d+$/.test(occasion) ? Number(occasion) : occasion.includes('T') ? Date.parse(occasion) : occasion)

/** The dates for which a workflow has come due between its beginning and an instant. */
const spanSql = (workflow: DatedWorkflow, base: Base, { floor, zone }: DueScope, now: number): Sql => {
  const bound = (at: number): SqlValue => asKept(dueBefore(workflow.trigger, at, zone, base.kind), base)
  return { text: `(${base.column} >= ? and ${base.column} < ?)`, params: [bound(floor(workflow)), bound(now)] }
}

const NO_ACT = (column: string): string => `not exists (select 1 from act a where a.workflow = ? and a.record = c.id and a.occasion = cast(${column} as text))`

const lengthOf = ({ after, unit }: Dated): number => after * (unit === 'day' ? 24 : 1)

/** The records for which a workflow is due at an instant, by number; decided in one question whatever their number. */
export const dueRecords = (workflow: DatedWorkflow, scope: DueScope, now: number, after: number, limit: number): DueRecord[] => {
  const { reader } = scope
  const table = reader.table(workflow.forType)
  const base = baseOf(table, workflow.trigger.field)
  if (!base) return []
  const span = spanSql(workflow, base, scope, now)
  const fits = workflow.filter ? reader.condition({ type: workflow.forType, filter: workflow.filter, archived: 'with' }) : { text: '1', params: [] }
  const beside = scope.running.filter(isDated).filter(other => other.key !== workflow.key && other.forType === workflow.forType && other.trigger.field === workflow.trigger.field)
  // Of a series only the step that came last acts.
  const late = beside.filter(other => workflow.series !== undefined && other.series === workflow.series && lengthOf(other.trigger) > lengthOf(workflow.trigger)).map(other => spanSql(other, base, scope, now))
  const before = beside.filter(other => workflow.waitsFor !== undefined && other.series === workflow.waitsFor && lengthOf(other.trigger) <= lengthOf(workflow.trigger)).map(other => ({ ...spanSql(other, base, scope, now), key: other.key }))
  const stops = stopsSql(workflow.stops, table.entity)
  const sql = `select c.n, c.id, ${base.column}, (${fits.text}) is true, ${late.length ? `case when ${late.map(({ text }) => text).join(' or ')} then 'late' else ${stops} end` : stops}
    from ${table.table} c where c.st = 0 and ${span.text} and ${NO_ACT(base.column)}${before.map(({ text }) => ` and not (${text} and ${NO_ACT(base.column)})`).join('')} and c.n > ? order by c.n limit ${limit}`
  const params = [...fits.params, ...late.flatMap(each => each.params), ...span.params, workflow.key, ...before.flatMap(({ params: own, key }) => [...own, key]), after]
  return (reader.db.rows(sql).all(...params) as [number, string, SqlValue, number, string | null][]).map(([n, id, kept, isFit, why]) => ({
    n,
    id,
    occasion: String(kept),
    kept: keptOf(kept, base),
    fits: isFit === 1,
    why,
  }))
}

/** The records that a workflow will have come due for by an instant, the soonest first, with what would keep it from acting as things stand. */
export const comingRecords = (workflow: DatedWorkflow, scope: DueScope, until: number, limit: number, record?: string): Omit<DueRecord, 'fits' | 'n'>[] => {
  const { reader } = scope
  const table = reader.table(workflow.forType)
  const base = baseOf(table, workflow.trigger.field)
  if (!base) return []
  const span = spanSql(workflow, base, scope, until)
  const fits = reader.condition({ type: workflow.forType, archived: 'with', ...(workflow.filter && { filter: workflow.filter }) })
  const sql = `select c.id, ${base.column}, ${stopsSql(workflow.stops, table.entity)} from ${table.table} c where ${fits.text} and ${span.text} and ${NO_ACT(base.column)}${record === undefined ? '' : ` and ${HAS_ID}`} order by ${base.column}, c.n limit ${limit}`
  return (reader.db.rows(sql).all(...fits.params, ...span.params, workflow.key, ...(record === undefined ? [] : [record])) as [string, SqlValue, string | null][]).map(([id, kept, why]) => ({ id, occasion: String(kept), kept: keptOf(kept, base), why }))
}

/** How many records a workflow would come to if it counted from an instant on. */
export const countDue = (workflow: DatedWorkflow, scope: DueScope, now: number, since: number): number => {
  const table = scope.reader.table(workflow.forType)
  const base = baseOf(table, workflow.trigger.field)
  if (!base) return 0
  const span = spanSql(workflow, base, { ...scope, floor: () => since }, now)
  const fits = scope.reader.condition({ type: workflow.forType, archived: 'with', ...(workflow.filter && { filter: workflow.filter }) })
  const sql = `select count(*) from ${table.table} c where ${fits.text} and ${span.text} and ${NO_ACT(base.column)} and (${stopsSql(workflow.stops, table.entity)}) is null`
  return (scope.reader.db.rows(sql).get(...fits.params, ...span.params, workflow.key) as number[])[0]!
}

/** The least date for which a workflow is not due yet. */
export const nextKept = (workflow: DatedWorkflow, { reader, zone }: DueScope, now: number): Kept | undefined => {
  const table = reader.table(workflow.forType)
  const base = baseOf(table, workflow.trigger.field)
  if (!base) return undefined
  const bound = asKept(dueBefore(workflow.trigger, now, zone, base.kind), base)
  const [least] = reader.db.rows(`select min(${base.column}) from ${table.table} c where c.st = 0 and ${base.column} >= ?`).get(bound) as SqlValue[]
  return least === null ? undefined : keptOf(least!, base)
}

import { mergedValue, type OfferedValue, type ValueRecord } from '../../../shared/kernel/entity/merge-values.ts'
import { phase as phases } from '../../../shared/modules/opportunities/opportunity.lists.ts'
import type { DealStanding } from '../../../shared/modules/opportunities/opportunities.rpc.ts'
import { wholeDays, type SignOfLife, STALE_DAYS, stalledDays } from '../../../shared/modules/opportunities/opportunity.rules.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { OPPORTUNITY } from './phase-changes.ts'

/** The phases as users have them now, by key. */
const phasesOf = (reader: Reader): ((key: string | null) => OfferedValue) => {
  const { rows } = reader.list({ type: 'listValue', filter: { field: 'list', op: 'eq', value: phases.name }, view: ['key', 'chance', 'isWon', 'isLost', 'staleDays'], limit: 1_000 })
  const own = new Map(rows.map(row => [String(row['key']), row as ValueRecord]))
  return key => mergedValue(key ?? '', phases.values.find(value => value.key === key), own.get(key ?? ''))
}

const iso = (ms: number): string => new Date(ms).toISOString()

const latest = (a: SignOfLife, b: SignOfLife): SignOfLife => (b.at > a.at ? b : a)

/** What other records say of deals: when one was last written, and which is planned next. */
interface Heard {
  readonly last: SignOfLife
  readonly next?: string | undefined
}

const heardOf = (db: Db, types: ReadonlySet<string>, ids: string, today: string): Map<string, Heard> => {
  const heard = new Map<string, Heard>()
  const add = (id: string, last: SignOfLife, next?: string): void => {
    const known = heard.get(id)
    heard.set(id, { last: known ? latest(known.last, last) : last, next: next ?? known?.next })
  }
  if (types.has('activity')) {
    const found = db.rows(
      `select f_opportunity, max(updated), min(case when f_status in ('done', 'cancelled') then null when f_day >= ? then f_day end) from activity
       where st = 0 and f_opportunity in (select value from json_each(?)) group by f_opportunity`,
    )
    for (const [id, updated, next] of found.all(today, ids) as [string, number, string | null][]) add(id, { at: iso(updated), kind: 'activity' }, next ?? undefined)
  }
  if (types.has('note')) {
    for (const [id, updated] of db.rows('select f_subject, max(updated) from note where st = 0 and f_subject in (select value from json_each(?)) group by f_subject').all(ids) as [string, number][]) add(id, { at: iso(updated), kind: 'note' })
  }
  if (types.has('emailMessage')) {
    // What only waits to be sent is no sign yet.
    const found = db.rows('select f_opportunity, max(f_sentOn) from emailMessage where st = 0 and f_sentOn is not null and f_opportunity in (select value from json_each(?)) group by f_opportunity')
    for (const [id, at] of found.all(ids) as [string, string][]) add(id, { at, kind: 'mail' })
  }
  return heard
}

/** How deals stand at an instant, on the day that it is where they are read. */
export const standingsOf = (reader: Reader, ids: readonly string[], now: string, today: string): DealStanding[] => {
  const { db } = reader
  const list = JSON.stringify(ids)
  const phaseOf = phasesOf(reader)
  const heard = heardOf(db, new Set(reader.registry.map(({ type }) => type)), list, today)
  const deals = db.rows(`select id, f_phase, f_phaseSince, updated from ${OPPORTUNITY} where id in (select value from json_each(?))`).all(list) as [string, string | null, string | null, number][]
  return deals.map(([id, phase, since, updated]) => {
    const { last, next } = heard.get(id) ?? {}
    const change: SignOfLife = { at: iso(updated), kind: 'change' }
    const sign = last ? latest(change, last) : change
    const at = phaseOf(phase)
    const days = stalledDays(sign, next, at, now)
    return {
      id,
      ...(since !== null && { phaseDays: wholeDays(since, today) }),
      sign,
      ...(next !== undefined && { next }),
      ...(days !== undefined && { stalled: { days, limit: at.staleDays ?? STALE_DAYS } }),
    }
  })
}

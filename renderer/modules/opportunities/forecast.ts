import { dayAfter, monthsAfter } from '../../../shared/kernel/date/days.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Total } from '../../kernel/list/totals.ts'
import { together } from './sums.ts'

/** Deals of one month, as the core groups them. */
export interface MonthGroup {
  readonly value: string | boolean | null
  readonly count: number
  readonly totals: Readonly<Record<string, readonly Total[]>>
}

/** A line of the forecast: a month, or what lies before, beyond or on no day at all. */
export interface ForecastRow {
  readonly key: string
  readonly kind: 'before' | 'month' | 'later' | 'none'
  /** Whether it was to be closed by now. */
  readonly isLate: boolean
  readonly count: number
  readonly amount: readonly Total[]
  readonly weighted: readonly Total[]
  readonly wonCount: number
  readonly won: readonly Total[]
  /** Those that are open, and those that were won then. */
  readonly open: Filter
  readonly closed: Filter
}

/** Of the months before this one. */
const PAST_MONTHS = 3

/** The months of a forecast, some of them past, as `2026-11`. */
const monthsOf = (today: string, ahead: number): string[] =>
  Array.from({ length: PAST_MONTHS + ahead }, (_, i) => monthsAfter(`${today.slice(0, 7)}-01`, i - PAST_MONTHS).slice(0, 7))

/** The days of a month, both of them in it. */
const daysOf = (month: string): { from: string; to: string } => ({ from: `${month}-01`, to: dayAfter(monthsAfter(`${month}-01`, 1), -1) })

/** Deals as they are expected to close, month by month, beside those that were won; `open` and `won` are all of them by month. */
export const forecastRows = (open: readonly MonthGroup[], won: readonly MonthGroup[], today: string, ahead: number): ForecastRow[] => {
  const months = monthsOf(today, ahead)
  const [first, last] = [months[0]!, months.at(-1)!]
  const isOpen: Filter = { saved: 'opportunity.open' }
  const isWon: Filter = { saved: 'opportunity.won' }
  const row = (key: string, kind: ForecastRow['kind'], isIn: (month: string | null) => boolean, expected: Filter, closedOn: Filter): ForecastRow => {
    const of = (groups: readonly MonthGroup[]): MonthGroup[] => groups.filter(({ value }) => isIn(typeof value === 'string' ? value : null))
    const [mine, made] = [of(open), of(won)]
    const count = (groups: readonly MonthGroup[]): number => groups.reduce((sum, group) => sum + group.count, 0)
    return {
      key, kind,
      isLate: kind === 'before' || (kind === 'month' && key < today.slice(0, 7)),
      count: count(mine),
      amount: together(...mine.map(({ totals }) => totals['amount'])),
      weighted: together(...mine.map(({ totals }) => totals['weighted'])),
      wonCount: count(made),
      won: together(...made.map(({ totals }) => totals['madeSales'])),
      open: { all: [isOpen, expected] },
      closed: { all: [isWon, closedOn] },
    }
  }
  const within = (field: string, value: { from?: string; to?: string }): Filter => ({ field, op: 'within', value })
  const both = (value: { from?: string; to?: string }): [Filter, Filter] => [within('expectedClosing', value), within('closedOn', value)]
  // What was won long ago is no forecast.
  const edge = (...of: Parameters<typeof row>): ForecastRow => ({ ...row(...of), wonCount: 0, won: [] })
  const before = edge('before', 'before', month => month !== null && month < first, ...both({ to: dayAfter(`${first}-01`, -1) }))
  const later = edge('later', 'later', month => month !== null && month > last, ...both({ from: monthsAfter(`${last}-01`, 1) }))
  const none = edge('none', 'none', month => month === null, { field: 'expectedClosing', op: 'empty' }, { field: 'closedOn', op: 'empty' })
  return [
    ...(before.count > 0 ? [before] : []),
    ...months.map(month => row(month, 'month', each => each === month, ...both(daysOf(month)))),
    ...[later, none].filter(({ count }) => count > 0),
  ]
}

import { dayAfter, isDate, isOfOurYears, mondayOf, monthsAfter } from './days.ts'

/** Spans of time that go by a name; which days they are follows from the day it is. */
export const PERIODS = [
  'yesterday', 'today', 'tomorrow', 'lastWeek', 'thisWeek', 'nextWeek', 'lastMonth', 'thisMonth', 'nextMonth',
  'lastQuarter', 'thisQuarter', 'nextQuarter', 'lastYear', 'thisYear', 'nextYear', 'past', 'future',
] as const
export type PeriodName = (typeof PERIODS)[number]

export const UNITS = ['day', 'week', 'month', 'year'] as const
export type Unit = (typeof UNITS)[number]

/** How a number of units is counted from today, which itself belongs to `last` and `next`. */
export const COUNTED = ['last', 'next', 'longerAgo', 'further'] as const
export type Counted = (typeof COUNTED)[number]

/**
 * A span of days: one with a name, one counted from today (`{ last: 30, unit: 'day' }`; `longerAgo` and `further` are what
 * lies beyond), or from a day to another, both included, one of which may be left open.
 */
export type Period = { readonly period: PeriodName } | ({ readonly unit: Unit } & { readonly [K in Counted]?: number }) | { readonly from?: string; readonly to?: string }

const MOST_UNITS = 9_999

const hasOnly = (value: object, ...names: readonly string[]): boolean => Object.keys(value).every(key => names.includes(key))

export const countedOf = (period: Period): Counted | undefined => COUNTED.find(way => way in period)

export const isPeriod = (value: unknown): value is Period => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if ('period' in value) return hasOnly(value, 'period') && (PERIODS as readonly unknown[]).includes(value.period)
  if ('unit' in value) {
    const way = countedOf(value as Period)
    const count: unknown = way && (value as Record<string, unknown>)[way]
    return way !== undefined && hasOnly(value, 'unit', way) && (UNITS as readonly unknown[]).includes(value.unit) && Number.isInteger(count) && (count as number) >= 0 && (count as number) <= MOST_UNITS
  }
  const days = Object.values(value)
  return hasOnly(value, 'from', 'to') && days.length > 0 && days.every(day => typeof day === 'string' && isDate(day))
}

/** The first day of a span and the one after its last; an open end is undefined. */
export type Span = readonly [from: string | undefined, to: string | undefined]

const LONG: Record<'Month' | 'Quarter' | 'Year', number> = { Month: 1, Quarter: 3, Year: 12 }

const named = (name: PeriodName, today: string): Span => {
  const day = (from: number): Span => [dayAfter(today, from), dayAfter(today, from + 1)]
  if (name === 'yesterday') return day(-1)
  if (name === 'today') return day(0)
  if (name === 'tomorrow') return day(1)
  if (name === 'past') return [undefined, today]
  if (name === 'future') return [dayAfter(today, 1), undefined]
  const [, which, unit] = /^(last|this|next)(.+)$/.exec(name)!
  const step = which === 'last' ? -1 : which === 'next' ? 1 : 0
  if (unit === 'Week') return [dayAfter(mondayOf(today), 7 * step), dayAfter(mondayOf(today), 7 * (step + 1))]
  const months = LONG[unit as keyof typeof LONG]
  const month = Number(today.slice(5, 7)) - 1
  const first = monthsAfter(`${today.slice(0, 7)}-01`, -(month % months))
  return [monthsAfter(first, months * step), monthsAfter(first, months * (step + 1))]
}

const unitsAfter = (day: string, count: number, unit: Unit): string =>
  unit === 'day' ? dayAfter(day, count) : unit === 'week' ? dayAfter(day, 7 * count) : monthsAfter(day, unit === 'month' ? count : 12 * count)

/** The days of a period, given the day it is; weeks begin on Monday. What lies beyond the years that a date has is open. */
export const spanOf = (period: Period, today: string): Span => {
  const span = ((): Span => {
    if ('period' in period) return named(period.period, today)
    if ('unit' in period) {
      const way = countedOf(period)!
      const count = period[way]!
      const other = unitsAfter(today, way === 'last' || way === 'longerAgo' ? -count : count, period.unit)
      switch (way) {
        case 'last':
          return [other, dayAfter(today, 1)]
        case 'next':
          return [today, dayAfter(other, 1)]
        case 'longerAgo':
          return [undefined, other]
        case 'further':
          return [dayAfter(other, 1), undefined]
      }
    }
    return [period.from, period.to === undefined ? undefined : dayAfter(period.to, 1)]
  })()
  return [span[0], span[1]].map(day => (day === undefined || isOfOurYears(day) ? day : undefined)) as unknown as Span
}

/**
 * The days of a span as they come again every year: month and day from one to before the other, over the new year when the
 * first is later. `always` when it is a whole year or more or has an open end, `never` when it has no day.
 */
export const yearlyOf = ([from, to]: Span): readonly [from: string, to: string] | 'always' | 'never' => {
  if (from === undefined || to === undefined) return 'always'
  if (from >= to) return 'never'
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  const [first, end] = [from.slice(5), to.slice(5)]
  return years > 1 || (years === 1 && end >= first) ? 'always' : [first, end]
}

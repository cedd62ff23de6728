import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter, isDate } from './days.ts'
import { isPeriod, type Period, PERIODS, spanOf, UNITS, yearlyOf } from './period.ts'

const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
const at = (period: Period, today = '2026-11-20') => spanOf(period, today)

describe('periods', () => {
  it('begin weeks on Monday and quarters with January', () => {
    expect(at({ period: 'thisWeek' })).toEqual(['2026-11-16', '2026-11-23'])
    expect(at({ period: 'lastWeek' }, '2026-11-15')).toEqual(['2026-11-02', '2026-11-09'])
    expect(at({ period: 'thisQuarter' })).toEqual(['2026-10-01', '2027-01-01'])
    expect(at({ period: 'lastQuarter' }, '2026-01-31')).toEqual(['2025-10-01', '2026-01-01'])
    expect(at({ period: 'nextMonth' }, '2026-12-31')).toEqual(['2027-01-01', '2027-02-01'])
    expect(at({ period: 'lastYear' })).toEqual(['2025-01-01', '2026-01-01'])
  })

  it('count from today, which belongs to those that begin or end with it', () => {
    expect(at({ last: 30, unit: 'day' })).toEqual(['2026-10-21', '2026-11-21'])
    expect(at({ longerAgo: 30, unit: 'day' })).toEqual([undefined, '2026-10-21'])
    expect(at({ next: 2, unit: 'week' })).toEqual(['2026-11-20', '2026-12-05'])
    expect(at({ further: 1, unit: 'year' })).toEqual(['2027-11-21', undefined])
    expect(at({ last: 1, unit: 'month' }, '2026-03-31')).toEqual(['2026-02-28', '2026-04-01'])
    expect(at({ from: '2026-01-02', to: '2026-01-02' })).toEqual(['2026-01-02', '2026-01-03'])
    expect(at({ to: '2026-01-02' })).toEqual([undefined, '2026-01-03'])
  })

  it('of a name that follow each other leave no day between them and share none', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('Week', 'Month', 'Quarter', 'Year'), (today, unit) => {
        const [last, current, next] = (['last', 'this', 'next'] as const).map(which => at({ period: `${which}${unit}` as 'thisWeek' }, today)) as [[string, string], [string, string], [string, string]]
        expect([last[1], current[1]]).toEqual([current[0], next[0]])
        expect(current[0] <= today && today < current[1]).toBe(true)
      }),
    )
  })

  it('and what lies beyond them part all days in two', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 500 }), fc.constantFrom(...UNITS), day, (today, count, unit, asked) => {
        const isIn = (period: Period): boolean => {
          const [from = '', to = '~'] = at(period, today)
          return asked >= from && asked < to
        }
        if (asked <= today) expect(isIn({ last: count, unit })).toBe(!isIn({ longerAgo: count, unit }))
        if (asked >= today) expect(isIn({ next: count, unit })).toBe(!isIn({ further: count, unit }))
      }),
    )
  })

  it('come again every year on the days that going through them meets', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -3, max: 800 }), day, (from, length, born) => {
        const to = dayAfter(from, length)
        const yearly = yearlyOf([from, to])
        const asked = born.slice(5)
        const found = yearly === 'always' || (yearly !== 'never' && (yearly[0] < yearly[1] ? asked >= yearly[0] && asked < yearly[1] : asked >= yearly[0] || asked < yearly[1]))
        let plain = false
        for (let each = from; each < to; each = dayAfter(each, 1)) plain ||= each.slice(5) === asked || (asked === '02-29' && each.endsWith('-02-28') && !isDate(`${each.slice(0, 4)}-02-29`))
        expect(found).toBe(plain)
      }),
    )
  })

  it('are known from anything else', () => {
    for (const period of PERIODS) expect(isPeriod({ period })).toBe(true)
    for (const wrong of [{}, { period: 'someday' }, { last: 3 }, { last: -1, unit: 'day' }, { last: 1, next: 1, unit: 'day' }, { from: '2026-02-30' }, { from: '2026-01-01', unit: 'day' }, [], null, 'today']) expect(isPeriod(wrong), JSON.stringify(wrong)).toBe(false)
  })
})

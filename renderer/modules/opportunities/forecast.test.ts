import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { forecastRows, type MonthGroup } from './forecast.ts'
import { rateOf, together } from './sums.ts'

const TODAY = '2026-11-20'
const group = (value: string | null, amount: number, currency = 'EUR'): MonthGroup => ({
  value,
  count: 1,
  totals: { amount: [{ sum: amount, count: 1, currency }], weighted: [{ sum: amount / 2, count: 1, currency }], madeSales: [{ sum: amount, count: 1, currency }] },
})

describe('the forecast', () => {
  it('has a line for each month, three of them past, and what lies beyond only where there is something', () => {
    const rows = forecastRows([group('2026-12', 100), group('2026-10', 40), group('2020-01', 7), group(null, 5)], [group('2026-11', 30)], TODAY, 2)
    expect(rows.map(({ key }) => key)).toEqual(['before', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12', 'none'])
    expect(rows.filter(({ isLate }) => isLate).map(({ key }) => key)).toEqual(['before', '2026-08', '2026-09', '2026-10'])
    expect(rows.find(({ key }) => key === '2026-12')).toMatchObject({ count: 1, amount: [{ sum: 100, currency: 'EUR' }], weighted: [{ sum: 50 }] })
    expect(rows.find(({ key }) => key === '2026-11')).toMatchObject({ count: 0, wonCount: 1, won: [{ sum: 30 }] })
    expect(rows.find(({ key }) => key === '2026-12')!.open).toEqual({ all: [{ saved: 'opportunity.open' }, { field: 'expectedClosing', op: 'within', value: { from: '2026-12-01', to: '2026-12-31' } }] })
  })

  it('leaves out no open deal and counts none twice', () => {
    const month = fc.option(fc.tuple(fc.integer({ min: 2024, max: 2029 }), fc.integer({ min: 1, max: 12 })).map(([year, at]) => `${year}-${String(at).padStart(2, '0')}`), { nil: null })
    fc.assert(
      fc.property(fc.uniqueArray(month), fc.integer({ min: 1, max: 24 }), (months, ahead) => {
        const rows = forecastRows(months.map((each, i) => group(each, i + 1)), [], TODAY, ahead)
        expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(months.length)
        expect(together(...rows.map(({ amount }) => amount))[0]?.sum ?? 0).toBe((months.length * (months.length + 1)) / 2)
        for (const { open, closed } of rows) expect([open, closed].every(isWholeFilter)).toBe(true)
      }),
    )
  })
})

describe('sums', () => {
  it('of several groups stay apart by currency', () => {
    expect(together([{ sum: 5, count: 1, currency: 'EUR' }], undefined, [{ sum: 7, count: 2, currency: 'EUR' }, { sum: 1, count: 1, currency: 'CHF' }])).toEqual([
      { sum: 12, count: 3, currency: 'EUR' },
      { sum: 1, count: 1, currency: 'CHF' },
    ])
  })

  it('say how often something went well, where it was tried', () => {
    expect(rateOf(3, 1)).toBe(0.75)
    expect(rateOf(0, 0)).toBeUndefined()
  })
})

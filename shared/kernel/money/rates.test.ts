import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter } from '../date/days.ts'
import { convert, currenciesOf, type Rate, rateOn, sumIn } from './rates.ts'

const codes = ['EUR', 'CHF', 'JPY', 'TND'] as const
const code = fc.constantFrom(...codes)
const day = fc.integer({ min: 0, max: 60 }).map(days => dayAfter('2026-01-01', days))
const rate = fc.record({ from: code, to: code, on: day, rate: fc.double({ min: 0.01, max: 100, noNaN: true }) })
const rates = fc.array(rate, { maxLength: 12 })

describe('the currencies', () => {
  it('are the euro alone until somebody chose others', () => {
    expect(currenciesOf([])).toEqual({ base: 'EUR', active: ['EUR'] })
    expect(currenciesOf([{ code: 'USD', isActive: true }, { code: 'CHF', isActive: true, isDefault: true }])).toEqual({ base: 'CHF', active: ['CHF', 'EUR', 'USD'] })
    expect(currenciesOf([{ code: 'CHF', isDefault: true }, { code: 'EUR', isActive: false }])).toEqual({ base: 'CHF', active: ['CHF'] })
  })

  it('begin with the base, which is always one of them, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ code, isActive: fc.boolean(), isDefault: fc.boolean() }, { requiredKeys: ['code'] })), choices => {
        const { base, active } = currenciesOf(choices)
        expect(active[0]).toBe(base)
        expect(new Set(active).size).toBe(active.length)
      }),
    )
  })
})

describe('a rate', () => {
  it('holds from its day on until the next one, and the other way round too', () => {
    const some: Rate[] = [{ from: 'CHF', to: 'EUR', on: '2026-01-01', rate: 1.05 }, { from: 'EUR', to: 'CHF', on: '2026-06-01', rate: 0.8 }]
    expect(rateOn(some, 'CHF', 'EUR', '2025-12-31')).toBeUndefined()
    expect(rateOn(some, 'CHF', 'EUR', '2026-05-31')).toEqual({ rate: 1.05, on: '2026-01-01' })
    expect(rateOn(some, 'CHF', 'EUR', '2026-06-01')).toEqual({ rate: 1.25, on: '2026-06-01' })
    expect(rateOn(some, 'USD', 'EUR', '2026-06-01')).toBeUndefined()
  })

  it('is the youngest that is not of a later day', () => {
    fc.assert(
      fc.property(rates, code, code, day, (some, from, to, on) => {
        const found = rateOn(some, from, to, on)
        const usable = some.filter(each => each.on <= on && [each.from, each.to].includes(from) && [each.from, each.to].includes(to) && from !== to && each.from !== each.to)
        if (from === to) expect(found).toEqual({ rate: 1, on })
        else expect(found?.on).toBe(usable.map(each => each.on).toSorted().at(-1))
      }),
    )
  })
})

describe('amounts of several currencies', () => {
  it('are converted between currencies of other decimals', () => {
    expect(convert({ amount: 1_250, currency: 'EUR' }, 'JPY', 160)).toEqual({ amount: 2_000, currency: 'JPY' })
    expect(convert({ amount: 2_000, currency: 'JPY' }, 'TND', 0.02)).toEqual({ amount: 40_000, currency: 'TND' })
    expect(convert({ amount: -5, currency: 'EUR' }, 'CHF', 0.5)).toEqual({ amount: -3, currency: 'CHF' })
  })

  it('add up, and say which of them could not', () => {
    const some: Rate[] = [{ from: 'CHF', to: 'EUR', on: '2026-01-01', rate: 1.05 }]
    expect(sumIn([{ amount: 1_000, currency: 'EUR' }, { amount: 2_000, currency: 'CHF' }, { amount: 70, currency: 'USD' }], 'EUR', some, '2026-02-01')).toEqual({ amount: 3_100, currency: 'EUR', used: [some[0]], missing: ['USD'] })
  })

  it('count each sum once, converted or missing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.record({ amount: fc.integer({ min: -1e9, max: 1e9 }), currency: code }), { selector: ({ currency }) => currency }), code, rates, day, (sums, to, some, on) => {
        const { amount, used, missing } = sumIn(sums, to, some, on)
        expect([...used.map(({ from }) => from), ...missing, ...sums.filter(sum => sum.currency === to).map(({ currency }) => currency)].toSorted()).toEqual(sums.map(({ currency }) => currency).toSorted())
        expect(Number.isInteger(amount)).toBe(true)
        expect(sumIn(sums.filter(sum => sum.currency === to), to, some, on).amount).toBe(sums.find(sum => sum.currency === to)?.amount ?? 0)
      }),
    )
  })
})

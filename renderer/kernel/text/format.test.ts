import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlainNumber } from '../../../shared/kernel/money/read-amount.ts'
import { addressLines, amountText, decimalMark, formatDay, formatMoney, localTime, numberText, parseAmount } from './format.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('amounts', () => {
  it('are read as people of Europe write them', () => {
    const cases: [string, number][] = [
      ['1 284,50', 128450],
      ['1\u202f284,50 €', 128450],
      ['1.284,50', 128450],
      ['1,284.50', 128450],
      ['1284.5', 128450],
      ['12', 1200],
      ['1.284', 128400],
      ['1.284.000', 128400000],
      ['-3,2', -320],
      ['1,5', 150],
    ]
    for (const [text, amount] of cases) expect(parseAmount(text, 2, 'fr'), text).toBe(amount)
  })

  it('are read in English with a point before the decimals', () => {
    const cases: [string, number][] = [['1,284.50', 128450], ['1.284,50', 128450], ['1,284', 128400], ['1,284,000', 128400000], ['1284.5', 128450], ['€1,500', 150000], ['1,5', 150]]
    for (const [text, amount] of cases) expect(parseAmount(text, 2, 'en'), text).toBe(amount)
    expect(parseAmount('1.284', 2, 'en')).toBeUndefined()
  })

  it('are refused when they are none', () => {
    for (const text of ['', 'douze', '1,2,3,x', '1,234', '--1', '.']) expect(parseAmount(text, 2, 'fr'), text).toBeUndefined()
  })

  it('come back from the text of an input', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('fr' as const, 'en' as const), fc.constantFrom(0, 2, 3), (amount, language, decimals) => {
        expect(parseAmount(amountText(amount, decimals, language), decimals, language)).toBe(amount)
      }),
    )
  })

  it('without a currency come back from the text of an input too', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(one => !Object.is(one, -0))
    fc.assert(
      fc.property(number, fc.constantFrom('fr' as const, 'en' as const), (value, language) => {
        expect(readPlainNumber(numberText(value, language), decimalMark(language))).toBe(value)
      }),
    )
  })

  it('are shown with their currency', () => {
    expect(plain(formatMoney({ amount: 128450, currency: 'EUR' }, 'fr'))).toBe('1 284,50 €')
    expect(formatMoney({ amount: 128450, currency: 'EUR' }, 'en')).toBe('€1,284.50')
    expect(plain(formatMoney({ amount: 500, currency: 'JPY' }, 'fr'))).toMatch(/^500 /)
  })
})

describe('days', () => {
  it('leave out the current year', () => {
    expect(formatDay('2026-11-20', 'fr', 2026)).toBe('20 nov.')
    expect(formatDay('2025-11-20', 'fr', 2026)).toBe('20 nov. 2025')
    expect(formatDay('2026-11-20', 'en', 2026)).toBe('20 Nov')
  })
})

describe('the time of this machine', () => {
  it('is told to the minute, whatever the year', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0002-01-01'), max: new Date('9998-12-31'), noInvalidDate: true }), date => {
        date.setSeconds(0, 0)
        const written = localTime(date.toISOString())
        expect(written).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
        // An hour that comes twice in autumn is taken for the first.
        expect(Math.abs(Date.parse(written) - date.getTime()) % 3_600_000).toBe(0)
      }),
    )
  })
})

describe('an address', () => {
  it('is written as on an envelope, without empty lines', () => {
    expect(addressLines({ street: '3, rue des Moulins', postcode: '38500', city: 'Voiron', label: 'work' })).toEqual(['3, rue des Moulins', '38500 Voiron'])
  })
})

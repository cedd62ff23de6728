import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detectDecimalMark, readNumber, toNumber, toUnits, writeDecimal } from './parse-number.ts'

const number = (text: string, mark?: 'comma' | 'point'): number | undefined => {
  const written = readNumber(text, mark)
  return written && toNumber(written)
}

describe('reading numbers', () => {
  it.each([
    ['1 234,56', 1234.56], ['1\u00a0234,56', 1234.56], ['1\u202f234', 1234], ['1.234,56', 1234.56], ['1,234.56', 1234.56], ["1'234.50", 1234.5], ['1’234,5', 1234.5],
    ['1.234.567', 1234567], ['(12,50)', -12.5], ['-12', -12], ['−12', -12], ['12-', -12], ['+7', 7], ['0,125', 0.125], ['.5', 0.5], ['1234.567', 1234.567], ['1,5E3', 1500],
    ['12,50 €', 12.5], ['€ 12.50', 12.5], ['12 %', 12], ['007', 7],
  ])('%s is %d, whatever the column', (text, expected) => {
    expect(number(text, 'comma')).toBe(expected)
    expect(number(text, 'point')).toBe(expected)
  })

  it('reads one mark before three digits as the column writes it', () => {
    expect(number('1,234', 'comma')).toBe(1.234)
    expect(number('1,234', 'point')).toBe(1234)
    expect(number('12.345', 'comma')).toBe(12345)
    expect(number('12.345', 'point')).toBe(12.345)
  })

  it.each(['', 'abc', '12 34', '1,2,3', '1.2345.678', '1..2', '--5', '(−5)', '12/05', '1 234 56', '€12€'])('refuses %j', text => {
    expect(readNumber(text)).toBeUndefined()
  })

  it('tells the mark of a column from the numbers that prove it', () => {
    expect(detectDecimalMark(['1,234', '5', '1.5'])).toBe('point')
    expect(detectDecimalMark(['1.234', '1.234,5'])).toBe('comma')
    expect(detectDecimalMark(['12,50 €'], 'point')).toBe('comma')
    expect(detectDecimalMark(['1,234', 'none'])).toBe('comma')
    expect(detectDecimalMark(['1,234'], 'point')).toBe('point')
  })

  it('counts minor units without float errors', () => {
    const units = (text: string, decimals: number): number => toUnits(readNumber(text)!, decimals)
    expect(units('1,005', 2)).toBe(101)
    expect(units('-1,005', 2)).toBe(-101)
    expect(units('0,29', 2)).toBe(29)
    expect(units('8,2', 3)).toBe(8200)
    expect(units('1234', 0)).toBe(1234)
    expect(units('0,4', 0)).toBe(0)
    expect(units('0,004', 2)).toBe(0)
    expect(units('90071992547409,91', 2)).toBe(Number.MAX_SAFE_INTEGER)
    expect(units('90071992547409,92', 2)).toBeNaN()
    expect(units('1e300', 2)).toBeNaN()
    expect(units('1e-300', 2)).toBe(0)
  })

  it('reads what it writes, without being told the mark', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }).filter(value => !Object.is(value, -0)), fc.constantFrom('comma' as const, 'point' as const), (value, mark) => {
        const text = writeDecimal(String(value), mark)
        expect(number(text, 'comma')).toBe(value)
        expect(number(text, 'point')).toBe(value)
      }),
    )
    expect(writeDecimal('1.234', 'comma')).toBe('1,2340')
  })

  it('never throws, and never gives a number for what is none', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), text => {
        expect(['comma', 'point']).toContain(detectDecimalMark([text]))
        expect(number(text) ?? 0).not.toBeNaN()
      }),
    )
  })
})

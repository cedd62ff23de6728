import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayAfter, daysBetween } from './days.ts'

it('the days between a day and one some days later are so many, and as many back', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
      expect(daysBetween(from, dayAfter(from, days))).toBe(days)
      expect(daysBetween(dayAfter(from, days), from)).toBe(-days || 0)
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fittingOf } from './use-fitting.ts'

describe('what fits in a row', () => {
  it('is everything when there is room, with nothing set apart for the rest', () => {
    expect(fittingOf([50, 50, 50], 160, 5, 40)).toBe(3)
  })
  it('leaves room for what stands for the rest', () => {
    expect(fittingOf([50, 50, 50], 159, 5, 40)).toBe(2)
    expect(fittingOf([50, 50, 50], 144, 5, 40)).toBe(1)
  })
  it('is nothing when even the first does not fit', () => {
    expect(fittingOf([50, 50], 60, 5, 40)).toBe(0)
  })
  it('never goes beyond the room, and never leaves out one more than it must', () => {
    const width = fc.integer({ min: 1, max: 200 })
    fc.assert(
      fc.property(fc.array(width, { maxLength: 12 }), fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 10 }), width, (widths, room, gap, last) => {
        const taken = (count: number): number => widths.slice(0, count).reduce((sum, one) => sum + one + gap, 0) + (count < widths.length ? last : -gap)
        const count = fittingOf(widths, room, gap, last)
        if (count > 0) expect(taken(count)).toBeLessThanOrEqual(room)
        if (count < widths.length) expect(taken(count + 1)).toBeGreaterThan(room)
      }),
    )
  })
})

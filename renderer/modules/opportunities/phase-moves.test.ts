import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phaseRows } from './phase-moves.ts'

describe('what became of the deals of a phase', () => {
  it('tells where they went and after how long, in the order of the phases', () => {
    const moves = [
      { phase: 'proposal', next: 'won', count: 1, averageDays: 4 },
      { phase: 'proposal', next: 'lost', count: 3, averageDays: 8 },
      { phase: 'prospecting', next: 'proposal', count: 2, averageDays: 1 },
      { phase: null, next: 'prospecting', count: 5, averageDays: 1 },
    ]
    expect(phaseRows(moves, ['prospecting', 'proposal'])).toEqual([
      { phase: 'prospecting', count: 2, averageDays: 1, nexts: [{ phase: 'proposal', count: 2, share: 1 }] },
      { phase: 'proposal', count: 4, averageDays: 7, nexts: [{ phase: 'lost', count: 3, share: 0.75 }, { phase: 'won', count: 1, share: 0.25 }] },
    ])
  })

  it('loses no deal that left a phase, whatever the phases are', () => {
    const phase = fc.constantFrom('a', 'b', 'c')
    const move = fc.record({ phase, next: fc.option(phase), count: fc.integer({ min: 1, max: 50 }), averageDays: fc.integer({ min: 0, max: 90 }) })
    fc.assert(
      fc.property(fc.array(move), fc.subarray(['a', 'b', 'c']), (moves, order) => {
        const rows = phaseRows(moves, order)
        expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(moves.reduce((sum, { count }) => sum + count, 0))
        for (const { nexts } of rows) expect(nexts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
      }),
    )
  })
})

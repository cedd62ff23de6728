import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { movedRow, rankAt, type Ranked } from './moved.ts'

const ranked = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 8 }).map(orders => orders.toSorted((a, b) => a - b).map((order, i): Ranked => ({ id: `r${i}`, order })))

describe('a row that is moved', () => {
  it('stands where it was put once it has its new rank, and no other changes', () => {
    fc.assert(
      fc.property(ranked, fc.nat(), fc.nat(), (rows, a, b) => {
        const [from, to] = [a % rows.length, b % rows.length]
        const ids = rows.map(({ id }) => id)
        const asked = ids.toSpliced(from, 1).toSpliced(to, 0, ids[from]!)
        const moved = movedRow(rows, asked)
        const after = rows.map(row => (row.id === moved?.id ? moved : row)).toSorted((x, y) => x.order - y.order)
        expect(after.map(({ id }) => id)).toEqual(asked)
      }),
    )
  })

  it('is none where all stand as before', () => {
    expect(movedRow([{ id: 'a', order: 1 }, { id: 'b', order: 2 }], ['a', 'b'])).toBeUndefined()
  })
})

describe('a rank for one that is new', () => {
  it('puts it after as many as was asked', () => {
    fc.assert(
      fc.property(ranked, fc.nat(), (rows, asked) => {
        const before = asked % (rows.length + 1)
        const ranks = rows.map(({ order }) => order)
        const rank = rankAt(ranks, before)
        expect(ranks.filter(other => other < rank)).toHaveLength(before)
        expect(ranks).not.toContain(rank)
      }),
    )
    expect(rankAt([], 0)).toBe(0)
  })
})

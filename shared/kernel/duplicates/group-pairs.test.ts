import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupPairs } from './group-pairs.ts'

const pair = (a: number, b: number, score = 60) => ({ a, b, type: 'contact', score, reasons: ['email' as const] })

it('makes one group of three that are all alike, and two where the ends are not', () => {
  expect(groupPairs([pair(1, 2), pair(1, 3), pair(2, 3)], 10).map(({ members }) => members)).toEqual([[1, 2, 3]])
  expect(groupPairs([pair(1, 2), pair(2, 3)], 10).map(({ members }) => members)).toEqual([[1, 2], [2, 3]])
})

it('shows every pair in a group, no group larger than asked, and in each only what is alike', () => {
  const pairs = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).filter(([a, b]) => a < b), { selector: String })
  fc.assert(
    fc.property(pairs, fc.integer({ min: 2, max: 5 }), (found, most) => {
      const groups = groupPairs(found.map(([a, b]) => pair(a, b)), most)
      const has = (a: number, b: number): boolean => found.some(([x, y]) => (x === a && y === b) || (x === b && y === a))
      for (const [a, b] of found) expect(groups.some(({ members }) => members.includes(a) && members.includes(b))).toBe(true)
      for (const { members } of groups) {
        expect(members.length).toBeLessThanOrEqual(most)
        expect(new Set(members).size).toBe(members.length)
        for (const a of members) for (const b of members) if (a !== b) expect(has(a, b)).toBe(true)
      }
    }),
  )
})

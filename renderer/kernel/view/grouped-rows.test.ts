import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf } from './grouped-rows.ts'

describe('the places of a grouped list', () => {
  it('are those of its heads, each followed by its records when it is open', () => {
    const group = fc.record({ count: fc.nat(30), isOpen: fc.boolean() })
    fc.assert(
      fc.property(fc.array(group, { maxLength: 20 }), groups => {
        const expected = groups.flatMap(({ count, isOpen }, at) => [{ group: at, record: undefined }, ...Array.from({ length: isOpen ? count : 0 }, (_, record) => ({ group: at, record }))])
        const plan = planOf(groups)
        expect(plan.count).toBe(expected.length)
        expect(expected.map((_, index) => plan.at(index))).toEqual(expected)
        expect(groups.map((_, at) => plan.at(plan.headOf(at)))).toEqual(groups.map((_, at) => ({ group: at, record: undefined })))
        expect([plan.at(-1), plan.at(expected.length)]).toEqual([undefined, undefined])
      }),
    )
  })
})

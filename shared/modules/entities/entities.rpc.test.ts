import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entitiesRpc, isPlainGet, isPlainPage } from './entities.rpc.ts'

const filter = fc.oneof(
  fc.record({ field: fc.string(), op: fc.constantFrom('eq', 'contains', 'empty', 'nothing'), value: fc.oneof(fc.string(), fc.integer(), fc.constant(null)) }, { requiredKeys: ['field', 'op'] }),
  fc.record({ all: fc.array(fc.record({ field: fc.string(), op: fc.constant('eq') }), { maxLength: 3 }) }),
  fc.anything(),
)
const asked = fc.record(
  {
    type: fc.constantFrom('contact', 'contact', 'Contact', 'a'.repeat(42), 3),
    view: fc.oneof(fc.array(fc.string({ maxLength: 120 }), { maxLength: 5 }), fc.array(fc.constant('name'), { minLength: 99, maxLength: 102 })),
    filter,
    limit: fc.oneof(fc.integer({ min: -1, max: 1_002 }), fc.double()),
    text: fc.string(),
  },
  { requiredKeys: ['type', 'limit'] },
)

describe('a page asked for in the plainest way', () => {
  it('is one that the schema gives back as it is', () => {
    expect(isPlainPage({ type: 'contact', view: ['lastName'], filter: { field: 'lastName', op: 'eq', value: 'Nom' }, limit: 20 })).toBe(true)
    fc.assert(
      fc.property(asked, input => {
        if (isPlainPage(input)) expect(entitiesRpc.list.input.parse(input)).toEqual(input)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is none when it says anything that the schema refuses or fills in', () => {
    for (const input of [null, 'contact', {}, { type: 'contact' }, { type: 'contact', limit: 0 }, { type: 'contact', limit: 1.5 }, { type: 'contact', limit: 10, hack: 1 }, { type: '../x', limit: 10 }])
      expect(isPlainPage(input), JSON.stringify(input)).toBe(false)
  })
})

describe('a record asked for in the plainest way', () => {
  it('is one that the schema gives back as it is', () => {
    const some = fc.record({ type: fc.constantFrom('contact', 'Contact'), id: fc.oneof(fc.uuid({ version: 7 }), fc.uuid(), fc.string()), other: fc.anything() }, { requiredKeys: ['type'] })
    expect(isPlainGet({ type: 'contact', id: '01a1fbf6-d686-7166-922c-ad69d4654a49' })).toBe(true)
    fc.assert(
      fc.property(some, input => {
        if (isPlainGet(input)) expect(entitiesRpc.get.input.parse(input)).toEqual(input)
      }),
      { numRuns: 1_000 },
    )
  })
})

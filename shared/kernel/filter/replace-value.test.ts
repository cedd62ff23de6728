import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterOn } from '../../../tests/fixtures/arbitrary-filter.ts'
import { registry } from '../../registry.ts'
import type { AnyEntity } from '../entity/define.ts'
import type { Filter } from './filter.ts'
import { replaceValue } from './replace-value.ts'

const entityOf = (type: string): AnyEntity | undefined => registry.find(entity => entity.type === type)
const contact = entityOf('contact')!
const filters = filterOn(contact, { registry, ids: () => fc.constant('0190a0e0-0000-7000-8000-000000000000'), kinds: ['employs'], saved: () => ['other'], links: 2 })
const asked = (filter: Filter, from: string, into: string, list = 'commercialStatus'): Filter => replaceValue(filter, contact, entityOf, { list, from, into })

describe('a filter that asks for a value', () => {
  it('asks for another in its place, once, also through relations', () => {
    expect(asked({ field: 'status', op: 'in', value: ['client', 'prospect'] }, 'client', 'prospect')).toEqual({ field: 'status', op: 'in', value: ['prospect'] })
    expect(asked({ not: { field: 'organisation.status', op: 'eq', value: 'client' } }, 'client', 'member')).toEqual({ not: { field: 'organisation.status', op: 'eq', value: 'member' } })
    const relation = (value: string): Filter => ({ relation: { kind: 'employs', side: 'object', exists: true, type: 'organisation', filter: { field: 'status', op: 'eq', value } } })
    expect(asked(relation('client'), 'client', 'member')).toEqual(relation('member'))
  })

  it('keeps what it asks of other lists and of texts that read alike', () => {
    const filter: Filter = { all: [{ field: 'lastName', op: 'eq', value: 'client' }, { field: 'organisation.sector', op: 'in', value: ['client'] }, { saved: 'client' }] }
    expect(asked(filter, 'client', 'member')).toEqual(filter)
  })

  it('asks what it did before when the value is given back', () => {
    fc.assert(
      fc.property(filters, fc.constantFrom('prospect', 'client', 'formerClient'), (filter, key) => {
        const there = asked(filter, key, 'fresh')
        expect(asked(there, 'fresh', key)).toEqual(filter)
        expect(asked(there, key, 'other')).toEqual(there)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filterOn } from '../../../tests/fixtures/arbitrary-filter.ts'
import { type Filter, isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { registry } from '../../../shared/registry.ts'
import { asGroup, fieldRow, filterOfGroup, gapsOf, groupRow, relationRow, withRow } from './model.ts'
import { entityOf } from '../state/entity-of.ts'

const contact = entityOf('contact')!
const through = (filter: Filter): Filter | undefined => filterOfGroup(asGroup(filter, contact, entityOf), contact, entityOf)
const GONE = '0190a0e0-0000-7000-8000-000000000000'
const filters = filterOn(contact, { registry, ids: () => fc.constant(GONE), kinds: ['employs'], saved: () => ['contact.customers'], links: 1 })

describe('the lines of the builder', () => {
  it('say what a person would of a condition', () => {
    const lineOf = (filter: Filter) => asGroup(filter, contact, entityOf).parts[0]
    expect(lineOf({ field: 'status', op: 'eq', value: 'client' })).toMatchObject({ verb: 'in', value: ['client'] })
    expect(lineOf({ not: { field: 'lastName', op: 'contains', value: 'x' } })).toMatchObject({ verb: 'notContains', value: 'x' })
    expect(lineOf({ field: 'birthday', op: 'lt', value: '2026-01-01' })).toMatchObject({ verb: 'within', value: { to: '2025-12-31' } })
    expect(lineOf({ not: { saved: 'contact.customers' } })).toMatchObject({ kind: 'saved', isNot: true })
    expect(lineOf({ not: { any: [{ field: 'lastName', op: 'empty' }] } })).toMatchObject({ kind: 'group', isNot: true })
    expect(lineOf({ field: 'nothing', op: 'eq', value: 1 })).toMatchObject({ kind: 'own' })
  })

  it('give back a filter that stays the same from then on', () => {
    fc.assert(
      fc.property(filters, filter => {
        const once = through(filter)
        if (once === undefined) return
        expect(isWholeFilter(once)).toBe(true)
        expect(through(once)).toEqual(once)
      }),
      { numRuns: 500 },
    )
  })

  it('leave out what is not whole yet, and name it', () => {
    const [open, whole] = [fieldRow('lastName', 'contains'), fieldRow('lastName', 'contains', 'x')]
    const group = groupRow([open, whole, fieldRow(), relationRow({ relation: 'employs', to: 'one', type: 'organisation' })])
    expect(filterOfGroup(group, contact, entityOf)).toEqual({ field: 'lastName', op: 'contains', value: 'x' })
    expect(gapsOf(group, contact, entityOf)).toHaveLength(3)
    expect(gapsOf(groupRow(), contact, entityOf)).toEqual([])
  })

  it('are changed and taken away however deep they lie', () => {
    const deep = fieldRow('lastName', 'contains', 'x')
    const group = groupRow([groupRow([relationRow({ relation: 'employs', to: 'such', type: 'contact', inner: groupRow([deep]) })])])
    const said = (changed: typeof group): string => JSON.stringify(filterOfGroup(changed, contact, entityOf))
    expect(said(withRow(group, deep.key, { ...deep, value: 'y' }))).toContain('"y"')
    expect(said(withRow(group, deep.key, undefined))).not.toContain('lastName')
  })
})

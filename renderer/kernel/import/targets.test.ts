import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import type { RelationKindView } from '../../../shared/kernel/filter/filter-views.ts'
import { groupedTargets, keyAfter, placesFilled, relationTargets, usableKeys, withTarget } from './targets.ts'

const contact = registry.find(entity => entity.type === 'contact')!

describe('the keys offered for an import', () => {
  it('are those whose fields all have a column', () => {
    expect(usableKeys(contact, { Nom: 'lastName', Prénom: 'firstName', Mail: 'emails:work', Rien: null })).toEqual([['emails'], ['lastName', 'firstName']])
    expect(usableKeys(contact, { Nom: 'lastName' })).toEqual([])
  })

  it('know that a whole name is a first and a last one', () => {
    expect(usableKeys(contact, { Nom: 'fullName' })).toEqual([['lastName', 'firstName']])
  })

  it('stay chosen while they can, and else give way to the best', () => {
    expect(keyAfter(contact, { Nom: 'fullName', Mail: 'emails' }, ['lastName', 'firstName'])).toEqual(['lastName', 'firstName'])
    expect(keyAfter(contact, { Mail: 'emails' }, ['lastName', 'firstName'])).toEqual(['emails'])
    expect(keyAfter(contact, { Mail: 'emails' }, [])).toEqual([])
  })
})

describe('a column', () => {
  it('takes a place from another, but shares a list with it', () => {
    expect(withTarget(contact, { A: 'lastName', B: null }, 'B', 'lastName')).toEqual({ A: null, B: 'lastName' })
    expect(withTarget(contact, { A: 'emails:work', B: null }, 'B', 'emails:work')).toEqual({ A: 'emails:work', B: 'emails:work' })
    expect(withTarget(contact, { A: 'otherAddresses.city', B: null }, 'B', 'otherAddresses.city')).toEqual({ A: null, B: 'otherAddresses.city' })
    expect(withTarget(contact, { A: 'lastName' }, 'A', null)).toEqual({ A: null })
  })

  it('and the others never fill one simple place twice', () => {
    const headings = ['A', 'B', 'C']
    const targets = ['lastName', 'firstName', 'address.city', null]
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...headings), fc.constantFrom(...targets)), { maxLength: 12 }), moves => {
        const mapping = moves.reduce<Record<string, string | null>>((now, [heading, target]) => withTarget(contact, now, heading, target), { A: null, B: null, C: null })
        const placed = Object.values(mapping).filter(Boolean)
        expect(new Set(placed).size).toBe(placed.length)
        const last = moves.at(-1)
        if (last) expect(mapping[last[0]]).toBe(last[1])
      }),
    )
  })
})

describe('the places that a mapping fills', () => {
  it('are shown each once, a name in its parts', () => {
    expect(placesFilled(contact, { A: 'fullName', B: 'emails:work', C: 'emails:home', D: 'address.city', E: null }).map(({ path }) => path)).toEqual(['firstName', 'lastName', 'emails', 'address.city'])
  })

  it('are offered with those of one field together', () => {
    expect(groupedTargets(['fullName', 'lastName', 'emails', 'emails:work', 'address.city', 'address.street'])).toEqual({
      alone: ['fullName', 'lastName'],
      groups: [{ field: 'emails', targets: ['emails', 'emails:work'] }, { field: 'address', targets: ['address.city', 'address.street'] }],
    })
  })
})

describe('the relations by which a column may lead elsewhere', () => {
  const kind = (key: string, subject: string[], object: string[], more: Partial<RelationKindView> = {}): RelationKindView => ({ key, isSymmetric: false, subject: { types: subject }, object: { types: object }, ...more })

  it('are those of which a record of the type may be an end, from that end, to each type of the other', () => {
    const kinds = [kind('employs', ['organisation'], ['contact']), kind('partner', ['contact', 'organisation'], ['contact', 'organisation'], { isSymmetric: true }), kind('owns', ['organisation'], []), kind('old', ['contact'], ['contact'], { isDisabled: true })]
    expect(relationTargets(kinds, contact, ['contact', 'organisation'])).toEqual(['relation:employs:object:organisation', 'relation:partner:either:contact', 'relation:partner:either:organisation', 'relation:owns:object:organisation'])
    expect(relationTargets(kinds, contact, ['organisation'])).toEqual([])
  })

  it('may be led by by several columns', () => {
    const target = 'relation:employs:object:organisation'
    expect(withTarget(contact, { A: target, B: null }, 'B', target)).toEqual({ A: target, B: target })
  })
})

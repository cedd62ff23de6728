import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contact } from '../../modules/persons/contact.entity.ts'
import { organisation } from '../../modules/persons/organisation.entity.ts'
import { registered } from '../entity/define.ts'
import type { ListItem } from '../entity/fields.ts'
import { joinTexts, keptOf, mergedData, mergeKey, uniteLists } from './merge-fields.ts'

type Data = Record<string, unknown>

const people = registered(contact)
const record = (id: string, data: Data, updatedAt = `2026-01-0${id.length}T00:00:00.000Z`) => ({ id, data, updatedAt })
const merged = (older: Data, newer: Data): Data => mergedData(people, [record('a', older), record('bb', newer)])

describe('one record of several', () => {
  it.each<[string, Data, Data, Data]>([
    ['takes what only one has', { jobTitle: 'Gérante' }, { nickname: 'Cam' }, { jobTitle: 'Gérante', nickname: 'Cam' }],
    ['takes the newer of two', { jobTitle: 'Gérante' }, { jobTitle: 'Directrice' }, { jobTitle: 'Directrice' }],
    ['takes the fuller name', { firstName: 'Jean-Pierre' }, { firstName: 'Jean' }, { firstName: 'Jean-Pierre' }],
    ['takes a name before its initial', { firstName: 'Camille' }, { firstName: 'C.' }, { firstName: 'Camille' }],
    ['takes what is written with more care', { lastName: 'Lefèvre' }, { lastName: 'LEFEVRE' }, { lastName: 'Lefèvre' }],
    ['unites lists, a number that is written twice once, with its label', { phones: [{ value: '04 76 12 08 91' }] }, { phones: [{ value: '+33476120891', label: 'work' }, { value: '0612345678' }] }, { phones: [{ value: '04 76 12 08 91', label: 'work' }, { value: '0612345678' }] }],
    ['joins notes, and repeats none', { notes: 'Vient le lundi.' }, { notes: 'Paie vite.\n\nVient le lundi.' }, { notes: 'Paie vite.\n\nVient le lundi.' }],
    ['takes the fuller address', { address: { street: '1 rue Neuve', postcode: '38500', city: 'Voiron' } }, { address: { city: 'voiron' } }, { address: { street: '1 rue Neuve', postcode: '38500', city: 'Voiron' } }],
    ['loses no address', { address: { city: 'Voiron' } }, { address: { city: 'Lyon' } }, { address: { city: 'Lyon' }, otherAddresses: [{ value: { city: 'Voiron' } }] }],
    ['has all tags', { tags: ['a', 'b'] }, { tags: ['b', 'c'] }, { tags: ['b', 'c', 'a'] }],
  ])('%s', (_, older, newer, expected) => {
    const { tags, ...rest } = merged(older, newer)
    const { tags: wanted, ...others } = expected
    expect(rest).toEqual(others)
    expect(new Set(tags as string[] | undefined)).toEqual(new Set(wanted as string[] | undefined))
  })

  it('has no relation to what it is made of', () => {
    const firms = registered(organisation)
    expect(mergedData(firms, [record('a', { name: 'Val', parent: 'bb' }), record('bb', { name: 'Val', parent: 'ccc' })])).toEqual({ name: 'Val', parent: 'ccc' })
  })

  it('is the oldest', () => {
    expect(keptOf([{ id: 'b', createdAt: '2026-02' }, { id: 'c', createdAt: '2026-01' }, { id: 'a', createdAt: '2026-01' }]).id).toBe('a')
  })
})

const items = fc.array(fc.record({ value: fc.constantFrom('a@exemple.fr', 'A@Exemple.fr', 'b@exemple.fr', 'c@exemple.fr') }, { requiredKeys: ['value'] }), { maxLength: 4 })
const anyData = fc
  .record({ emails: fc.option(items.filter(list => list.length > 0), { nil: undefined }), notes: fc.option(fc.constantFrom('Un.', 'Deux.', 'Un. Deux.'), { nil: undefined }), jobTitle: fc.option(fc.constantFrom('Gérante', 'DRH'), { nil: undefined }) })
  .map(data => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)))

describe('any records', () => {
  it('lose no e-mail and no note, and each field that one has is filled', () => {
    fc.assert(
      fc.property(fc.array(anyData, { minLength: 2, maxLength: 5 }), all => {
        const one = mergedData(people, all.map((data, i) => record('x'.repeat(i + 1), data)))
        const field = people.fields['emails']!.of!
        const keys = ((one['emails'] ?? []) as ListItem[]).map(item => mergeKey(field, item.value))
        expect(new Set(keys).size).toBe(keys.length)
        for (const data of all) {
          expect(Object.keys(data).filter(name => one[name] === undefined)).toEqual([])
          for (const { value } of (data['emails'] ?? []) as ListItem[]) expect(keys).toContain(mergeKey(field, value))
          if (data['notes']) expect(one['notes']).toContain(data['notes'])
        }
      }),
    )
  })

  it('merged with themselves stay as they are', () => {
    fc.assert(
      fc.property(anyData, data => {
        const once = mergedData(people, [record('a', data)])
        expect(mergedData(people, [record('a', data), record('bb', once)])).toEqual(once)
      }),
    )
    expect(joinTexts(['Un.', 'un. '])).toBe('Un.')
    expect(uniteLists(people.fields['emails']!, [])).toEqual([])
  })
})

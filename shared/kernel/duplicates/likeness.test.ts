import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntity } from '../entity/define.ts'
import { contact } from '../../modules/persons/contact.entity.ts'
import { organisation } from '../../modules/persons/organisation.entity.ts'
import { comparerOf, LIKELY, type Likeness } from './likeness.ts'

type Data = Record<string, unknown>

const people = comparerOf(anyEntity(contact))!
const companies = comparerOf(anyEntity(organisation))!
const compare = (by: typeof people, a: Data, b: Data): Likeness => by.compare(by.traits(a), by.traits(b))
const person = (firstName: string, lastName: string, more: Data = {}): Data => ({ ...(firstName && { firstName }), ...(lastName && { lastName }), ...more })
const email = (value: string): Data => ({ emails: [{ value }] })
const phone = (value: string): Data => ({ phones: [{ value }] })
const town = (city: string): Data => ({ address: { city } })
const keysOf = (by: typeof people, data: Data): number[] => by.keys(by.traits(data))
const meet = (by: typeof people, a: Data, b: Data): boolean => keysOf(by, a).some(key => keysOf(by, b).includes(key))

describe('two people', () => {
  it.each<[string, Data, Data, readonly string[]]>([
    ['one e-mail and one name', person('Camille', 'Martin', email('c.martin@exemple.fr')), person('camille', 'MARTIN', email('C.Martin@exemple.fr')), ['email', 'sameName']],
    ['one e-mail, and a name on one side only', person('Camille', 'Martin', email('c@exemple.fr')), email('c@exemple.fr'), ['email']],
    ['one phone, written otherwise, and names that sound alike', person('Philippe', 'Lefèvre', phone('04 76 12 08 91')), person('Filipe', 'Lefebvre', phone('+33 (0)4 76 12 08 91')), ['phone', 'soundsAlike']],
    ['names that sound alike in one town', person('Éric', 'Dupond', town('Saint-Étienne')), person('Eric', 'Dupont', town('ST ETIENNE CEDEX 2')), ['soundsAlike', 'city']],
    ['one name in one firm', person('Ada', 'Moreau', { organisation: 'x' }), person('Ada', 'Moreau', { organisation: 'x' }), ['sameName', 'relation']],
    ['one name, and nothing else on one side', person('Ada', 'Moreau', { ...town('Lyon'), ...email('a@exemple.fr') }), person('Ada', 'Moreau'), ['sameName']],
    ['first and last name changed about', person('Moreau', 'Ada', town('Lyon')), person('Ada', 'Moreau', town('Lyon')), ['sameName', 'city']],
    ['both names in one field', person('', 'Ada Moreau', town('Lyon')), person('Ada', 'Moreau', town('Lyon')), ['sameName', 'city']],
    ['an initial', person('C.', 'Martin', phone('0612345678')), person('Camille', 'Martin', phone('06 12 34 56 78')), ['phone', 'closeName']],
  ])('are likely one: %s', (_, a, b, reasons) => {
    const likeness = compare(people, a, b)
    expect(likeness.score).toBeGreaterThanOrEqual(LIKELY)
    expect(likeness.reasons).toEqual(reasons)
    expect(meet(people, a, b)).toBe(true)
  })

  it.each<[string, Data, Data]>([
    ['a couple with one e-mail and one phone', person('Jean', 'Martin', { ...email('martin@exemple.fr'), ...phone('0476120891') }), person('Sophie', 'Martin', { ...email('martin@exemple.fr'), ...phone('0476120891') })],
    ['colleagues on one line', person('Ada', 'Moreau', phone('0476120891')), person('Louis', 'Petit', phone('0476120891'))],
    ['one name in two towns', person('Jean', 'Martin', town('Lyon')), person('Jean', 'Martin', town('Brest'))],
    ['one name, reached by different ways', person('Jean', 'Martin', email('j1@exemple.fr')), person('Jean', 'Martin', email('j2@exemple.fr'))],
    ['a town alone', person('Ada', 'Moreau', town('Lyon')), person('Louis', 'Petit', town('Lyon'))],
  ])('are likely two: %s', (_, a, b) => expect(compare(people, a, b).score).toBeLessThan(LIKELY))
})

describe('two organisations', () => {
  const firm = (name: string, more: Data = {}): Data => ({ name, ...more })
  it.each<[string, Data, Data]>([
    ['one SIRET, spaced otherwise, under a new name', firm('Menuiserie Morel', { siret: '732 829 320 00074' }), firm('Bois et Co', { siret: '73282932000074' })],
    ['one name, its legal form aside', firm('Scierie du Val SARL', { billingAddress: { city: 'Voiron' } }), firm('Scierie du Val', { billingAddress: { city: 'VOIRON' } })],
    ['one address and part of the name', firm('Morel', { billingAddress: { street: '3 av. de la Gare', postcode: '38500' } }), firm('Menuiserie Morel', { billingAddress: { street: '3 avenue de la Gare', postcode: '38500' } })],
  ])('are likely one: %s', (_, a, b) => {
    expect(compare(companies, a, b).score).toBeGreaterThanOrEqual(LIKELY)
    expect(meet(companies, a, b)).toBe(true)
  })

  it.each<[string, Data, Data]>([
    ['letters of a legal form', firm('Compagnie Lesage S.r.l.', email('contact@exemple.fr')), firm('Compagnie Bouché S.r.l.', email('contact@exemple.fr'))],
    ['one postcode of two countries', firm('Domaine Hachette', { billingAddress: { postcode: '1000', city: 'Bruxelles' } }), firm('Domaine Hachette', { billingAddress: { postcode: '1000', city: 'Lausanne' } })],
    ['branches of one firm', firm('Banque du Nord', { siren: '732829320', siret: '73282932000074', billingAddress: { city: 'Lille' } }), firm('Banque du Nord', { siren: '732829320', siret: '73282932000082', billingAddress: { city: 'Arras' } })],
    ['sister firms with one e-mail', firm('Hôtel Bellevue', email('contact@exemple.fr')), firm('Garage Perrin', email('contact@exemple.fr'))],
  ])('are likely two: %s', (_, a, b) => expect(compare(companies, a, b).score).toBeLessThan(LIKELY))
})

const few = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined })
const anyPerson = fc
  .record({
    firstName: few('Jean', 'Jeanne', 'J.', 'Jean-Pierre', 'jean', 'Ada', '-', 'Zoé'),
    lastName: few('Martin', 'Martins', 'Morel Martin', 'Lefèvre', 'Lefebvre', 'de la Tour', 'X'),
    emails: few([{ value: 'a@exemple.fr' }], [{ value: 'A@exemple.fr' }, { value: 'b@exemple.fr' }]),
    phones: few([{ value: '0476120891' }], [{ value: '+33 4 76 12 08 91' }], [{ value: 'poste 3' }]),
    address: few({ city: 'Lyon' }, { city: 'LYON', postcode: '69001', street: '1 rue Neuve' }, { postcode: '69001' }, { street: '1, rue neuve', postcode: '69 001' }),
    organisation: few('a', 'b'),
  })
  .map(fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))

describe('the likeness of any two records', () => {
  it('is the same from both sides, and has its reasons', () => {
    fc.assert(
      fc.property(anyPerson, anyPerson, (a, b) => {
        const likeness = compare(people, a, b)
        expect(compare(people, b, a)).toEqual(likeness)
        expect(likeness.score).toBeGreaterThanOrEqual(0)
        expect(likeness.score).toBeLessThanOrEqual(100)
        if (likeness.score >= LIKELY) expect(likeness.reasons).not.toEqual([])
      }),
    )
  })

  it('makes each record that has a name, an e-mail or a phone like itself', () => {
    fc.assert(
      fc.property(anyPerson, a => {
        const { name, values } = people.traits(a)
        if (name || values[0]!.length || values[1]!.length) expect(compare(people, a, a).score).toBeGreaterThanOrEqual(LIKELY)
      }),
    )
  })

  it('is found by a key, for names that are the same or sound alike', () => {
    fc.assert(
      fc.property(anyPerson, anyPerson, (a, b) => {
        const { score, reasons } = compare(people, a, b)
        if (score >= LIKELY && (reasons.includes('sameName') || reasons.includes('soundsAlike') || reasons.includes('email') || reasons.includes('phone'))) expect(meet(people, a, b)).toBe(true)
      }),
    )
  })
})

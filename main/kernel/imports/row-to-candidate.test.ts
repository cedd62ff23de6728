import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntity } from '../../../shared/kernel/entity/define.ts'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import { opportunity } from '../../../shared/modules/opportunities/opportunity.entity.ts'
import { contact } from '../../../shared/modules/persons/contact.entity.ts'
import { loadLocales } from '../i18n/locales.ts'
import type { Candidate } from './candidate.ts'
import { choiceLookup, type UserValue } from './choices.ts'
import { type Mapping, targetsOf } from './headings.ts'
import { compileMapping, rowToCandidate } from './row-to-candidate.ts'

const locales = loadLocales(join(import.meta.dirname, '../../../assets/locales'))
const choice = choiceLookup(locales)
const person = anyEntity(contact)

const readRow = (columns: Record<string, string>, cells: string[], sampleRows: string[][] = [cells], entity = person): Candidate => {
  const mapping: Mapping = columns
  return rowToCandidate(compileMapping(entity, Object.keys(columns), mapping, { sampleRows, choice }), { line: 7, cells })
}

describe('a row of a table', () => {
  it('becomes a record with its relations and choices', () => {
    const columns = {
      Civ: 'civility', Prénom: 'firstName', Nom: 'lastName', Mail: 'emails', Tél: 'phones:work', Portable: 'phones:mobile', Société: 'organisation', Rue: 'address.street', Ville: 'address.city',
      Secteur: 'sector', Statut: 'status', Né: 'birthday', Chalet: 'otherAddresses.city:home', CP: 'otherAddresses.postcode:home',
    }
    const cells = ['Mme', 'Ada', 'Martin', 'ada@example.org; a.martin@example.org', '01 02 03 04 05', '', 'Ateliers Bleus', '1 rue Haute', 'Lyon', 'Apiculture', 'ANCIEN CLIENT', '12/05/1947', 'Megève', '74120']
    expect(readRow(columns, cells)).toEqual({
      line: 7, type: 'contact', files: [], problems: [], source: cells,
      data: {
        civility: 'mrs', firstName: 'Ada', lastName: 'Martin', emails: [{ value: 'ada@example.org' }, { value: 'a.martin@example.org' }], phones: [{ value: '01 02 03 04 05', label: 'work' }],
        address: { street: '1 rue Haute', city: 'Lyon' }, status: 'formerClient', birthday: '1947-05-12', otherAddresses: [{ value: { city: 'Megève', postcode: '74120' }, label: 'home' }],
      },
      links: { organisation: 'Ateliers Bleus' },
      words: { sector: ['Apiculture'] },
    })
  })

  it('leaves out what its cells leave empty', () => {
    expect(readRow({ a: 'firstName', b: 'lastName', c: 'address.city' }, ['', '  ', ''])).toMatchObject({ data: {}, links: {}, words: {}, problems: [] })
    expect(readRow({ a: 'firstName', b: 'lastName' }, ['Ada'])).toMatchObject({ data: { firstName: 'Ada' }, problems: [] })
  })

  it('says which field and what text could not be read', () => {
    expect(readRow({ a: 'lastName', b: 'birthday', c: 'emails' }, ['Martin', '31/02/2026', 'nobody'])).toMatchObject({
      data: { lastName: 'Martin' },
      problems: [{ field: 'birthday', code: 'DATE_INVALID', params: { value: '31/02/2026' } }, { field: 'emails', code: 'EMAIL_INVALID', params: { value: 'nobody' } }],
    })
  })

  it('fills one list from several columns without saying anything twice', () => {
    expect(readRow({ a: 'phones:work', b: 'phones:work', c: 'phones' }, ['01', '02', '01']).data).toEqual({ phones: [{ value: '01', label: 'work' }, { value: '02', label: 'work' }] })
  })

  it('reads numbers and dates as their column writes them', () => {
    const deal = anyEntity(opportunity)
    const sample = [['1,234', '03/04/2026'], ['12,345.60', '11/20/2026']]
    expect(readRow({ a: 'amount', b: 'openedOn' }, ['1,234', '03/04/2026'], sample, deal).data).toEqual({ amount: { amount: 123400, currency: 'EUR' }, openedOn: '2026-03-04' })
    expect(readRow({ a: 'amount', b: 'openedOn' }, ['1,234', '03/04/2026'], [], deal).data).toEqual({ amount: { amount: 123, currency: 'EUR' }, openedOn: '2026-04-03' })
  })

  it.each([
    ['Ada Martin', { firstName: 'Ada', lastName: 'Martin' }], ['MARTIN Ada', { firstName: 'Ada', lastName: 'MARTIN' }], ['Martin, Ada', { firstName: 'Ada', lastName: 'Martin' }],
    ['Jean de La Fontaine', { firstName: 'Jean', lastName: 'de La Fontaine' }], ['Mme Ada Martin', { civility: 'mrs', firstName: 'Ada', lastName: 'Martin' }], ['M. Martin', { civility: 'mr', lastName: 'Martin' }],
    ['Martin', { lastName: 'Martin' }], ['ADA MARTIN', { firstName: 'ADA', lastName: 'MARTIN' }],
  ])('parts the whole name %s', (name, data) => {
    expect(readRow({ a: 'fullName' }, [name]).data).toEqual(data)
  })

  it('is a problem as a whole when it has more cells than headings or an open quote', () => {
    expect(readRow({ a: 'lastName' }, ['Martin', 'shifted'])).toMatchObject({ data: {}, problems: [{ field: '', code: 'WRONG_KIND' }] })
    expect(readRow({ a: 'lastName' }, ['Martin', ' '])).toMatchObject({ data: { lastName: 'Martin' }, problems: [] })
    const compiled = compileMapping(person, ['a'], { a: 'lastName' }, { sampleRows: [], choice })
    expect(rowToCandidate(compiled, { line: 2, cells: ['"Martin'], fault: 'openQuote' }).problems).toHaveLength(1)
  })

  it('refuses a mapping that does not fit', () => {
    const compile = (mapping: Mapping) => () => compileMapping(person, ['a', 'b'], mapping, { sampleRows: [], choice })
    const wrong: Mapping[] = [{ c: 'lastName' }, { a: 'nothing' }, { a: 'lastName', b: 'lastName' }]
    for (const mapping of wrong) expect(compile(mapping)).toThrow('IMPORT_BAD_MAPPING')
    expect(compile({ a: null, b: 'lastName' })).not.toThrow()
  })

  it('never gives data that the record would refuse', () => {
    const validate = compileValidator(person)
    const targets = targetsOf(person)
    const row = fc.array(fc.tuple(fc.constantFrom(...targets), fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('20/11/2026', 'Client', 'a@example.org', 'x'.repeat(1_500)))), { maxLength: 12 })
    fc.assert(
      fc.property(row, pairs => {
        const columns = Object.fromEntries(new Map(pairs.map(([target, cell]) => [target, cell])))
        const candidate = readRow(Object.fromEntries(Object.keys(columns).map(target => [target, target])), Object.values(columns))
        expect(validate({ ...candidate.data, nickname: 'someone' })).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})

describe('words of choices', () => {
  const [sector, status, phase, civility] = [contact.fields.sector.values!, contact.fields.status.values!, opportunity.fields.phase.values!, contact.fields.civility.values!]

  it('knows those of common tables', () => {
    const known = {
      sector: 'Agroalimentaire,Banque et assurance,Bâtiment,Bois et papier,Chimie,Commerce,Communication,Conseil,Éducation,Électronique,Énergie,Immobilier,Informatique,Logistique,Mécanique,Métallurgie,Santé,Services,Textile,Tourisme',
      status: 'Prospect,Client,Ancien client,Fournisseur,Partenaire',
      phase: 'Prospection,Qualification,Proposition,Négociation,Gagnée,Perdue',
      civility: 'M.,Mme,Mlle,Mr,Madame,Monsieur,Mrs,Ms,Dr',
    }
    for (const [list, words] of [[sector, known.sector], [status, known.status], [phase, known.phase], [civility, known.civility]] as const) {
      for (const word of words.split(',')) expect(choice(list, word), word).toBeDefined()
    }
    expect(choice(sector, 'banque ET assurance')).toBe('banking')
    expect(choice(sector, 'Apiculture')).toBeUndefined()
  })

  it('lets users add values and rename ours', () => {
    const mine: UserValue[] = [{ list: 'sector', key: 'k1', label: 'Apiculture' }, { list: 'sector', key: 'food', label: 'Miel & Cie' }]
    const lookup = choiceLookup(locales, mine)
    expect(lookup(sector, 'apiculture')).toBe('k1')
    expect(lookup(sector, 'Miel et cie')).toBeUndefined()
    expect(lookup(sector, 'miel & cie')).toBe('food')
    expect(lookup(sector, 'Agroalimentaire')).toBe('food')
  })
})

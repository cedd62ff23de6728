import { describe, expect, it } from 'vitest'
import { openTestStore, type TestStore } from '../../../tests/fixtures/store.ts'
import type { Candidate } from './candidate.ts'
import { createImporter, type ImporterOptions, type Outcome } from './importer.ts'

const line = (data: Record<string, unknown>, more: Partial<Candidate> = {}): Candidate => ({ line: 2, type: 'contact', data, links: {}, words: {}, files: [], problems: [], source: [], ...more })
const email = (value: string) => ({ emails: [{ value }] })

const take = async ({ store, operation }: TestStore, lines: readonly Candidate[], options: Partial<ImporterOptions> = {}): Promise<Outcome> => {
  const op = operation('import')
  const importer = createImporter({ store, operation: op, partial: true, dryRun: false, ...options })
  let outcome: Outcome | undefined
  await store.commit(op, () => (outcome = importer.take(lines)))
  return outcome!
}

const all = ({ reader }: TestStore, type = 'contact') => reader.list({ type, limit: 100 }).rows
const only = (outcome: Outcome) => Object.fromEntries(Object.entries(outcome.counts).filter(([, count]) => count > 0))

describe('an import', () => {
  it('creates nothing twice, within a file and when the file comes again', async () => {
    const test = await openTestStore()
    const lines = [
      line({ lastName: 'Ménard', firstName: 'Zoé', ...email('zoe@exemple.fr') }),
      line({ lastName: 'MENARD', firstName: 'Zoe', ...email('ZOE@exemple.fr') }),
      line({ lastName: 'Sans', firstName: 'Courriel' }),
    ]
    expect(only(await take(test, lines))).toEqual({ created: 2, updated: 1 })
    const again = [lines[1]!, lines[2]!]
    expect(only(await take(test, again))).toEqual({ unchanged: 2 })
    expect(all(test)).toHaveLength(2)
  })

  it('finds or makes an organisation once, accents and case aside', async () => {
    const test = await openTestStore()
    await test.add('organisation', { name: 'Boulangerie Pélissier' })
    const lines = ['boulangerie pelissier', 'Atelier Neuf', 'ATELIER NEUF'].map((organisation, i) => line({ lastName: `N${i}` }, { links: { organisation } }))
    expect(only(await take(test, lines))).toEqual({ created: 3, linksCreated: 1 })
    expect(all(test, 'organisation').map(({ title }) => title)).toEqual(['Atelier Neuf', 'Boulangerie Pélissier'])
    expect(all(test).map(row => (row.organisation as { title: string }).title)).toEqual(['Boulangerie Pélissier', 'Atelier Neuf', 'Atelier Neuf'])
  })

  it('lets full cells overwrite and empty ones leave what is there', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Roux', firstName: 'Ana', ...email('ana@exemple.fr'), jobTitle: 'Gérante', address: { street: '1 rue Haute', city: 'Lyon' } })
    expect(only(await take(test, [line({ lastName: 'Roux', ...email('ana@exemple.fr'), address: { city: 'Voiron' } })]))).toEqual({ updated: 1 })
    expect(test.store.read(id)!.data).toMatchObject({ firstName: 'Ana', jobTitle: 'Gérante', address: { street: '1 rue Haute', city: 'Voiron' } })
  })

  it('puts a new number in the place of the old one with its label and keeps all others', async () => {
    const test = await openTestStore()
    const phones = [{ value: '04 76 00 00 01', label: 'work' }, { value: '06 00 00 00 02', label: 'mobile' }, { value: '04 76 00 00 03', label: 'work' }]
    const id = await test.add('contact', { lastName: 'Roux', ...email('ana@exemple.fr'), phones })
    await take(test, [line({ lastName: 'Roux', ...email('ana@exemple.fr'), phones: [{ value: '+33 4 76 00 00 01', label: 'work' }] })])
    expect(test.store.read(id)!.data.phones).toEqual([{ ...phones[0], value: '+33 4 76 00 00 01' }, phones[1], phones[2]])
    await take(test, [line({ lastName: 'Roux', ...email('ana@exemple.fr'), phones: [{ value: '07 11 11 11 11', label: 'mobile' }] })])
    expect((test.store.read(id)!.data.phones as { value: string }[]).map(({ value }) => value)).toEqual(['+33 4 76 00 00 01', '07 11 11 11 11', '04 76 00 00 03'])
  })

  it('does not take two people for one because they share an address', async () => {
    const test = await openTestStore()
    const couple = ['Paul', 'Marie'].map(firstName => line({ lastName: 'Durand', firstName, ...email('durand@exemple.fr') }))
    expect(only(await take(test, couple))).toEqual({ created: 2 })
    expect(only(await take(test, couple))).toEqual({ unchanged: 2 })
    const married = line({ lastName: 'Petit', firstName: 'Marie', ...email('durand@exemple.fr') })
    expect(only(await take(test, [married]))).toEqual({ updated: 1 })
    expect(all(test).map(({ title }) => title).sort()).toEqual(['Marie Petit', 'Paul Durand'])
  })

  it('believes an identifier more than an address, and an address more than a name', async () => {
    const test = await openTestStore()
    await take(test, [line({ lastName: 'Martin', firstName: 'Jean', uid: 'a', ...email('jean@exemple.fr') })])
    const others = [
      line({ lastName: 'Martin', firstName: 'Jean', uid: 'b', ...email('jean@exemple.fr') }),
      line({ lastName: 'Martin', firstName: 'Jean', ...email('autre@exemple.fr') }),
    ]
    expect(only(await take(test, others))).toEqual({ created: 2 })
    expect(only(await take(test, [line({ lastName: 'Martin', firstName: 'Jean-Luc', uid: 'a' })]))).toEqual({ updated: 1 })
  })

  it('goes by the chosen key alone when there is one', async () => {
    const test = await openTestStore()
    await test.add('contact', { lastName: 'Durand', firstName: 'Paul', ...email('durand@exemple.fr') })
    const outcome = await take(test, [line({ lastName: 'Autre', firstName: 'Zoé', ...email('durand@exemple.fr') })], { key: { type: 'contact', fields: ['emails'] } })
    expect(only(outcome)).toEqual({ updated: 1 })
    expect(all(test).map(({ title }) => title)).toEqual(['Zoé Autre'])
  })

  it('leaves records in the trash alone', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Roux', ...email('ana@exemple.fr') })
    const trash = test.operation('trash')
    await test.store.commit(trash, () => ({ drafts: [test.store.change(trash, test.store.read(id)!, { trashedAt: test.store.instant() })] }))
    expect(only(await take(test, [line({ lastName: 'Roux', ...email('ana@exemple.fr') })]))).toEqual({ created: 1 })
  })

  it('makes a value of a word that no list knows, once, and finds it again', async () => {
    const test = await openTestStore()
    const lines = ['Apiculture', 'apiculture'].map((word, i) => line({ lastName: `N${i}` }, { words: { sector: [word] } }))
    expect(only(await take(test, lines))).toEqual({ created: 2 })
    expect(only(await take(test, [line({ lastName: 'N2' }, { words: { sector: ['APICULTURE'] } })]))).toEqual({ created: 1 })
    const values = all(test, 'listValue')
    expect(values).toMatchObject([{ list: 'sector', label: 'Apiculture' }])
    expect(new Set(all(test).map(({ sector }) => sector))).toEqual(new Set([values[0]!.key]))
  })

  it('keeps a failed line from making the organisation that it names, and goes on with the next', async () => {
    const test = await openTestStore()
    const outcome = await take(test, [
      line({ ...email('nobody@@exemple') }, { links: { organisation: 'Fantôme' }, line: 2, source: ['x'] }),
      line({}, { line: 3, source: ['y'] }),
      line({ lastName: 'Bon' }, { line: 4 }),
    ])
    expect(only(outcome)).toEqual({ created: 1, failed: 2 })
    expect(outcome.errors.map(error => [error.line, error.problems[0]!.code, error.source])).toEqual([[2, 'EMAIL_INVALID', ['x']], [3, 'NAME_REQUIRED', ['y']]])
    expect(all(test, 'organisation')).toEqual([])
  })

  it('tries without writing: a dry run counts across batches what a run would do', async () => {
    const test = await openTestStore()
    const op = test.operation('import')
    const importer = createImporter({ store: test.store, operation: op, partial: true, dryRun: true })
    const first = importer.take([line({ lastName: 'Roux', ...email('ana@exemple.fr') }, { links: { organisation: 'Neuve' } })])
    const second = importer.take([line({ lastName: 'Roux', ...email('ana@exemple.fr') }, { links: { organisation: 'Neuve' } })])
    expect([only(first), only(second)]).toEqual([{ created: 1, linksCreated: 1 }, { unchanged: 1 }])
    expect(all(test)).toEqual([])
  })

  it('links a deal to a person by the whole name, and says so when nobody has it', async () => {
    const test = await openTestStore()
    const id = await test.add('contact', { lastName: 'Ménard', firstName: 'Zoé' })
    const deal = (contact: string, n: number) => line({ name: `Affaire ${n}` }, { type: 'opportunity', links: { contact } })
    const outcome = await take(test, [deal('zoe menard', 1), deal('Personne', 2)])
    expect(only(outcome)).toEqual({ created: 2, warnings: 1 })
    expect(all(test, 'opportunity').map(row => (row.contact as { id: string } | undefined)?.id)).toEqual([id, undefined])
  })
})

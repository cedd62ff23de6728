import { beforeEach, describe, expect, it } from 'vitest'
import { registry as declared } from '../../shared/registry.ts'
import { effectiveRegistry, type OWN_KINDS } from '../../shared/kernel/entity/effective.ts'
import { ended, exported, importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

type Kind = (typeof OWN_KINDS)[number]
type Row = Record<string, unknown>

const undo = async ({ client }: TestCore, op: string): Promise<string> => (await valueOf(client.journal.undo({ op }))).op
const save = async ({ client }: TestCore, type: string, patch: Row, id?: string): Promise<Row & { readonly id: string }> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record
const found = async ({ client }: TestCore, type: string, field: string, op: string, value?: unknown): Promise<string[]> =>
  (await valueOf(client.entities.list({ type, filter: { field, op, value } as never, limit: 100 }))).rows.map(({ title }) => title)
const entityOf = async ({ client }: TestCore, type: string) => effectiveRegistry(declared, (await valueOf(client.customs.configuration({}))).records).registry.find(entity => entity.type === type)
const refused = (problem: Row) => ({ ok: false, error: { code: 'INVALID_RECORD', params: { problems: [problem] } } })

const PLACE = {
  one: 'Lieu de tournage',
  many: 'Lieux de tournage',
  icon: 'clapperboard',
  fields: [
    { label: 'Ville', kind: 'text' as Kind, search: 1 as const, isListed: true },
    { label: 'Mots-clés', kind: 'longText' as Kind, search: 1 as const },
    { label: 'Sorte de lieu', kind: 'choice' as Kind, choices: ['Friche', 'Appartement', 'Château'] },
    { label: 'Loyer par jour', kind: 'money' as Kind, isListed: true, isIndexed: true },
    { label: 'Propriétaire', kind: 'relation' as Kind, to: 'contact' },
    { label: 'Repéré le', kind: 'date' as Kind },
  ],
}

describe('fields of users’ own', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })

  it('of every kind are kept, listed and filtered', async () => {
    const firm = await save(test, 'organisation', { name: 'Studio Rivage' })
    const values: Record<string, [kind: Kind, value: unknown, op: string, asked: unknown]> = {
      x_surnom: ['text', 'Doudou', 'contains', 'doud'],
      x_remarque: ['longText', 'Une longue remarque', 'contains', 'longue'],
      x_taille: ['choice', 'm', 'in', ['m']],
      x_langues: ['multiChoice', ['francais', 'breton'], 'hasAny', ['breton']],
      x_enfants: ['integer', 3, 'gt', 2],
      x_pointure: ['decimal', 42.5, 'eq', 42.5],
      x_salaire: ['money', { amount: 120_000, currency: 'EUR' }, 'gte', 100_000],
      x_embauche: ['date', '2024-05-02', 'lt', '2025-01-01'],
      x_rappel: ['dateTime', { at: '2026-11-20T13:30:00.000Z', zone: 'Europe/Paris' }, 'notEmpty', undefined],
      x_abonne: ['boolean', true, 'eq', true],
      x_prive: ['email', 'a@maison.example', 'contains', 'maison'],
      x_interphone: ['phone', '04 76 12 08 91', 'notEmpty', undefined],
      x_galerie: ['url', 'https://galerie.example', 'contains', 'galerie'],
      x_atelier: ['address', { street: '3 rue Neuve', city: 'Lyon' }, 'notEmpty', undefined],
      x_agence: ['relation', firm.id, 'eq', firm.id],
    }
    const labels = ['Surnom', 'Remarque', 'Taille', 'Langues', 'Enfants', 'Pointure', 'Salaire', 'Embauche', 'Rappel', 'Abonné', 'Privé', 'Interphone', 'Galerie', 'Atelier', 'Agence']
    const fields = Object.values(values).map(([kind], i) => ({
      label: labels[i]!,
      kind,
      ...(kind === 'choice' && { choices: ['S', 'M', 'L'] }),
      ...(kind === 'multiChoice' && { choices: ['Français', 'Breton'] }),
      ...(kind === 'relation' && { to: 'organisation' }),
    }))
    const { names } = await valueOf(test.client.customs.addFields({ type: 'contact', fields }))
    expect(names).toEqual(Object.keys(values))
    const patch = Object.fromEntries(Object.entries(values).map(([name, [, value]]) => [name, value]))
    await save(test, 'contact', { lastName: 'Martin', ...patch })
    await save(test, 'contact', { lastName: 'Roux' })
    for (const [name, [kind, , op, asked]] of Object.entries(values)) expect(await found(test, 'contact', kind === 'address' ? `${name}.city` : name, op, asked), name).toEqual(['Martin'])
    const { rows } = await valueOf(test.client.entities.list({ type: 'contact', view: Object.keys(values).filter(name => values[name]![0] !== 'address'), sort: [{ field: 'x_enfants', dir: 'asc' }], limit: 10 }))
    expect(rows[0]).toMatchObject({ title: 'Martin', x_surnom: 'Doudou', x_taille: 'm', x_agence: { title: 'Studio Rivage' } })
  })

  it('come in with a table, whose headings name them, and go out again with it', async () => {
    await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Code galerie', kind: 'text' }, { label: 'Technique', kind: 'choice', choices: ['Argentique'] }] }))
    expect(await importFile(test, 'photographes.csv', 'Nom;Prénom;Code galerie;Technique\nMartin;Camille;G-12;argentique\nRoux;Léo;G-13;Collodion')).toMatchObject({ state: 'done', counts: { created: 2 } })
    expect(await found(test, 'contact', 'x_technique', 'in', ['argentique'])).toEqual(['Camille Martin'])
    const [head, ...lines] = (await exported(test, 'contact', 'csv')).split('\r\n')
    expect(head).toContain('Code galerie')
    expect(lines.join('\n')).toMatch(/G-13.*Collodion|Collodion.*G-13/)
  })

  it('are found by their words, and merged with their records', async () => {
    await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Spécialité', kind: 'text', search: 1 }, { label: 'Studio', kind: 'text' }] }))
    const keep = await save(test, 'contact', { lastName: 'Martin', x_specialite: 'Daguerréotype' })
    const other = await save(test, 'contact', { lastName: 'Martin', x_studio: 'Rivage' })
    expect((await valueOf(test.client.search.find({ text: 'daguerreo' }))).hits).toMatchObject([{ id: keep.id }])
    const merging = await valueOf(test.client.duplicates.merge({ type: 'contact', keep: keep.id, others: [other.id] }))
    if ('job' in merging && merging.job) await ended(test, merging.job)
    expect((await valueOf(test.client.entities.get({ type: 'contact', id: keep.id }))).record).toMatchObject({ x_specialite: 'Daguerréotype', x_studio: 'Rivage' })
  })

  it('and others may be searched or not, as users want, but for the names', async () => {
    await save(test, 'contact', { lastName: 'Martin', jobTitle: 'Luthière', address: { city: 'Quimper' }, notes: 'Préfère le matin' })
    const hits = async (text: string): Promise<string[]> => (await valueOf(test.client.search.find({ text }))).hits.map(({ title }) => title)
    expect([await hits('luthière'), await hits('quimper'), await hits('matin')]).toEqual([['Martin'], [], []])
    const { op } = await valueOf(test.client.customs.setSearched({ type: 'contact', fields: ['address', 'notes'] }))
    await expect.poll(async () => [await hits('luthière'), await hits('quimper'), await hits('matin')], { timeout: 20_000 }).toEqual([[], ['Martin'], ['Martin']])
    expect(await hits('martin')).toEqual(['Martin'])
    await save(test, 'contact', { lastName: 'Roux', address: { city: 'Quimper' } })
    expect((await hits('quimp')).toSorted()).toEqual(['Martin', 'Roux'])
    await undo(test, op)
    await expect.poll(async () => [await hits('luthière'), await hits('quimper')], { timeout: 20_000 }).toEqual([['Martin'], []])
    expect(await test.client.customs.setSearched({ type: 'contact', fields: ['nope'] })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })

  it('that are deleted leave their values to records, and have them again when that is undone', async () => {
    await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Surnom', kind: 'text' }] }))
    const { id } = await save(test, 'contact', { lastName: 'Martin', x_surnom: 'Doudou' })
    const [field] = (await valueOf(test.client.customs.configuration({}))).records
    const { op } = await valueOf(test.client.entities.remove({ type: 'customField', id: field!.id }))
    expect((await test.client.entities.list({ type: 'contact', view: ['x_surnom'], limit: 1 })).ok).toBe(false)
    await save(test, 'contact', { firstName: 'Camille' }, id)
    await undo(test, op)
    expect(await found(test, 'contact', 'x_surnom', 'eq', 'Doudou')).toEqual(['Camille Martin'])
  })

  it('are made by one operation, which takes them back with their choices', async () => {
    const { op } = await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Taille', kind: 'choice', choices: ['S', 'M'] }] }))
    expect((await entityOf(test, 'contact'))!.form.flat()).toContain('x_taille')
    const undone = await undo(test, op)
    expect((await entityOf(test, 'contact'))!.form.flat()).not.toContain('x_taille')
    expect((await valueOf(test.client.entities.list({ type: 'listValue', limit: 10 }))).rows).toEqual([])
    await undo(test, undone)
    expect((await valueOf(test.client.entities.list({ type: 'listValue', limit: 10 }))).rows.map(({ title }) => title)).toEqual(['M', 'S'])
  })

  it('keep their names, and a kind of which there are values that would not be of another', async () => {
    await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Surnom', kind: 'text' }, { label: 'Enfants', kind: 'integer' }] }))
    const records = (await valueOf(test.client.customs.configuration({}))).records
    const [text, count] = ['Surnom', 'Enfants'].map(label => records.find(({ data }) => data['label'] === label)!.id)
    await save(test, 'contact', { lastName: 'Martin', x_surnom: 'Doudou', x_enfants: 3 })
    expect(await test.client.entities.save({ type: 'customField', id: text!, patch: { kind: 'integer' } })).toMatchObject(refused({ field: 'kind', code: 'WRONG_KIND' }))
    expect(await test.client.entities.save({ type: 'customField', id: text!, patch: { key: 'alias' } })).toMatchObject(refused({ field: 'key', code: 'WRONG_KIND' }))
    await save(test, 'customField', { kind: 'longText' }, text)
    await save(test, 'customField', { kind: 'decimal' }, count)
    expect(await found(test, 'contact', 'x_enfants', 'lt', 3.5)).toEqual(['Martin'])
    expect(await test.client.entities.save({ type: 'customField', patch: { forType: 'contact', key: 'lien', kind: 'relation', label: 'Lien', to: 'x_nowhere' } })).toMatchObject(refused({ field: 'to', code: 'NOT_A_CHOICE' }))
  })

  it('go on where the data is opened anew', async () => {
    await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Surnom', kind: 'text' }] }))
    await save(test, 'contact', { lastName: 'Martin', x_surnom: 'Doudou' })
    await test.core.close()
    const again = await openTestCore(test.folder)
    expect(await found(again, 'contact', 'x_surnom', 'eq', 'Doudou')).toEqual(['Martin'])
  })
})

describe('what users want of a field', () => {
  it('is asked of new records, by form and by table, and of none that was there', async () => {
    const test = await openTestCore()
    const old = await save(test, 'contact', { lastName: 'Aubry' })
    await valueOf(test.client.customs.setField({ type: 'contact', field: 'birthday', wanted: 'always' }))
    expect(await test.client.entities.save({ type: 'contact', patch: { lastName: 'Roux' } })).toMatchObject(refused({ field: 'birthday', code: 'REQUIRED' }))
    await save(test, 'contact', { firstName: 'Léa' }, old.id)
    const { id } = await save(test, 'contact', { lastName: 'Roux', birthday: '1980-01-31' })
    expect(await test.client.entities.save({ type: 'contact', id, patch: { birthday: null } })).toMatchObject(refused({ field: 'birthday', code: 'REQUIRED' }))
    expect(await importFile(test, 'gens.csv', 'Nom;Prénom;Anniversaire\nBlanc;Zoé;\nNoir;Ali;1990-02-03')).toMatchObject({ counts: { created: 1, failed: 1 } })
  })

  it('hides it from lists, filters and exports, and shows it again with all that it held', async () => {
    const test = await openTestCore()
    await save(test, 'contact', { lastName: 'Martin', birthday: '1980-01-31' })
    const { op } = await valueOf(test.client.customs.setField({ type: 'contact', field: 'birthday', isHidden: true }))
    expect((await test.client.entities.list({ type: 'contact', view: ['birthday'], limit: 1 })).ok).toBe(false)
    expect(await test.client.entities.count({ type: 'contact', filter: { field: 'birthday', op: 'notEmpty' } })).toMatchObject({ ok: false })
    expect(await exported(test, 'contact', 'csv')).not.toContain('1980-01-31')
    await undo(test, op)
    expect(await found(test, 'contact', 'birthday', 'notEmpty')).toEqual(['Martin'])
  })

  it('gives records that come with a table its first value', async () => {
    const test = await openTestCore()
    await valueOf(test.client.customs.addFields({ type: 'contact', fields: [{ label: 'Origine', kind: 'text' }] }))
    await valueOf(test.client.customs.setField({ type: 'contact', field: 'x_origine', usual: 'Salon' }))
    await importFile(test, 'gens.csv', 'Nom;Prénom\nBlanc;Zoé')
    expect(await found(test, 'contact', 'x_origine', 'eq', 'Salon')).toEqual(['Zoé Blanc'])
    expect(await test.client.customs.setField({ type: 'contact', field: 'birthday', usual: 'demain' })).toMatchObject(refused({ field: 'usual', code: 'WRONG_KIND' }))
  })
})

describe('types of users’ own', () => {
  it('are like any other: filled, listed, searched, linked, imported, exported', async () => {
    const test = await openTestCore()
    const owner = await save(test, 'contact', { lastName: 'Roux' })
    const { type } = await valueOf(test.client.customs.addType(PLACE))
    expect(type).toBe('x_lieudetournage')
    const place = await save(test, type, { name: 'Hangar 14', x_ville: 'Lyon', x_motscles: 'verrière rouille', x_sortedelieu: 'friche', x_loyerparjour: { amount: 45_000, currency: 'EUR' }, x_proprietaire: owner.id })
    expect((await valueOf(test.client.search.find({ text: 'verriere' }))).hits).toMatchObject([{ type, id: place.id, title: 'Hangar 14' }])
    expect(await found(test, type, 'x_proprietaire', 'eq', owner.id)).toEqual(['Hangar 14'])
    expect(await importFile(test, 'lieux.csv', 'Nom;Ville;Sorte de lieu;Loyer par jour\nVilla Ode;Nice;Château;1 200,00\nHangar 14;Villeurbanne;;', { type })).toMatchObject({ state: 'done', counts: { created: 1, updated: 1 } })
    expect(await found(test, type, 'x_ville', 'eq', 'Villeurbanne')).toEqual(['Hangar 14'])
    expect(await found(test, type, 'x_sortedelieu', 'in', ['chateau'])).toEqual(['Villa Ode'])
    expect(await exported(test, type, 'csv')).toContain('Loyer par jour')
    expect(await valueOf(test.client.entities.totals({ type, fields: ['x_loyerparjour'] }))).toMatchObject({ totals: { x_loyerparjour: [{ currency: 'EUR' }] } })
  })

  it('that are deleted are seen no more, with their records, until that is undone', async () => {
    const test = await openTestCore()
    const { type } = await valueOf(test.client.customs.addType(PLACE))
    await save(test, type, { name: 'Hangar 14', x_ville: 'Lyon' })
    const [made] = (await valueOf(test.client.customs.configuration({}))).records.filter(record => record.type === 'customType')
    const { op } = await valueOf(test.client.entities.remove({ type: 'customType', id: made!.id }))
    expect((await entityOf(test, type))!.internal).toBe(true)
    expect((await valueOf(test.client.search.find({ text: 'hangar' }))).hits).toEqual([])
    await undo(test, op)
    expect((await valueOf(test.client.search.find({ text: 'hangar' }))).hits).toMatchObject([{ title: 'Hangar 14' }])
    expect(await found(test, type, 'x_ville', 'eq', 'Lyon')).toEqual(['Hangar 14'])
  })

  it('tell every window that they are there', async () => {
    const test = await openTestCore()
    const stop = new AbortController()
    let told = 0
    void test.client.customs.watch({}, () => told++, { signal: stop.signal })
    await valueOf(test.client.customs.addType(PLACE))
    await expect.poll(() => told).toBeGreaterThan(0)
    stop.abort()
  })
})

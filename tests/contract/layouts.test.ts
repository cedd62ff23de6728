import { beforeEach, describe, expect, it } from 'vitest'
import { openTestCore, stage, type TestCore, textOf, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id
const zones = (...items: string[]) => ({ zones: [{ key: 'left', items }], hidden: [] })
const sheetOf = (forType: string, layout: unknown) => ({ name: `Fiche : ${forType}`, place: 'sheet', forType, layout })

describe('layouts', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })

  it('are kept by place and type, and gone when they are taken back', async () => {
    const id = await save(test, 'layout', sheetOf('contact', zones('notes')))
    await save(test, 'layout', { name: 'Menu', place: 'menu', layout: zones('/contact') })
    expect((await valueOf(test.client.layouts.list({}))).layouts).toEqual([
      { id, place: 'sheet', forType: 'contact', layout: zones('notes') },
      expect.objectContaining({ place: 'menu', layout: zones('/contact') }),
    ])
    const { op } = await valueOf(test.client.entities.remove({ type: 'layout', id }))
    expect((await valueOf(test.client.layouts.list({}))).layouts.map(({ place }) => place)).toEqual(['menu'])
    await valueOf(test.client.journal.undo({ op }))
    expect((await valueOf(test.client.layouts.list({}))).layouts).toHaveLength(2)
  })

  it('are refused where they mean nothing, and a second time for one place', async () => {
    await save(test, 'layout', sheetOf('contact', zones('notes')))
    const wrong = [
      sheetOf('contact', zones('history')),
      sheetOf('tag', zones()),
      sheetOf('organisation', { zones: 'left' }),
      { name: 'Ailleurs', place: 'elsewhere', layout: zones() },
      { name: 'Menu', place: 'menu', forType: 'contact', layout: zones() },
    ]
    for (const patch of wrong) expect(await test.client.entities.save({ type: 'layout', patch })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD' } })
    expect(await test.client.entities.save({ type: 'layout', patch: { ...sheetOf('contact', zones('history')), role: 'atelier' } })).toMatchObject({ ok: false, error: { params: { problems: [{ field: 'role', code: 'NOT_A_CHOICE' }] } } })
  })

  it('may be of a role, one for each, and tell which roles the person at this machine has', async () => {
    await save(test, 'layout', sheetOf('contact', zones('notes')))
    const [workshop, trade] = [await save(test, 'role', { name: 'Atelier', order: 2, members: [{ value: 'Louis Aubry' }, { value: 'Inès Roux' }] }), await save(test, 'role', { name: 'Commerce', order: 1, members: [{ value: 'Inès Roux' }] })]
    const id = await save(test, 'layout', { ...sheetOf('contact', zones('history')), role: workshop })
    expect(await test.client.entities.save({ type: 'layout', patch: { ...sheetOf('contact', zones('notes')), role: workshop } })).toMatchObject({ ok: false, error: { params: { problems: [{ code: 'NAME_TAKEN' }] } } })
    const state = () => valueOf(test.client.layouts.list({}))
    expect((await state()).layouts).toMatchObject([{ layout: zones('notes') }, { id, role: workshop, layout: zones('history') }])
    expect(await state()).toMatchObject({ roles: [] })
    await valueOf(test.client.layouts.iAm({ name: 'inès roux' }))
    expect(await state()).toMatchObject({ person: 'inès roux', roles: [trade, workshop] })
    await valueOf(test.client.layouts.iAm({ name: 'Louis Aubry' }))
    await test.core.close()
    const again = await openTestCore(test.folder)
    expect(await valueOf(again.client.layouts.list({}))).toMatchObject({ person: 'Louis Aubry', roles: [workshop] })
  })

  it('of a role come with the configuration to the role of the same name', async () => {
    const there = await openTestCore()
    const role = await save(test, 'role', { name: 'Atelier' })
    await save(test, 'layout', { ...sheetOf('contact', zones('history')), role })
    const other = await save(there, 'role', { name: 'atelier', members: [{ value: 'Louis Aubry' }] })
    await save(there, 'layout', { ...sheetOf('contact', zones('notes')), role: other })
    const file = await stage(there, 'a.json', await textOf(test, (await valueOf(test.client.configuration.export({}))).file))
    await valueOf(there.client.configuration.import({ file }))
    expect((await valueOf(there.client.layouts.list({}))).layouts).toMatchObject([{ role: other, layout: zones('history') }])
  })

  it('of the search say which types it looks into, and in what order', async () => {
    await save(test, 'contact', { lastName: 'Vasseur' })
    await save(test, 'organisation', { name: 'Vasseur et fils' })
    const found = async (): Promise<string[]> => (await valueOf(test.client.search.find({ text: 'vasseur' }))).hits.map(({ type }) => type)
    expect(await found()).toEqual(['contact', 'organisation'])
    const id = await save(test, 'layout', { name: 'Recherche', place: 'search', layout: { zones: [{ key: 'searched', items: ['organisation', 'contact'] }], hidden: [] } })
    expect(await found()).toEqual(['organisation', 'contact'])
    await save(test, 'layout', { layout: { zones: [], hidden: ['contact'] } }, id)
    expect(await found()).toEqual(['organisation'])
    await valueOf(test.client.entities.remove({ type: 'layout', id }))
    expect(await found()).toEqual(['contact', 'organisation'])
  })
})

describe('the configuration as a file', () => {
  const fileOf = async (test: TestCore): Promise<string> => textOf(test, (await valueOf(test.client.configuration.export({}))).file)
  const titles = async ({ client }: TestCore, type: string): Promise<string[]> => (await valueOf(client.entities.list({ type }))).rows.map(({ title }) => title)

  it('holds what sets up the application, and no record that people enter', async () => {
    const test = await openTestCore()
    const tag = await save(test, 'tag', { name: 'Presse' })
    const camille = await save(test, 'contact', { lastName: 'Martin', tags: [tag] })
    const roux = await save(test, 'contact', { lastName: 'Roux' })
    await save(test, 'relation', { kind: 'manages', subject: camille, object: roux })
    await save(test, 'layout', sheetOf('contact', zones('notes')))
    const { counts, name } = await valueOf(test.client.configuration.export({}))
    expect(name).toMatch(/\.calepin-config\.json$/)
    expect(counts).toEqual({ tag: 1, layout: 1 })
    const text = await fileOf(test)
    expect(text).not.toContain('Martin')
    expect(text).toContain('Presse')
  })

  it('brings to another installation what it lacks, with what it refers to, as one operation', async () => {
    const [here, there] = [await openTestCore(), await openTestCore()]
    const press = await save(here, 'tag', { name: 'Presse', colour: 'plum' })
    const salon = await save(here, 'tag', { name: 'Salon' })
    await save(here, 'savedFilter', { name: 'De la presse', forType: 'contact', filter: { field: 'tags', op: 'in', value: [press, salon] } })
    await save(here, 'relationKind', { subjectPredicate: 'parraine', objectPredicate: 'est parrainé par', subjectRequired: [press] })
    await save(here, 'layout', sheetOf('contact', zones('notes')))
    const own = await save(there, 'tag', { name: 'presse' })
    await save(there, 'tag', { name: 'VIP' })
    await save(there, 'layout', sheetOf('contact', zones('history')))

    const file = await stage(there, 'a.calepin-config.json', await fileOf(here))
    const seen = await valueOf(there.client.configuration.import({ file, dryRun: true }))
    expect(seen.op).toBeUndefined()
    expect(seen.changes.map(({ type, title, kind, fields }) => [type, title, kind, fields])).toEqual(
      expect.arrayContaining([
        ['tag', 'Presse', 'changed', expect.arrayContaining(['name', 'colour'])],
        ['tag', 'Salon', 'added', []],
        ['savedFilter', 'De la presse', 'added', []],
        ['relationKind', 'parraine', 'added', []],
        ['layout', 'Fiche : contact', 'changed', ['layout']],
      ]),
    )
    expect(await titles(there, 'tag')).toEqual(['presse', 'VIP'])

    const { op, changes } = await valueOf(there.client.configuration.import({ file }))
    expect(changes).toEqual(seen.changes)
    expect(await titles(there, 'tag')).toEqual(['Presse', 'Salon', 'VIP'])
    const { filters } = await valueOf(there.client.filters.list({ type: 'contact' }))
    const brought = filters.find(({ name }) => name === 'De la presse')!
    expect(brought.filter).toMatchObject({ value: [own, salon] })
    expect((await valueOf(there.client.layouts.list({}))).layouts).toMatchObject([{ layout: zones('notes') }])
    expect(await valueOf(there.client.configuration.import({ file }))).toEqual({ changes: [], same: 5 })

    await valueOf(there.client.journal.undo({ op: op! }))
    expect(await titles(there, 'tag')).toEqual(['presse', 'VIP'])
    expect((await valueOf(there.client.layouts.list({}))).layouts).toMatchObject([{ layout: zones('history') }])
    // What lies in the trash comes out of it again.
    expect((await valueOf(there.client.configuration.import({ file }))).changes).toHaveLength(5)
    expect(await titles(there, 'tag')).toEqual(['Presse', 'Salon', 'VIP'])
  })

  it('brings types and fields at once with the filters, views, layouts and kinds of relation that speak of them', async () => {
    const [here, there] = [await openTestCore(), await openTestCore()]
    const view = (name: string, forType: string, field: string) => ({ name, forType, isShared: true, looks: { columns: [{ path: field }], form: 'table' } })
    const { type: place } = await valueOf(here.client.customs.addType({ one: 'Lieu', many: 'Lieux', icon: 'map', fields: [{ label: 'Ville', kind: 'text' }] }))
    await valueOf(here.client.customs.addFields({ type: 'contact', fields: [{ label: 'Surnom', kind: 'text' }] }))
    const kind = await save(here, 'relationKind', { subjectPredicate: 'habite', objectPredicate: 'est habité par', objectTypes: [{ value: place }] })
    await save(here, 'savedFilter', { name: 'À Lyon', forType: place, filter: { field: 'x_ville', op: 'eq', value: 'Lyon' } })
    await save(here, 'savedFilter', { name: 'Doudou', forType: 'contact', filter: { field: 'x_surnom', op: 'eq', value: 'Doudou' } })
    await save(here, 'savedFilter', { name: 'Logés', forType: 'contact', filter: { relation: { kind, side: 'subject', exists: true } } })
    await save(here, 'savedView', view('Villes', place, 'x_ville'))
    await save(here, 'savedView', view('Surnoms', 'contact', 'x_surnom'))
    await save(here, 'layout', sheetOf(place, zones('notes')))
    const tag = await save(here, 'tag', { name: 'Presse' })
    const file = await stage(there, 'a.json', await fileOf(here))

    const seen = await valueOf(there.client.configuration.import({ file, dryRun: true }))
    expect(seen.changes.map(({ type, kind: how }) => `${how} ${type}`).toSorted()).toEqual([
      'added customField', 'added customField', 'added customType', 'added layout', 'added relationKind', 'added savedFilter', 'added savedFilter', 'added savedFilter', 'added savedView', 'added savedView', 'added tag',
    ])
    expect(await titles(there, 'customType')).toEqual([])
    const { op, changes } = await valueOf(there.client.configuration.import({ file }))
    expect(changes).toEqual(seen.changes)
    expect(await valueOf(there.client.configuration.import({ file }))).toEqual({ changes: [], same: 11 })
    const filtered = async (): Promise<string[]> => {
      const [filter] = (await valueOf(there.client.filters.list({ type: place }))).filters.filter(({ name }) => name === 'À Lyon')
      return (await valueOf(there.client.entities.list({ type: place, filter: { saved: filter!.id } }))).rows.map(({ title }) => title)
    }
    for (const [name, city] of [['Atelier', 'Lyon'], ['Bureau', 'Voiron']]) await save(there, place, { name, x_ville: city, tags: [tag] })
    expect(await filtered()).toEqual(['Atelier'])

    const { op: undone } = await valueOf(there.client.journal.undo({ op: op! }))
    for (const type of ['customType', 'customField', 'relationKind', 'savedFilter', 'savedView', 'layout', 'tag']) expect(await titles(there, type)).toEqual([])
    expect(await fileOf(there)).not.toContain('Atelier')
    await valueOf(there.client.journal.undo({ op: undone }))
    expect(await filtered()).toEqual(['Atelier'])
    expect(await valueOf(there.client.configuration.import({ file }))).toEqual({ changes: [], same: 11 })
  })

  it('leaves out with a type that cannot be here what speaks of it', async () => {
    const test = await openTestCore()
    const id = (n: number): string => `01890a5d-ac96-774b-bcce-00000000000${n}`
    const records = [
      { id: id(1), type: 'customField', data: { forType: 'x_lieu', key: 'ville', label: 'Ville', kind: 'text' } },
      { id: id(2), type: 'customField', data: { forType: 'contact', key: 'surnom', label: 'Surnom', kind: 'rumeur' } },
      { id: id(3), type: 'savedFilter', data: { name: 'À Lyon', forType: 'x_lieu', filter: { field: 'x_ville', op: 'eq', value: 'Lyon' } } },
      { id: id(4), type: 'savedFilter', data: { name: 'Doudou', forType: 'contact', filter: { field: 'x_surnom', op: 'eq', value: 'Doudou' } } },
    ]
    const text = JSON.stringify({ format: 'calepin-configuration', version: 1, records })
    for (const dryRun of [true, false]) {
      const { changes } = await valueOf(test.client.configuration.import({ file: await stage(test, 'a.json', text), dryRun }))
      expect(changes.map(({ title, kind }) => `${kind} ${title}`).toSorted()).toEqual(['refused Doudou', 'refused Surnom', 'refused Ville', 'refused À Lyon'])
    }
  })

  it('leaves out what cannot be here, and what rests on that', async () => {
    const [here, there] = [await openTestCore(), await openTestCore()]
    const firm = await save(here, 'organisation', { name: 'Dupont' })
    const base = await save(here, 'savedFilter', { name: 'Chez Dupont', forType: 'contact', filter: { field: 'organisation', op: 'eq', value: firm } })
    await save(here, 'savedFilter', { name: 'Clients de Dupont', forType: 'contact', filter: { all: [{ saved: base }, { field: 'status', op: 'in', value: ['client'] }] } })
    await save(here, 'savedFilter', { name: 'Clients', forType: 'contact', filter: { field: 'status', op: 'in', value: ['client'] } })
    const file = await stage(there, 'a.json', await fileOf(here))
    const { changes } = await valueOf(there.client.configuration.import({ file }))
    expect(changes.map(({ title, kind }) => `${kind} ${title}`).toSorted()).toEqual(['added Clients', 'refused Chez Dupont', 'refused Clients de Dupont'])
    expect(await titles(there, 'savedFilter')).toEqual(['Clients'])
  })

  it('never writes over what people entered', async () => {
    const test = await openTestCore()
    const camille = await save(test, 'contact', { lastName: 'Martin' })
    const text = JSON.stringify({ format: 'calepin-configuration', version: 1, records: [{ id: camille, type: 'tag', data: { name: 'Presse' } }, { id: '01890a5d-ac96-774b-bcce-b302099a8057', type: 'contact', data: { lastName: 'Roux' } }] })
    const { changes } = await valueOf(test.client.configuration.import({ file: await stage(test, 'a.json', text) }))
    expect(changes).toMatchObject([{ type: 'tag', title: 'Presse', kind: 'added' }, { type: 'contact', kind: 'refused' }])
    expect(await titles(test, 'contact')).toEqual(['Martin'])
    expect(await titles(test, 'tag')).toEqual(['Presse'])
  })

  it.each(['', 'Nom;Prénom', '[]', '{"format":"calepin-configuration","version":2,"records":[]}', '{"format":"calepin-configuration","version":1,"records":[{"id":"x","type":"tag","data":{}}]}'])('%j is none', async text => {
    const test = await openTestCore()
    const file = await stage(test, 'a.json', text)
    expect(await test.client.configuration.import({ file, dryRun: true })).toMatchObject({ ok: false, error: { code: 'NOT_A_CONFIGURATION' } })
  })
})

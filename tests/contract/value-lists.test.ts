import { beforeEach, describe, expect, it } from 'vitest'
import { ended, importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id
const field = async ({ client }: TestCore, type: string, id: string, name: string): Promise<unknown> => (await valueOf(client.entities.get({ type, id }))).record[name]
const valuesOf = async ({ client }: TestCore, list: string): Promise<Record<string, unknown>[]> =>
  (await valueOf(client.entities.list({ type: 'listValue', filter: { field: 'list', op: 'eq', value: list } }))).rows.map(({ key, label, order, disabled }) => ({ key, label, order, disabled }))

describe('the values of a list', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
    await save(test, 'listValue', { list: 'commercialStatus', key: 'press', label: 'Presse' })
  })

  it('know how many records of each type keep them', async () => {
    await save(test, 'contact', { lastName: 'Martin', status: 'press' })
    await save(test, 'organisation', { name: 'Gazette', status: 'press' })
    const gone = await save(test, 'organisation', { name: 'Courrier', status: 'press' })
    await valueOf(test.client.entities.remove({ type: 'organisation', id: gone }))
    expect((await valueOf(test.client.valueLists.uses({ list: 'commercialStatus' }))).uses).toEqual({
      press: [
        { type: 'contact', field: 'status', count: 1 },
        { type: 'organisation', field: 'status', count: 1 },
      ],
    })
    expect((await valueOf(test.client.valueLists.uses({ list: 'nothing' }))).uses).toEqual({})
  })

  it('stand in the order that was given, as one operation', async () => {
    const { op } = await valueOf(test.client.valueLists.order({ list: 'commercialStatus', keys: ['press', 'client'] }))
    const placed = (await valuesOf(test, 'commercialStatus')).toSorted((a, b) => Number(a['order']) - Number(b['order'])).map(({ key }) => key)
    expect(placed.slice(0, 3)).toEqual(['press', 'client', 'prospect'])
    expect(await test.client.valueLists.order({ list: 'commercialStatus', keys: ['nothing'] })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    await valueOf(test.client.journal.undo({ op }))
    expect(await valuesOf(test, 'commercialStatus')).toEqual([{ key: 'press', label: 'Presse' }])
  })

  it('are replaced in records and saved filters before they go, and all of it comes back at once', async () => {
    const camille = await save(test, 'contact', { lastName: 'Martin', status: 'press' })
    const gone = await save(test, 'contact', { lastName: 'Roux', status: 'press' })
    await valueOf(test.client.entities.remove({ type: 'contact', id: gone }))
    const firm = await save(test, 'organisation', { name: 'Gazette', status: 'press' })
    const filter = await save(test, 'savedFilter', { name: 'Presse', forType: 'contact', filter: { field: 'status', op: 'in', value: ['press', 'client'] } })
    const { op, ...done } = await valueOf(test.client.valueLists.replace({ list: 'commercialStatus', from: 'press', into: 'partner' }))
    expect(done).toEqual({ count: 3, refused: 0 })
    expect([await field(test, 'contact', camille, 'status'), await field(test, 'organisation', firm, 'status')]).toEqual(['partner', 'partner'])
    expect(await field(test, 'savedFilter', filter, 'filter')).toEqual({ field: 'status', op: 'in', value: ['partner', 'client'] })
    expect(await valuesOf(test, 'commercialStatus')).toEqual([])
    expect(await valueOf(test.client.journal.undo({ op }))).toMatchObject({ kept: 0 })
    expect([await field(test, 'contact', camille, 'status'), await field(test, 'savedFilter', filter, 'filter')]).toEqual(['press', { field: 'status', op: 'in', value: ['press', 'client'] }])
    expect(await valuesOf(test, 'commercialStatus')).toEqual([{ key: 'press', label: 'Presse' }])
  })

  it('leave the fields empty when nothing takes their place, unless a saved filter asks for them', async () => {
    const camille = await save(test, 'contact', { lastName: 'Martin', status: 'press' })
    const filter = await save(test, 'savedFilter', { name: 'La presse', forType: 'contact', filter: { field: 'status', op: 'eq', value: 'press' } })
    const refused = await test.client.valueLists.replace({ list: 'commercialStatus', from: 'press', into: null })
    expect(refused).toMatchObject({ ok: false, error: { code: 'IN_USE', params: { places: [{ type: 'savedFilter', id: filter, title: 'La presse' }] } } })
    await valueOf(test.client.entities.remove({ type: 'savedFilter', id: filter }))
    await valueOf(test.client.valueLists.replace({ list: 'commercialStatus', from: 'press', into: null }))
    expect(await field(test, 'contact', camille, 'status')).toBeUndefined()
  })

  it('are only taken off the offer when they came with the application', async () => {
    await save(test, 'contact', { lastName: 'Martin', status: 'client' })
    await valueOf(test.client.valueLists.replace({ list: 'commercialStatus', from: 'client', into: 'press' }))
    expect(await valuesOf(test, 'commercialStatus')).toEqual(expect.arrayContaining([{ key: 'client', disabled: true }, { key: 'press', label: 'Presse' }]))
    expect(await test.client.valueLists.replace({ list: 'commercialStatus', from: 'press', into: 'press' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
    expect(await test.client.valueLists.replace({ list: 'commercialStatus', from: 'unknown', into: 'press' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })

  it('of many records are replaced by a job, as one operation', async () => {
    const lines = Array.from({ length: 700 }, (_, i) => `Nom ${i};${i % 2 ? 'Presse' : 'Client'}`)
    await importFile(test, 'gens.csv', `Nom;Statut\n${lines.join('\n')}\n`, { type: 'contact' })
    const { op, job } = await valueOf(test.client.valueLists.replace({ list: 'commercialStatus', from: 'press', into: 'member', background: true }))
    expect(await ended(test, job!)).toMatchObject({ state: 'done', done: 350, counts: { changed: 350, refused: 0 } })
    expect((await valueOf(test.client.valueLists.uses({ list: 'commercialStatus' }))).uses).toMatchObject({ member: [{ type: 'contact', count: 350 }], client: [{ count: 350 }] })
    expect((await valueOf(test.client.journal.operations({ limit: 1 }))).operations).toMatchObject([{ op, name: 'replaceValue' }])
    await valueOf(test.client.journal.undo({ op }))
    expect((await valueOf(test.client.valueLists.uses({ list: 'commercialStatus' }))).uses).toMatchObject({ press: [{ count: 350 }] })
  })

  it('go on being replaced where the application was closed, every record once', async () => {
    const folder = temporaryFolder()
    const before = await openTestCore(folder)
    await importFile(before, 'gens.csv', `Nom;Statut\n${Array.from({ length: 2_500 }, (_, i) => `Nom ${i};Client`).join('\n')}\n`, { type: 'contact' })
    const { op, job } = await valueOf(before.client.valueLists.replace({ list: 'commercialStatus', from: 'client', into: 'member', background: true }))
    await before.core.close()
    const after = await openTestCore(folder)
    expect(await ended(after, job!)).toMatchObject({ state: 'done', done: 2_500, counts: { changed: 2_500, refused: 0 } })
    expect((await valueOf(after.client.valueLists.uses({ list: 'commercialStatus' }))).uses).toEqual({ member: [{ type: 'contact', field: 'status', count: 2_500 }] })
    expect((await valueOf(after.client.journal.operations({ limit: 1 }))).operations).toMatchObject([{ op, name: 'replaceValue' }])
  })
})

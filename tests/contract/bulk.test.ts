import { describe, expect, it } from 'vitest'
import { importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const people = (count: number): string => `nom;ville;e-mail\n${Array.from({ length: count }, (_, i) => `Nom ${i};${i % 3 ? 'Lyon' : 'Voiron'};p${i}@exemple.fr`).join('\n')}\n`
const inTown = (city: string) => ({ field: 'address.city', op: 'eq' as const, value: city })
const countIn = async ({ client }: TestCore, city: string): Promise<number> => (await valueOf(client.entities.count({ type: 'contact', filter: inTown(city) }))).count

describe('many records at once', () => {
  it('are changed as one operation, whether named or found by a filter, and come back as one', async () => {
    const test = await openTestCore()
    await importFile(test, 'gens.csv', people(900), { type: 'contact' })
    const { client } = test
    const changed = await valueOf(client.entities.changeMany({ type: 'contact', filter: inTown('Lyon'), patch: { jobTitle: 'Gérante', status: 'client' } }))
    expect(changed).toMatchObject({ count: 600, refused: 0 })
    const { count } = await valueOf(client.entities.count({ type: 'contact', filter: { all: [{ field: 'jobTitle', op: 'eq', value: 'Gérante' }, { field: 'status', op: 'eq', value: 'client' }] } }))
    expect(count).toBe(600)
    const { operations } = await valueOf(client.journal.operations({ limit: 1 }))
    expect(operations).toMatchObject([{ op: changed.op, name: 'edit', count: 600 }])
    expect(await valueOf(client.journal.undo({ op: changed.op }))).toMatchObject({ undone: 600, kept: 0 })
    const { rows } = await valueOf(client.entities.list({ type: 'contact', limit: 3 }))
    const named = await valueOf(client.entities.changeMany({ type: 'contact', ids: rows.map(row => row.id), patch: { jobTitle: 'Chef' } }))
    expect(named.count).toBe(3)
  })

  it('go to the trash even when the filter no longer holds what went before', async () => {
    const test = await openTestCore()
    await importFile(test, 'gens.csv', people(900), { type: 'contact' })
    const { op, count } = await valueOf(test.client.entities.changeMany({ type: 'contact', filter: inTown('Voiron') }))
    expect(count).toBe(300)
    expect(await countIn(test, 'Voiron')).toBe(0)
    await valueOf(test.client.journal.undo({ op }))
    expect(await countIn(test, 'Voiron')).toBe(300)
  })

  it('are left as they were, and counted, where the change would break their definition', async () => {
    const test = await openTestCore()
    await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName: 'Zoé' } }))
    await valueOf(test.client.entities.save({ type: 'contact', patch: { firstName: 'Zoé', lastName: 'Ménard' } }))
    expect(await valueOf(test.client.entities.changeMany({ type: 'contact', patch: { firstName: null } }))).toMatchObject({ count: 1, refused: 1 })
    expect(await test.client.entities.changeMany({ type: 'contact', patch: { status: 'nowhere' } })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD' } })
    expect(await test.client.entities.changeMany({ type: 'contact', patch: { shoeSize: 43 } })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })
})

describe('totals', () => {
  it('add up the whole selection, each currency by itself', async () => {
    const { client } = await openTestCore()
    const { record: organisation } = await valueOf(client.entities.save({ type: 'organisation', patch: { name: 'Scierie du Val' } }))
    for (const [amount, currency] of [[1_000, 'EUR'], [2_550, 'EUR'], [700, 'CHF']] as const) await valueOf(client.entities.save({ type: 'opportunity', patch: { name: `Affaire ${amount}`, organisation: organisation.id, amount: { amount, currency } } }))
    await valueOf(client.entities.save({ type: 'opportunity', patch: { name: 'Sans montant' } }))
    const sum = async (filter?: object) => (await valueOf(client.entities.totals({ type: 'opportunity', fields: ['amount'], ...(filter && { filter: filter as never }) }))).totals['amount']
    expect(await sum()).toEqual([{ sum: 3_550, count: 2, currency: 'EUR' }, { sum: 700, count: 1, currency: 'CHF' }])
    expect(await sum({ field: 'name', op: 'contains', value: '700' })).toEqual([{ sum: 700, count: 1, currency: 'CHF' }])
    expect(await sum({ field: 'organisation', op: 'contains', value: 'scierie' })).toHaveLength(2)
    expect(await sum({ field: 'organisation', op: 'startsWith', value: 'val' })).toEqual([])
    expect(await client.entities.totals({ type: 'opportunity', fields: ['name'] })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })
})

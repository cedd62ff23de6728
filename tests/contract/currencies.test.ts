import { expect, it } from 'vitest'
import { currenciesOf, type CurrencyChoice } from '../../shared/kernel/money/rates.ts'
import { exported, importFile, openTestCore, valueOf } from '../fixtures/core.ts'

it('currencies are taken into use and out of it, and one of them is the default', async () => {
  const { client } = await openTestCore()
  const now = async () => currenciesOf((await valueOf(client.entities.list({ type: 'currency', limit: 100 }))).rows as CurrencyChoice[])
  await valueOf(client.currencies.choose({ code: 'CHF', as: 'active' }))
  expect(await now()).toEqual({ base: 'EUR', active: ['EUR', 'CHF'] })
  const { op } = await valueOf(client.currencies.choose({ code: 'USD', as: 'default' }))
  expect(await now()).toEqual({ base: 'USD', active: ['USD', 'CHF', 'EUR'] })
  await valueOf(client.journal.undo({ op }))
  expect(await now()).toEqual({ base: 'EUR', active: ['EUR', 'CHF'] })
  await valueOf(client.currencies.choose({ code: 'USD', as: 'default' }))
  expect(await client.currencies.choose({ code: 'USD', as: 'inactive' })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
  await valueOf(client.currencies.choose({ code: 'CHF', as: 'default' }))
  await valueOf(client.currencies.choose({ code: 'EUR', as: 'inactive' }))
  expect(await now()).toEqual({ base: 'CHF', active: ['CHF', 'USD'] })
  expect(await client.currencies.choose({ code: 'XYZ', as: 'active' })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
})

it('amounts without a currency are imported in the default one, and exported so that none is taken for another', async () => {
  const test = await openTestCore()
  const { client } = test
  await valueOf(client.currencies.choose({ code: 'CHF', as: 'default' }))
  await importFile(test, 'affaires.csv', 'nom;montant\nChalet;1200\nGrange;1200 €\n', { type: 'opportunity' })
  const amounts = async () => (await valueOf(client.entities.list({ type: 'opportunity', sort: [{ field: 'name', dir: 'asc' }], limit: 5 }))).rows.map(({ amount }) => amount)
  const kept = [{ amount: 120_000, currency: 'CHF' }, { amount: 120_000, currency: 'EUR' }]
  expect(await amounts()).toEqual(kept)
  const table = await exported(test, 'opportunity', 'csv')
  for (const code of ['EUR', 'CHF'] as const) {
    await valueOf(client.currencies.choose({ code, as: 'default' }))
    await valueOf(client.entities.changeMany({ type: 'opportunity', all: true }))
    await importFile(test, 'retour.csv', table, { type: 'opportunity' })
    expect(await amounts()).toEqual(kept)
  }
})

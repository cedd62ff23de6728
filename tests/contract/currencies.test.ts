import { expect, it } from 'vitest'
import { currenciesOf, type CurrencyChoice } from '../../shared/kernel/money/rates.ts'
import { openTestCore, valueOf } from '../fixtures/core.ts'

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

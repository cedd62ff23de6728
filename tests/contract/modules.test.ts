import { expect, it } from 'vitest'
import { openTestCore, valueOf } from '../fixtures/core.ts'

it('a module that is switched off leaves the search, keeps its records, and comes back with undo', async () => {
  const { client } = await openTestCore()
  await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Toiture' } }))
  await valueOf(client.entities.save({ type: 'opportunity', patch: { name: 'Toiture' } }))
  const found = async (): Promise<string[]> => (await valueOf(client.search.find({ text: 'toiture' }))).hits.map(({ type }) => type)
  expect(await found()).toEqual(['contact', 'opportunity'])
  const { op } = await valueOf(client.modules.turn({ module: 'opportunities', isOn: false }))
  expect(await found()).toEqual(['contact'])
  expect(await valueOf(client.entities.count({ type: 'opportunity' }))).toEqual({ count: 1 })
  await valueOf(client.journal.undo({ op }))
  expect(await found()).toEqual(['contact', 'opportunity'])
  await valueOf(client.modules.turn({ module: 'opportunities', isOn: false }))
  await valueOf(client.modules.turn({ module: 'opportunities', isOn: true }))
  expect(await found()).toEqual(['contact', 'opportunity'])
  expect(await client.modules.turn({ module: 'persons', isOn: false })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
  expect(await client.modules.turn({ module: 'nothing', isOn: false })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
})

it('duplicates that were entered while nobody wanted to know of them are found once somebody does', async () => {
  const { client } = await openTestCore()
  await valueOf(client.modules.turn({ module: 'duplicates', isOn: false }))
  for (const firstName of ['Camille', 'Camille']) await valueOf(client.entities.save({ type: 'contact', patch: { firstName, lastName: 'Escoffier', emails: [{ value: 'camille@example.org' }] } }))
  await valueOf(client.modules.turn({ module: 'duplicates', isOn: true }))
  await expect.poll(async () => (await valueOf(client.duplicates.list({ limit: 10 }))).groups.length, { timeout: 20_000 }).toBe(1)
})

import { expect, it } from 'vitest'
import { anyEntity } from '../../shared/kernel/entity/define.ts'
import { contact } from '../../shared/modules/persons/contact.entity.ts'
import { registry } from '../../shared/registry.ts'
import { openTestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

/** So many that their table is not rebuilt before the store opens. */
const MANY = 2_100

it('tags are found by while the table of a type that had none is still being rebuilt', async () => {
  const before = await openTestStore(undefined, undefined, undefined, registry.map(entity => (entity.type === 'contact' ? anyEntity(contact) : entity)))
  const operation = before.operation('import')
  await before.store.commit(operation, () => ({ drafts: Array.from({ length: MANY }, (_, i) => before.store.draft(operation, 'contact', { lastName: `Nom ${i}` })) }))
  await before.close()
  const after = await openTestStore(undefined, before.folder, before.key)
  const tag = await after.add('tag', { name: 'Presse' })
  const id = await after.add('contact', { lastName: 'Zoé', tags: [tag] })
  const holders = (): string[] => after.reader.list({ type: 'contact', filter: { field: 'tags', op: 'in', value: [tag] }, limit: 10 }).rows.map(row => row.id)
  const isBuilding = after.store.db.sql('select 1 from derived where next is not null').get() !== undefined
  expect({ isBuilding, holders: holders() }).toEqual({ isBuilding: true, holders: [id] })
  await after.store.rebuilt
  expect(holders()).toEqual([id])
  expect(disagreements(after.store.db)).toEqual([])
})

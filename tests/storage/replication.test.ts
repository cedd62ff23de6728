import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication'
import { type RxCollection, rxStorageInstanceToReplicationHandler } from 'rxdb/plugins/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openTestStore, type TestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

/** RxDB's own protocol between a collection and the same one of another store, both ways and as it happens. */
const replicate = (from: RxCollection, to: RxCollection): RxReplicationState<unknown, unknown> => {
  const { storageInstance, conflictHandler, database } = from
  const master = rxStorageInstanceToReplicationHandler(storageInstance, conflictHandler, database.token)
  const state = replicateRxCollection<unknown, unknown>({
    replicationIdentifier: 'test',
    collection: to,
    pull: { handler: (checkpoint, limit) => master.masterChangesSince(checkpoint, limit) as never, batchSize: 20, stream$: master.masterChangeStream$ as never },
    push: { handler: rows => master.masterWrite(rows as never) as never, batchSize: 20 },
    waitForLeadership: false,
    retryTime: 10,
  })
  onTestFinished(async () => state.cancel())
  return state
}

const between = async (a: TestStore, b: TestStore): Promise<{ settled: () => Promise<void>; errors: unknown[] }> => {
  const states = (['records', 'history'] as const).map(name => replicate(a.store.collections[name], b.store.collections[name]))
  const errors: unknown[] = []
  for (const state of states) state.error$.subscribe(error => void errors.push(error))
  await Promise.all(states.map(state => state.awaitInitialReplication()))
  return { settled: async () => void (await Promise.all(states.map(state => state.awaitInSync()))), errors }
}

const documents = ({ store }: TestStore, table: string): unknown[] => store.db.sql(`select id, deleted, json from ${table} order by id`).all()
const historyCount = ({ store }: TestStore): number => store.db.sql('select count(*) n from doc_history').get().n

const expectSame = (a: TestStore, b: TestStore): void => {
  expect(documents(b, 'doc_records')).toEqual(documents(a, 'doc_records'))
  expect(documents(b, 'doc_history')).toEqual(documents(a, 'doc_history'))
  for (const { store } of [a, b]) expect(disagreements(store.db)).toEqual([])
}

const edit = async ({ store, operation }: TestStore, id: string, lastName: string): Promise<void> => {
  const op = operation('edit')
  await store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { data: { ...store.read(id)!.data, lastName } })] }))
}

describe('replication between two stores', () => {
  it('brings there and back what each has written, with its history, and journals nothing twice', async () => {
    const [a, b] = [await openTestStore(), await openTestStore()]
    const ids: string[] = []
    for (let i = 0; i < 50; i++) ids.push(await a.add('contact', { lastName: `Nom ${i}`, emails: [{ value: `p${i}@b.example` }] }))
    const { settled, errors } = await between(a, b)
    expectSame(a, b)
    expect(historyCount(b)).toBe(50)

    await edit(b, ids[3]!, 'Changé en B')
    const removing = b.operation('purge')
    await b.store.commit(removing, () => ({ drafts: [{ ...b.store.change(removing, b.store.read(ids[4]!)!, {}), purge: true }] }))
    await settled()
    await edit(a, ids[3]!, 'Changé en A')
    await edit(a, ids[5]!, 'Aussi')
    await expect.poll(() => b.store.read(ids[5]!)?.data['lastName']).toBe('Aussi')
    await settled()
    await expect.poll(() => [historyCount(a), historyCount(b)]).toEqual([54, 54])
    expectSame(a, b)
    expect(b.store.read(ids[3]!)!.data['lastName']).toBe('Changé en A')
    expect(a.store.read(ids[4]!)).toBeUndefined()
    expect(b.reader.list({ type: 'contact', filter: { field: 'emails', op: 'eq', value: 'p5@b.example' }, limit: 5 }).rows).toMatchObject([{ id: ids[5], title: 'Aussi' }])
    expect(errors).toEqual([])
  })

  it('sends the history of an operation as soon as it is committed, though no collection has written it', async () => {
    const [a, b] = [await openTestStore(), await openTestStore()]
    await between(a, b)
    const id = await a.add('contact', { lastName: 'Tout de suite' })
    await expect.poll(() => historyCount(b)).toBe(1)
    await expect.poll(() => b.store.read(id)?.data).toEqual({ lastName: 'Tout de suite' })
    expect(historyCount(a)).toBe(1)
  })

  it('goes on where it stopped, and brings only what is new', async () => {
    const [a, b] = [await openTestStore(), await openTestStore()]
    await a.add('contact', { lastName: 'Avant' })
    await between(a, b)
    const again = await b.reopen()
    await a.add('contact', { lastName: 'Pendant' })
    const written: string[] = []
    again.store.onCommit(each => void written.push(...each.flatMap(({ ids }) => ids)))
    await between(a, again)
    await expect.poll(() => documents(again, 'doc_records').length).toBe(2)
    expect(written).toHaveLength(1)
    expectSame(a, again)
  })
})

import fc from 'fast-check'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { describe, expect, it } from 'vitest'
import { entriesOf, unitsOf } from '../../main/kernel/store/journal.ts'
import type { Stored } from '../../main/kernel/store/rx-storage.ts'
import { InvalidRecord } from '../../main/kernel/store/store.ts'
import { anyEntity, defineEntity, type Envelope } from '../../shared/kernel/entity/define.ts'
import { integer, text } from '../../shared/kernel/entity/fields.ts'
import { registry } from '../../shared/registry.ts'
import { openTestStore, type TestStore, undo } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

const types = fc.constantFrom(...registry.map(({ type }) => type))
const fields = [...new Set(registry.flatMap(({ fields: own }) => Object.keys(own))), 'noSuchField']
/** Any value as JSON brings it: -0 is written as 0. */
const json = fc.jsonValue({ maxDepth: 2 }).map(one => JSON.parse(JSON.stringify(one)) as unknown)
const value = fc.oneof(
  fc.constantFrom('Nom', 'a@b.example', 'none', '2026-02-30', 12, 1.5, true, null, [], {}, [{ value: 'a@b.example' }], [{ value: 7 }], ['x'], { city: 'Lyon' }, { city: 3 }, { amount: 1, currency: 'EUR' }, { amount: '1' }),
  json,
)
const anything = fc.dictionary(fc.constantFrom('lastName', 'name', 'text', 'emails', ...fields), value, { maxKeys: 6, noNullPrototype: true })

/** What a pull writes: past every check of operations. */
const pull = async ({ store }: TestStore, ...records: { document: Partial<Envelope>; previous?: Stored<Envelope> }[]): Promise<void> => {
  const at = store.instant()
  const rows = records.map(({ document, previous }) => ({
    document: {
      ext: {}, createdAt: at, createdBy: 'x', updatedAt: at, updatedBy: 'x', owner: 'x', trashedAt: null, op: store.newId(), _deleted: false, _attachments: {}, _rev: '1-pulled', _meta: { lwt: 1 },
      ...previous, ...document,
    },
    ...(previous ? { previous } : {}),
  }))
  expect(await store.collections.records.storageInstance.bulkWrite(rows, 'replication-downstream-test')).toEqual({ error: [] })
}

describe('an operation', () => {
  it('writes what its definitions allow, and nothing else', async () => {
    const { store, operation } = await openTestStore()
    let refused = 0
    await fc.assert(
      fc.asyncProperty(types, anything, async (type, data) => {
        const op = operation()
        const draft = store.draft(op, type, data)
        const isRight = store.validate(type, data).length === 0
        const answer = await store.commit(op, () => ({ drafts: [draft] })).then(() => true, error => (error instanceof InvalidRecord ? false : error))
        expect(answer).toBe(isRight)
        expect(store.read(draft.document.id)?.data).toEqual(isRight ? data : undefined)
        refused += Number(!isRight)
      }),
      { numRuns: 300, endOnFailure: true },
    )
    expect(refused).toBeGreaterThan(50)
    expect(store.flagged()).toEqual([])
    expect(disagreements(store.db)).toEqual([])
  })
})

describe('what is pulled', () => {
  it('is kept as it came, whatever it is, and flagged while it breaks its definition', async () => {
    const test = await openTestStore()
    const { store, reader } = test
    const ids: string[] = []
    const pulled = fc.record({ type: fc.oneof({ weight: 9, arbitrary: types }, fc.constant('martian')), data: anything, again: fc.option(fc.nat(100)) })
    await fc.assert(
      fc.asyncProperty(fc.array(pulled, { minLength: 1, maxLength: 5 }), async records => {
        const written = new Map<string, Record<string, unknown>>()
        for (const { type, data, again } of records) {
          const id = again === null || ids.length === 0 ? store.newId() : ids[again % ids.length]!
          const previous = store.read(id)
          if (!previous) ids.push(id)
          await pull(test, { document: { id, type: previous?.type ?? type, data }, ...(previous ? { previous } : {}) })
          written.set(id, data)
        }
        const flagged = new Map(store.flagged().map(({ id, problems }) => [id, problems]))
        for (const [id, data] of written) {
          const { type, data: kept } = store.read(id)!
          expect(kept).toEqual(data)
          expect(flagged.get(id) ?? []).toEqual(store.validate(type, data))
          if (type !== 'martian') expect(reader.get(id)).toMatchObject({ id, type })
        }
      }),
      { numRuns: 150, endOnFailure: true },
    )
    for (const { type } of registry) expect(reader.count({ type })).toBe(reader.list({ type, limit: 5_000 }).rows.length)
    expect(store.flagged().length).toBeGreaterThan(50)
    expect(disagreements(store.db, { ownHistory: false })).toEqual([])
    const { store: again } = await test.reopen()
    expect(disagreements(again.db, { ownHistory: false })).toEqual([])
  })

  it('shows what of it holds, can be trashed and removed, and must be right to be changed', async () => {
    const test = await openTestStore()
    const { store, reader, operation } = test
    const id = store.newId()
    await pull(test, { document: { id, type: 'contact', data: { lastName: 'Ménard', emails: 'none' } } })
    expect(reader.get(id)).toMatchObject({ title: 'Ménard', lastName: 'Ménard' })
    expect(reader.get(id)).not.toHaveProperty('emails')
    expect(reader.list({ type: 'contact', text: 'menard', limit: 5 }).rows).toMatchObject([{ id, title: 'Ménard' }])
    const op = operation('edit')
    await expect(store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { data: { lastName: 'Petit', emails: 'none' } })] }))).rejects.toBeInstanceOf(InvalidRecord)
    await store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { trashedAt: store.instant() })] }))
    expect(store.flagged()).toMatchObject([{ id }])
    await store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { data: { lastName: 'Petit', emails: [{ value: 'a@b.example' }] } })] }))
    expect(store.flagged()).toEqual([])
    await pull(test, { document: { data: { lastName: 7 } }, previous: store.read(id)! })
    await store.commit(op, () => ({ drafts: [{ ...store.change(op, store.read(id)!, {}), purge: true }] }))
    expect(store.flagged()).toEqual([])
    expect(disagreements(store.db, { ownHistory: false })).toEqual([])
  })

  it('as history may say anything: what of it is an entry is found, and an undo takes back only that', async () => {
    const test = await openTestStore()
    const { store } = test
    const id = await test.add('contact', { lastName: 'Ménard' })
    const entry = fc.record({ id: fc.oneof(fc.constant(id), fc.jsonValue()), type: fc.oneof(fc.constant('contact'), fc.jsonValue()), kind: fc.oneof(fc.constantFrom('create', 'update', 'trash', 'delete'), fc.jsonValue()), changes: fc.oneof(fc.constant({ lastName: ['Avant', 'Ménard'] }), fc.jsonValue()) }, { requiredKeys: [] })
    const told = fc.record({ created: fc.dictionary(fc.constantFrom('contact', 'martian'), fc.oneof(fc.constant([id]), fc.jsonValue()), { noNullPrototype: true }), changed: fc.array(entry, { maxLength: 3 }) })
    await fc.assert(
      fc.asyncProperty(told, async said => {
        const op = store.newId()
        const document = { id: store.newId(), op, name: 'edit', params: {}, at: store.instant(), by: 'x', ...said, ext: {}, _deleted: false, _attachments: {}, _rev: '1-pulled', _meta: { lwt: 1 } }
        expect(await store.collections.history.storageInstance.bulkWrite([{ document }], 'replication-downstream-test')).toEqual({ error: [] })
        await undo(test, op)
        expect(store.validate('contact', store.read(id)!.data)).toEqual([])
      }),
      { numRuns: 200, endOnFailure: true },
    )
    expect(unitsOf(store.db, id, 1_000).flatMap(entriesOf).length).toBeGreaterThan(20)
  })

  it('and fits no record at all is set aside, and what comes with it and after it is written', async () => {
    const test = await openTestStore()
    const { store } = test
    const [good, broken, later] = [store.newId(), store.newId(), store.newId()]
    const at = store.instant()
    const right = (id: string): object => ({ id, type: 'contact', data: { lastName: id }, ext: {}, createdAt: at, createdBy: 'x', updatedAt: at, updatedBy: 'x', owner: 'x', trashedAt: null, op: id, _deleted: false })
    const pages = [[right(good), { id: broken, type: 'contact', data: 'none', fromTomorrow: 1, _deleted: false }], [right(later)], [right(broken)]]
    let mended = false
    const state = replicateRxCollection<unknown, { page: number }>({
      replicationIdentifier: 'broken',
      collection: store.collections.records,
      pull: { batchSize: 1, handler: async ({ page } = { page: 0 }) => ({ documents: (page < 2 || mended ? pages[page] : undefined) ?? [], checkpoint: { page: page + 1 } }) as never },
      waitForLeadership: false,
      retryTime: 10,
    })
    const errors: unknown[] = []
    state.error$.subscribe(error => void errors.push(error))
    await state.awaitInitialReplication()
    const names = () => [good, broken, later].map(id => store.read(id)?.data['lastName'])
    expect(names()).toEqual([good, undefined, later])
    expect(store.db.sql('select collection, id, document from refused').all()).toMatchObject([{ collection: 'records', id: broken, document: expect.stringContaining('fromTomorrow') }])

    mended = true
    state.reSync()
    await expect.poll(names).toEqual([good, broken, later])
    expect(store.db.sql('select count(*) n from refused').get()).toEqual({ n: 0 })
    expect(errors).toEqual([])
    await state.cancel()
  })
})

const parcels = (size: typeof text | typeof integer) => [
  anyEntity(defineEntity({ type: 'parcel', labels: 'parcel', fields: { name: text({ search: 3 }), size: size() }, title: r => r.name ?? '', list: ['name'], form: [['name']], sort: ['name'], keys: [['name']] })),
]

describe('a definition that has changed', () => {
  it('keeps what an undo would make wrong', async () => {
    const first = await openTestStore(undefined, undefined, undefined, parcels(text))
    const id = await first.add('parcel', { name: 'Caisse', size: 'grande' })
    const op = first.operation('edit')
    await first.store.commit(op, () => ({ drafts: [first.store.change(op, first.store.read(id)!, { data: { name: 'Caisse' } })] }))
    await first.close()
    const second = await openTestStore(undefined, first.folder, first.key, parcels(integer))
    expect(await undo(second, op.id)).toEqual({ undone: 0, kept: 1 })
    expect(second.store.read(id)!.data).toEqual({ name: 'Caisse' })
  })

  it('flags the records that break it, and takes the flag back when it is as before', async () => {
    const [before, after] = [parcels(text), parcels(integer)]
    const first = await openTestStore(undefined, undefined, undefined, before)
    const id = await first.add('parcel', { name: 'Caisse', size: 'grande' })
    await first.close()
    const second = await openTestStore(undefined, first.folder, first.key, after)
    expect(second.store.flagged()).toMatchObject([{ id, problems: [{ field: 'size', code: 'NOT_A_NUMBER' }] }])
    expect(second.reader.list({ type: 'parcel', limit: 5 }).rows).toEqual([{ id, type: 'parcel', title: 'Caisse', name: 'Caisse' }])
    expect(disagreements(second.store.db, { types: after })).toEqual([])
    await second.close()
    const third = await openTestStore(undefined, first.folder, first.key, before)
    expect(third.store.flagged()).toEqual([])
    expect(third.reader.get(id)).toMatchObject({ size: 'grande' })
  })
})

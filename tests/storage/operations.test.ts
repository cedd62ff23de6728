import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf, type HistoryDocument } from '../../main/kernel/store/journal.ts'
import { WriteConflict } from '../../main/kernel/store/rx-storage.ts'
import { type Batch, type Draft, InvalidRecord } from '../../main/kernel/store/store.ts'
import { openTestStore, type TestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

/** Everything that the database holds of records, history and jobs, as one text. */
const everything = ({ store: { db } }: TestStore): string =>
  JSON.stringify(['doc_records', 'doc_history', 'contact', 'contact_emails', 'operation', 'history_unit', 'history_entry', 'step'].map(table => db.rows(`select * from ${table} order by 1, 2`).all()))

const withSteps = async (): Promise<TestStore> => {
  const test = await openTestStore()
  test.store.db.exec('create table step(only integer primary key, step integer not null)')
  return test
}

const atStep = (step: number): Pick<Batch, 'alsoWrite'> => ({ alsoWrite: db => void db.sql('insert or replace into step values(1, ?)').run(step) })

const historyOf = ({ store }: TestStore): HistoryDocument[] => store.db.sql('select json from doc_history order by n').all().map(row => JSON.parse(row.json))

describe('an operation', () => {
  it('writes what it adds, changes, trashes and removes at once, with one history and the step of its job', async () => {
    const test = await withSteps()
    const { store, operation } = test
    const [changed, trashed, removed] = [await test.add('contact', { lastName: 'A' }), await test.add('contact', { lastName: 'B' }), await test.add('contact', { lastName: 'C' })]
    const commits: unknown[] = []
    store.onCommit(written => void commits.push(written))
    const op = operation('mixed')
    let added = ''
    await store.commit(op, () => {
      const draft = store.draft(op, 'contact', { lastName: 'D' })
      added = draft.document.id
      return {
        drafts: [
          store.change(op, store.read(changed)!, { data: { lastName: 'A2' } }),
          draft,
          store.change(op, store.read(trashed)!, { trashedAt: store.instant() }),
          { ...store.change(op, store.read(removed)!, {}), purge: true },
        ],
        ...atStep(7),
      }
    })
    const units = historyOf(test).filter(unit => unit.op === op.id)
    expect(units).toHaveLength(1)
    expect(entriesOf(units[0]!).map(({ id, kind }) => `${kind} ${id}`).toSorted()).toEqual([`create ${added}`, `delete ${removed}`, `trash ${trashed}`, `update ${changed}`])
    expect(store.db.sql('select step from step').get()).toEqual({ step: 7 })
    expect(commits).toEqual([[{ type: 'contact', ids: expect.toSatisfy(ids => new Set(ids as string[]).size === 4) }]])
    expect(disagreements(store.db)).toEqual([])
  })

  it('that meets a conflict leaves no trace, neither in the file nor in what RxDB remembers', async () => {
    const test = await withSteps()
    const { store, operation } = test
    const { records, history } = store.collections
    const [one, two] = [await test.add('contact', { lastName: 'Un' }), await test.add('contact', { lastName: 'Deux' })]
    const stale = store.read(two)!
    const between = operation('edit')
    await store.commit(between, () => ({ drafts: [store.change(between, store.read(two)!, { data: { lastName: 'Deux bis' } })] }))
    const names = async (): Promise<string[]> => (await Promise.all([one, two].map(id => records.findOne(id).exec(true)))).map(document => document.get('data').lastName)
    expect(await names()).toEqual(['Un', 'Deux bis'])

    const before = everything(test)
    const told: unknown[] = []
    const listening = [records.$.subscribe(event => told.push(event)), history.$.subscribe(event => told.push(event))]
    store.onCommit(written => void told.push(written))
    const late = operation('edit')
    const drafts = (): Draft[] => [store.change(late, store.read(one)!, { data: { lastName: 'Perdu' } }), store.draft(late, 'contact', { lastName: 'Jamais' }), store.change(late, stale, { data: { lastName: 'Perdu' } })]
    await expect(store.commit(late, () => ({ drafts: drafts(), ...atStep(1) }))).rejects.toBeInstanceOf(WriteConflict)
    expect(everything(test)).toBe(before)
    expect(await names()).toEqual(['Un', 'Deux bis'])
    expect(await records.count().exec()).toBe(2)
    expect(told).toEqual([])
    for (const each of listening) each.unsubscribe()

    await store.commit(late, () => ({ drafts: [store.change(late, store.read(one)!, { data: { lastName: 'Ensuite' } })], ...atStep(2) }))
    expect(await names()).toEqual(['Ensuite', 'Deux bis'])
  })

  it('decides anew when what it read is no longer so, as when a pull has come between', async () => {
    const test = await openTestStore()
    const { store, operation } = test
    const id = await test.add('contact', { lastName: 'Avant' })
    const read = [store.read(id)!]
    const pulled = { previous: read[0]!, document: { ...read[0]!, data: { lastName: 'Ailleurs' } } }
    expect(await store.collections.records.storageInstance.bulkWrite([pulled], 'replication-downstream-test')).toEqual({ error: [] })
    const op = operation('edit')
    await store.commit(op, () => {
      const record = read.pop() ?? store.read(id)!
      return { drafts: [store.change(op, record, { data: { ...record.data, nickname: 'Zo' } })] }
    })
    expect(store.read(id)!.data).toEqual({ lastName: 'Ailleurs', nickname: 'Zo' })
    expect(historyOf(test).map(({ name }) => name)).toEqual(['create', 'edit'])
  })

  it('is there whole or not at all, whatever fails in it', async () => {
    const test = await withSteps()
    const { store, operation } = test
    let ids = [await test.add('contact', { lastName: 'Premier' })]
    const step = fc.record({ kind: fc.constantFrom('add', 'edit', 'trash', 'purge'), at: fc.nat(50), name: fc.string({ minLength: 1, maxLength: 5 }).filter(name => name.trim() !== '') })
    const failure = fc.constantFrom(undefined, undefined, 'conflict', 'invalid', 'job', 'twice')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), failure, async (steps, fails) => {
        const op = operation('mixed')
        const before = everything(test)
        const drafts = new Map<string, Draft>()
        for (const { kind, at, name } of steps) {
          const record = kind === 'add' || ids.length === 0 ? undefined : store.read(ids[at % ids.length]!)!
          const draft = !record
            ? store.draft(op, 'contact', { lastName: name, emails: [{ value: `${at}@b.example` }] })
            : kind === 'edit' ? store.change(op, record, { data: { lastName: name } })
            : kind === 'trash' ? store.change(op, record, { trashedAt: record.trashedAt === null ? store.instant() : null })
            : { ...store.change(op, record, {}), purge: true }
          if (!drafts.has(draft.document.id)) drafts.set(draft.document.id, draft)
        }
        const all = [...drafts.values()]
        const [first] = all
        if (fails === 'conflict') all.push(store.draft(op, 'contact', { lastName: 'X' }), { ...first!, document: { ...first!.document, id: ids[0] ?? first!.document.id }, ...(first!.previous && { previous: { ...first!.previous, _rev: '1-stale' } }) })
        if (fails === 'invalid') all.push(store.draft(op, 'contact', { lastName: 'X', emails: [{ value: 'none' }] }))
        if (fails === 'twice') all.push(first!)
        const batch = { drafts: all, alsoWrite: () => { if (fails === 'job') throw new Error('no checkpoint') } }
        const answer = await store.commit(op, () => batch).then(() => 'written', (error: unknown) => error)
        if (fails === undefined) {
          expect(answer).toBe('written')
          ids = store.db.sql('select id from doc_records where deleted = 0').all().map(row => row.id)
        } else {
          expect(answer).toBeInstanceOf(Error)
          if (fails === 'invalid') expect(answer).toBeInstanceOf(InvalidRecord)
          expect(everything(test)).toBe(before)
        }
      }),
      { numRuns: 60, endOnFailure: true },
    )
    expect(disagreements(store.db)).toEqual([])
  })
})

import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { rebuildProgress } from '../../main/kernel/store/read-models.ts'
import { anyEntity, type AnyEntity, defineEntity } from '../../shared/kernel/entity/define.ts'
import { address, boolean, choice, dateTime, email, integer, list, money, multiChoice, relation, text } from '../../shared/kernel/entity/fields.ts'
import type { Filter } from '../../shared/kernel/filter/filter.ts'
import { openTestStore, type TestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'

const values = { name: 'size', labels: 'size', open: true, values: [] }

/** Every kind of field that a definition may gain. */
const gained = {
  city: text(), count: integer(), isOpen: boolean(), price: money(), moment: dateTime(), place: address(), size: choice(values), tags: multiChoice(values), words: list(text()), of: relation('shop'),
}
type Shape = Partial<Pick<Parameters<typeof defineEntity>[0], 'fields' | 'sort' | 'keys' | 'indexes'>>
const shop = ({ fields = {}, ...rest }: Shape = {}): AnyEntity =>
  anyEntity(
    defineEntity({
      type: 'shop', labels: 'shop', fields: { name: text({ search: 2 }), street: text(), emails: list(email()), ...fields }, title: r => String(r.name), list: ['name'], form: [['name']], sort: ['name'], keys: [['emails']], ...rest,
    }),
  )
const stall = anyEntity(defineEntity({ type: 'stall', labels: 'stall', fields: { name: text({ search: 2 }) }, title: r => r.name ?? '', list: ['name'], form: [['name']], sort: ['name'] }))

/** More than are rebuilt before the store opens. */
const MANY = 2_100
const nameOf = (i: number): string => `Étal ${String((i * 7919) % MANY).padStart(4, '0')}`
const full = (i: number): Record<string, unknown> => ({
  name: nameOf(i), street: `rue ${i % 10}`, emails: [{ value: `e${i}@b.example` }], city: i % 3 ? `Ville ${i % 5}` : undefined, count: i % 50, isOpen: i % 2 === 0,
  price: { amount: i, currency: 'EUR' }, moment: { at: '2026-01-01T10:00:00.000Z', zone: 'Europe/Paris' }, place: { city: `Bourg ${i % 4}`, street: 'quai' }, size: 'l', tags: ['a', 'b'], words: [{ value: `mot ${i}` }],
})
const slim = (i: number): Record<string, unknown> => ({ name: nameOf(i), street: `rue ${i % 10}`, emails: [{ value: `e${i}@b.example` }] })
const defined = (data: Record<string, unknown>): Record<string, unknown> => JSON.parse(JSON.stringify(data))

const filled = async (types: readonly AnyEntity[], type: string, dataOf: (i: number) => Record<string, unknown>): Promise<TestStore & { reopenAs: (types: readonly AnyEntity[]) => Promise<TestStore> }> => {
  const test = await openTestStore(undefined, undefined, undefined, types)
  const operation = test.operation('import')
  for (let from = 0; from < MANY; from += 200) {
    await test.store.commit(operation, () => ({ drafts: Array.from({ length: Math.min(200, MANY - from) }, (_, i) => test.store.draft(operation, type, defined(dataOf(from + i)))) }), { resumable: true })
  }
  return {
    ...test,
    reopenAs: async as => {
      await test.close()
      return openTestStore(undefined, test.folder, test.key, as)
    },
  }
}

const all = ({ reader }: TestStore, type: string, filter?: Filter): string[] => {
  const found: string[] = []
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = reader.list({ type, limit: 500, filter, after })
    found.push(...page.rows.map(({ title }) => title))
    after = page.next
  }
  return found
}

const edit = async ({ store, operation }: TestStore, id: string, data: Record<string, unknown>): Promise<void> => {
  const op = operation('edit')
  await store.commit(op, () => ({ drafts: [store.change(op, store.read(id)!, { data })] }))
}

const WAYS: Record<string, { before: AnyEntity; after: AnyEntity; data: (i: number) => Record<string, unknown> }> = {
  'gains fields of every kind': { before: shop(), after: shop({ fields: gained }), data: slim },
  'loses fields of every kind': { before: shop({ fields: gained }), after: shop(), data: slim },
  'gains indexes': { before: shop({ fields: gained }), after: shop({ fields: gained, indexes: [['city'], ['place.city', 'count']] }), data: full },
  'loses an index': { before: shop({ fields: gained, indexes: [['city']] }), after: shop({ fields: gained }), data: full },
  'gains keys': { before: shop({ fields: gained }), after: shop({ fields: gained, keys: [['emails'], ['city'], ['words']] }), data: full },
  'loses a key': { before: shop({ fields: gained, keys: [['emails'], ['words']] }), after: shop({ fields: gained, keys: [['words']] }), data: full },
  'is sorted by another field': { before: shop({ fields: gained }), after: shop({ fields: gained, sort: ['street', 'name'] }), data: full },
}

describe('a type that', () => {
  it.each(Object.entries(WAYS))('%s is listed, filtered and written as it shall be while its tables are rebuilt, and after', async (_way, { before, after, data }) => {
    const old = await filled([before], 'shop', data)
    const ids = old.store.db.sql('select id from shop order by n').all().map(row => row.id as string)
    const filters: Filter[] = [{ field: 'emails', op: 'eq', value: 'e7@b.example' }, ...(after.fields['city'] && before.fields['city'] ? [{ field: 'city', op: 'eq', value: 'ville 2' } as const, { field: 'place.city', op: 'startsWith', value: 'bourg 1' } as const, { field: 'words', op: 'eq', value: 'mot 12' } as const] : [])]
    const expected = filters.map(filter => all(old, 'shop', filter).toSorted())
    const test = await old.reopenAs([after])
    const { store, reader } = test
    expect(rebuildProgress(store.db)).toEqual({ done: 0, total: MANY })
    expect(filters.map(filter => all(test, 'shop', filter).toSorted())).toEqual(expected)
    let steps = 0
    for (let isDone = false; !isDone; steps++) {
      if (after.sort[0] === 'name') expect(all(test, 'shop').slice(0, 3)).toEqual(['Étal 0000', 'Étal 0001', 'Étal 0002'])
      expect(reader.count({ type: 'shop' })).toBe(MANY + Math.min(steps, 1) * 1)
      expect(filters.map(filter => all(test, 'shop', filter).toSorted())).toEqual(expected)
      if (steps === 0) await test.add('shop', { name: 'Zz', emails: [{ value: 'zz@b.example' }] })
      // One that is built already, and one that is not yet.
      for (const at of [steps, MANY - 1 - steps]) await edit(test, ids[at]!, { ...store.read(ids[at]!)!.data, street: `neuve ${steps}`, emails: [{ value: `n${at}@b.example` }, ...(store.read(ids[at]!)!.data['emails'] as object[])] })
      expect(all(test, 'shop', { field: 'street', op: 'eq', value: `neuve ${steps}` }).toSorted()).toEqual([nameOf(steps), nameOf(MANY - 1 - steps)].toSorted())
      expect(all(test, 'shop', { field: 'emails', op: 'eq', value: `n${steps}@b.example` })).toEqual([nameOf(steps)])
      await turn()
      isDone = rebuildProgress(store.db) === undefined
    }
    expect(steps).toBeGreaterThan(3)
    await store.rebuilt
    expect(disagreements(store.db, { types: [after] })).toEqual([])
    const leftovers = store.db.sql(`select name from sqlite_master where type = 'view' or name glob 'old_*' or name glob 'next_*' or name glob 'gone_*'`).all()
    expect(leftovers).toEqual([])
    const again = await test.reopen()
    expect(rebuildProgress(again.store.db)).toBeUndefined()
    expect(disagreements(again.store.db, { types: [after] })).toEqual([])
  }, 120_000)
})

it('types come, go and come back, each with what was written while it was there', async () => {
  const test = await filled([shop(), stall], 'stall', i => ({ name: nameOf(i) }))
  const without = await test.reopenAs([shop()])
  await without.store.rebuilt
  expect(without.store.db.sql(`select name from sqlite_master where name glob '*stall*'`).all()).toEqual([])
  await without.close()
  const back = await openTestStore(undefined, test.folder, test.key, [shop(), stall])
  await back.add('stall', { name: 'Zz' })
  await back.store.rebuilt
  expect(back.reader.count({ type: 'stall' })).toBe(MANY + 1)
  expect(disagreements(back.store.db, { types: [shop(), stall] })).toEqual([])
})

it('a definition that is taken back while it is built for leaves nothing behind that it did not write', async () => {
  const [wide, narrow] = [shop({ fields: gained, keys: [['emails'], ['words']] }), shop()]
  const test = await filled([wide], 'shop', full)
  const between = await test.reopenAs([narrow])
  expect(rebuildProgress(between.store.db)).toEqual({ done: 0, total: MANY })
  const id = between.store.db.sql('select id from doc_records where n = 2').get().id as string
  await edit(between, id, { name: nameOf(1), street: 'rue neuve' })
  await between.close()
  const back = await openTestStore(undefined, test.folder, test.key, [wide])
  expect(rebuildProgress(back.store.db)).toBeDefined()
  const filters: Filter[] = [{ field: 'words', op: 'eq', value: 'mot 1' }, { field: 'city', op: 'notEmpty' }, { field: 'city', op: 'empty' }]
  const found = (): string[][] => filters.map(filter => all(back, 'shop', { all: [{ field: 'street', op: 'eq', value: 'rue neuve' }, filter] }))
  expect(found()).toEqual([[], [], [nameOf(1)]])
  await back.store.rebuilt
  expect(found()).toEqual([[], [], [nameOf(1)]])
  expect(disagreements(back.store.db, { types: [wide] })).toEqual([])
})

it('what lists were sorted by stays quick to sort by, however often the tables are rebuilt', async () => {
  const first = await filled([shop({ fields: gained })], 'shop', full)
  expect(await Promise.all(['city', 'place.city', 'name', 'emails'].map(path => first.store.indexSort('shop', path)))).toEqual([true, true, true, true])
  const sortedBy = ({ store }: TestStore): string[] => store.db.sql(`select name from sqlite_master where type = 'index' and tbl_name = 'shop' and name glob '*_sort_*' order by name`).all().map(({ name }) => String(name).replace('$', ''))
  expect(sortedBy(first)).toEqual(['shop_sort_city', 'shop_sort_place__city'])
  await first.close()
  for (const keys of [[['words']], [['city']], [['emails'], ['words']]]) {
    const test = await openTestStore(undefined, first.folder, first.key, [shop({ fields: gained, keys })])
    expect(await test.store.indexSort('shop', 'size')).toBe(false)
    await test.store.rebuilt
    expect(sortedBy(test)).toEqual(['shop_sort_city', 'shop_sort_place__city'])
    await test.close()
  }
}, 120_000)

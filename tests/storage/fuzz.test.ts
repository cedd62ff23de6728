import fc from 'fast-check'
import { type FilledMangoQuery, getQueryMatcher, getSortComparator } from 'rxdb/plugins/core'
import { expect, it } from 'vitest'
import { cases } from '../fixtures/cases.ts'
import { idsOf, type Instance, memoryPlace, prepared, sqlitePlace, type StoredThing, thing } from './storages.ts'

const QUERIES_PER_RUN = 50

/** Texts that sort, fold or encode in ways of their own. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'b', 'zoe', 'Zoé', 'Zoé', 'œuvre', '10', '9', ' ', 'a b', 'a\0b', '\uE000', '\uFFFD', '\uFFFE', '𝒵', '😀', '😀a', '\u2028', '%', '_', '.', '$'),
  fc.string({ maxLength: 3, unit: 'binary' }),
)
const number = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0.5, -0.1, 1e21, -1e-7, 2 ** 53))
const scalar = fc.oneof(fc.constant(null), fc.boolean(), number, text)

const { json } = fc.letrec<{ json: unknown }>(tie => ({
  json: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('json'), { maxLength: 3 }), fc.dictionary(fc.constantFrom('x', 'y', '0'), tie('json'), { maxKeys: 3, noNullPrototype: true })),
}))

const documents = fc.uniqueArray(
  fc.record({ id: text.filter(id => id.isWellFormed() && id !== ''), name: text, rank: fc.integer({ min: -3, max: 3 }), more: fc.dictionary(fc.constantFrom('x', 'y', 'plain', 'plain'), json, { noNullPrototype: true }) }, { requiredKeys: ['id', 'name', 'rank'] }),
  { selector: ({ id }) => id, minLength: 4, maxLength: 30 },
)

const PATHS = ['id', 'name', 'rank', 'more', 'more.x', 'more.y', 'more.plain', 'more.x.y', 'more.x.0', 'more.y.x.y', 'more.none', 'none']
const path = fc.oneof(fc.constantFrom(...PATHS), fc.constantFrom('name', 'rank', 'more.plain'))

const comparison = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne'), json),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), fc.oneof(number, text)),
  fc.tuple(fc.constantFrom('$in', '$nin'), fc.array(scalar, { maxLength: 4 })),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
  fc.tuple(fc.constant('$size'), fc.nat(3)),
  fc.tuple(fc.constant('$regex'), fc.constantFrom('^a', 'é', '.', '^$')),
  fc.tuple(fc.constant('$elemMatch'), fc.oneof(fc.record({ $gt: number }), fc.record({ x: scalar }))),
)
const operators = fc.oneof(
  fc.array(comparison, { minLength: 1, maxLength: 2 }).map(Object.fromEntries),
  comparison.map(([operator, value]) => ({ $not: { [operator as string]: value } })),
)
/** The pages after a row, as replication and keyset paging ask for them. */
const after = fc.record({ name: text, rank: fc.integer({ min: -3, max: 3 }), id: text }).map(({ name, rank, id }) => ({
  $or: [{ name: { $gt: name } }, { name: { $eq: name }, rank: { $gt: rank } }, { name: { $eq: name }, rank: { $eq: rank }, id: { $gt: id } }],
}))
const { selector } = fc.letrec<{ selector: object }>(tie => ({
  selector: fc.oneof(
    { maxDepth: 2 },
    fc.array(fc.tuple(path, fc.oneof(operators, scalar)), { maxLength: 2 }).map(Object.fromEntries),
    fc.array(text, { maxLength: 4 }).map($in => ({ id: { $in } })),
    after,
    fc.tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(tie('selector'), { minLength: 1, maxLength: 3 })).map(([operator, parts]) => ({ [operator]: parts })),
  ),
}))
const sort = fc.uniqueArray(fc.tuple(fc.constantFrom('id', 'name', 'rank', 'more.plain', 'none'), fc.constantFrom('asc', 'desc')), { minLength: 1, maxLength: 3, selector: ([field]) => field })
const query = fc
  .record({ selector, sort, skip: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(5)), limit: fc.option(fc.nat(8), { nil: undefined }) })
  .map(({ sort: order, limit, ...asked }): FilledMangoQuery<StoredThing> => ({ ...asked, sort: order.map(([field, direction]) => ({ [field]: direction })), ...(limit === undefined ? {} : { limit }) }))

/** RxDB's own matcher over documents that never left memory. */
const expected = (instance: Instance, all: readonly StoredThing[], asked: FilledMangoQuery<StoredThing>): string[] => {
  const { query: filled } = prepared(instance, asked)
  const found = all.filter(getQueryMatcher(instance.schema, filled)).sort(getSortComparator(instance.schema, filled))
  return idsOf(found.slice(filled.skip, filled.limit === undefined ? undefined : filled.skip + filled.limit))
}

const { count, seed } = cases(1_000)

it(`answers ${count} random queries as RxDB's own matcher does (seed ${seed})`, async () => {
  const [ours, memory] = [sqlitePlace(), memoryPlace()]
  let [run, some, part] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(documents, fc.array(query, { minLength: QUERIES_PER_RUN, maxLength: QUERIES_PER_RUN }), async (written, queries) => {
      const collection = `run${++run}`
      const [instance, reference] = await Promise.all([ours, memory].map(place => place.open({ collection })))
      const all = written.map(({ id, ...own }) => thing(id, own as Partial<StoredThing>))
      for (const each of [instance!, reference!]) await each.bulkWrite(all.map(document => ({ document })), 'fill')
      for (const asked of queries) {
        const found = idsOf((await instance!.query(prepared(instance!, asked))).documents)
        expect(found, `by the matcher: ${JSON.stringify({ asked, written })}`).toEqual(expected(instance!, all, asked))
        some += Number(found.length > 0)
        part += Number(found.length > 0 && found.length < all.length)
        expect(found, `by the memory storage: ${JSON.stringify({ asked, written })}`).toEqual(idsOf((await reference!.query(prepared(reference!, asked))).documents))
      }
      await Promise.all([instance!.remove(), reference!.remove()])
    }),
    { numRuns: Math.ceil(count / QUERIES_PER_RUN), seed, endOnFailure: true },
  )
  // Else the queries would have had nothing to tell apart.
  expect(some).toBeGreaterThan(count / 4)
  expect(part).toBeGreaterThan(count / 5)
}, 3_600_000)

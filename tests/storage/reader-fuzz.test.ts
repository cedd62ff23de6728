import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyEntity, defineEntity } from '../../shared/kernel/entity/define.ts'
import {
  address, boolean, choice, date, dateTime, decimal, email, integer, list, longText, money, multiChoice, relation, text,
} from '../../shared/kernel/entity/fields.ts'
import type { Condition, Filter, Operator } from '../../shared/kernel/filter/filter.ts'
import { fold } from '../../shared/kernel/text/fold.ts'
import type { PageRequest } from '../../main/kernel/store/reader.ts'
import { openTestStore } from '../fixtures/store.ts'
import { cases } from '../fixtures/cases.ts'
import { compare, holds, plainRecord, type PlainRecord, type PlainWorld, standing } from '../fixtures/plain-filter.ts'

const values = { name: 'fuzz', labels: 'fuzz', open: true, values: [] }

/** A type with every kind of field by which lists are filtered and sorted, with and without a key or an index. */
const specimen = anyEntity(
  defineEntity({
    type: 'specimen',
    labels: 'specimen',
    fields: {
      name: text(), nickname: text(), notes: longText(), legal: text({ legalId: 'siren' }), legalKey: text({ legalId: 'siret' }),
      count: integer(), size: decimal(), price: money(), isOpen: boolean(), day: date(), moment: dateTime(), state: choice(values), tags: multiChoice(values),
      emails: list(email()), words: list(text()), place: address(), places: list(address()), parent: relation('specimen'),
    },
    title: r => r.name ?? '(none)',
    list: ['name'],
    form: [['name']],
    sort: ['name', 'nickname'],
    keys: [['legalKey'], ['emails'], ['name']],
    indexes: [['state'], ['place.city', 'day']],
  }),
)

const LONG = 'x'.repeat(199)
const word = fc.constantFrom('Zoé', 'zoe', 'ZOE ', 'Éric', 'ŒUVRE', 'oeuvre', 'a b', 'a  b', "L'été", '100%', 'x_y', '𝒵', '😀', '\uE000', '\uFFFD', '\u0301', `${LONG}a`, `${LONG}ab`, `${LONG}ac`, `${LONG}é`, 'Infinity', 'null', '12', 'a\0b')
const number = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.constantFrom(2 ** 53 - 1, -(2 ** 53 - 1)))
const real = fc.oneof(number, fc.constantFrom(0.1, -0.5, 1e-9, 1e300))
const day = fc.constantFrom('1980-01-31', '1999-12-31', '2000-02-29')
const instant = fc.constantFrom('1980-01-31T10:00:00.000Z', '2000-02-29T23:59:59.999Z')
const legal = fc.constantFrom('732 829 320', '732829320', '732.829.320 ', '443-061-841')
const mail = fc.constantFrom('a@b.example', 'Z@b.example', 'é@d.example', `${'y'.repeat(250)}@a.example`, `${'y'.repeat(250)}@b.example`)
const key = fc.constantFrom('open', 'closed', 'Été')
const items = <T>(value: fc.Arbitrary<T>) => fc.array(fc.record({ value }), { minLength: 1, maxLength: 3 })
const somewhere = fc.record({ city: word, street: word, postcode: fc.constantFrom('38000', '01 200') }, { requiredKeys: [] }).filter(parts => Object.keys(parts).length > 0)

const data = fc.record(
  {
    name: word, nickname: word, notes: word, legal, legalKey: legal, count: number, size: real, price: fc.record({ amount: number, currency: fc.constantFrom('EUR', 'CHF') }), isOpen: fc.boolean(),
    day, moment: fc.record({ at: instant, zone: fc.constant('Europe/Paris') }), state: key, tags: fc.uniqueArray(key, { minLength: 1 }),
    emails: items(mail), words: items(word), place: somewhere, places: items(somewhere), parent: fc.nat(30),
  },
  { requiredKeys: [] },
)

const ORDERED: readonly Operator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty']
const TEXTUAL: readonly Operator[] = [...ORDERED, 'contains', 'startsWith']
const about = (fields: readonly string[], ops: readonly Operator[], value: fc.Arbitrary<unknown>): fc.Arbitrary<Condition>[] => [
  fc.record({ field: fc.constantFrom(...fields), op: fc.constantFrom(...ops), value }) as fc.Arbitrary<Condition>,
  fc.record({ field: fc.constantFrom(...fields), op: fc.constant('in'), value: fc.array(value, { maxLength: 3 }) }) as fc.Arbitrary<Condition>,
]
const condition = fc.oneof(
  ...about(['name', 'nickname', 'notes', 'place.city', 'place.street', 'words', 'places.city', 'title'], TEXTUAL, word),
  ...about(['legal', 'legalKey'], TEXTUAL, legal),
  ...about(['emails'], TEXTUAL, mail),
  ...about(['count', 'price'], ORDERED, number),
  ...about(['size'], ORDERED, real),
  about(['isOpen'], ['eq', 'ne', 'empty', 'notEmpty'], fc.boolean())[0]!,
  ...about(['day'], ORDERED, day),
  ...about(['moment'], ORDERED, instant),
  ...about(['state'], ['eq', 'ne', 'empty', 'notEmpty', 'contains'], key),
  ...about(['tags'], ['eq', 'ne', 'empty', 'notEmpty'], key),
  about(['createdAt'], ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'], fc.constantFrom('2026-01-01T00:00:01.000Z', '2026-01-01', '2027-01-01'))[0]!,
  about(['parent'], ['empty', 'notEmpty', 'contains', 'startsWith'], word)[0]!,
  about(['place'], ['empty', 'notEmpty'], word)[0]!,
)
const { filter } = fc.letrec<{ filter: Filter }>(tie => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    { weight: 3, arbitrary: condition },
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ not: tie('filter') }),
  ),
}))
const SORTED = ['name', 'nickname', 'notes', 'legal', 'count', 'size', 'price', 'isOpen', 'day', 'moment', 'state', 'emails', 'words', 'place.city', 'places.city', 'parent', 'createdAt', 'title']
const sort = fc.uniqueArray(fc.record({ field: fc.constantFrom(...SORTED), dir: fc.constantFrom('asc' as const, 'desc' as const) }), { selector: ({ field }) => field, maxLength: 3 })

/** Fields whose keys are kept only so far; records that differ later stand in the order of their making. */
const KEPT = ['name', 'nickname', 'legalKey', 'place.city']
const sortKey = (record: PlainRecord, field: string, world: PlainWorld): string | number | boolean | undefined => {
  if (field === 'parent') return record.data['parent'] === undefined ? undefined : fold(world.records.get(String(record.data['parent']))!.title)
  // Of a list it is the first item that is shown and sorted by.
  const places = record.data['places'] as unknown[] | undefined
  const [first] = standing(field === 'places.city' && places ? { ...record, data: { places: [places[0]] } } : record, field, world)
  return typeof first === 'string' ? (KEPT.includes(field) ? first.slice(0, 200) : fold(first)) : first
}

const ordered = (records: readonly PlainRecord[], asked: NonNullable<PageRequest['sort']>, world: PlainWorld): PlainRecord[] => {
  const first = asked.length ? asked : [{ field: 'name', dir: 'asc' as const }]
  const { dir } = first.at(-1)!
  const order = [...first, ...['name', 'nickname'].filter(field => !first.some(each => each.field === field)).map(field => ({ field, dir }))]
  const all = records.map((record, made) => ({ record, made, keys: order.map(({ field }) => sortKey(record, field, world)) }))
  const turned = (by: number, way: 'asc' | 'desc'): number => (way === 'desc' ? -by : by)
  return all
    .toSorted((a, b) => {
      for (const [i, each] of order.entries()) {
        const [x, y] = [a.keys[i], b.keys[i]]
        // What has no value comes last, whatever its kind.
        const by = x === undefined || y === undefined ? Number(x === undefined) - Number(y === undefined) : compare(x, y)
        if (by !== 0) return turned(by, each.dir)
      }
      return turned(a.made - b.made, dir)
    })
    .map(({ record }) => record)
}

const ASKED_PER_RUN = 50
const { count, seed } = cases(1_000)

it(`lists the same records in the same order as a plain reading of ${count} random filters and sorts (seed ${seed})`, async () => {
  let ms = Date.parse('2026-01-01')
  const { store, reader, operation } = await openTestStore(() => (ms += 100), undefined, undefined, [specimen])
  let [some, part] = [0, 0]
  const asking = fc.record({ filter: fc.option(filter, { nil: undefined }), sort, limit: fc.integer({ min: 1, max: 7 }) })
  await fc.assert(
    fc.asyncProperty(fc.array(data, { minLength: 1, maxLength: 30 }), fc.array(asking, { minLength: ASKED_PER_RUN, maxLength: ASKED_PER_RUN }), async (made, asked) => {
      const [adding, removing] = [operation(), operation('purge')]
      const ids: string[] = []
      await store.commit(adding, () => ({
        drafts: made.map(({ parent, ...own }) => {
          const draft = store.draft(adding, 'specimen', { ...own, ...(parent !== undefined && ids.length > 0 && { parent: ids[parent % ids.length] }) })
          ids.push(draft.document.id)
          return draft
        }),
      }))
      const all = ids.map(id => plainRecord(specimen, reader.envelope(id)!))
      const world: PlainWorld = { registry: [specimen], records: new Map(all.map(record => [record.id, record])), saved: new Map(), today: '2026-01-01', zone: 'UTC', me: 'local' }
      for (const { limit, ...each } of asked) {
        const request = { type: 'specimen', view: [], ...each }
        const wanted = ordered(all.filter(record => !each.filter || holds(each.filter, record, world)), each.sort, world).map(({ id }) => id)
        const found: string[] = []
        let after: string | undefined
        do {
          const page = reader.list({ ...request, limit, after })
          found.push(...page.rows.map(({ id }) => id))
          after = page.next
        } while (after !== undefined)
        const shown = (of: readonly string[]): string => of.map(id => all.findIndex(record => record.id === id)).join()
        const differing = all.filter(({ id }) => found.indexOf(id) !== wanted.indexOf(id))
        expect(shown(found), JSON.stringify({ each, differing: differing.map(record => record.data) })).toBe(shown(wanted))
        expect(reader.count(request)).toBe(wanted.length)
        some += Number(wanted.length > 0)
        part += Number(wanted.length > 0 && wanted.length < all.length)
      }
      await store.commit(removing, () => ({ drafts: ids.map(id => ({ ...store.change(removing, store.read(id)!, {}), purge: true })) }))
    }),
    { numRuns: Math.ceil(count / ASKED_PER_RUN), seed, endOnFailure: true },
  )
  // Else the filters would have had nothing to tell apart.
  expect(some).toBeGreaterThan(count / 3)
  expect(part).toBeGreaterThan(count / 5)
}, 3_600_000)

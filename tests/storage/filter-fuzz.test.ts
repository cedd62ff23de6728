import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AnyEntity } from '../../shared/kernel/entity/define.ts'
import type { Filter } from '../../shared/kernel/filter/filter.ts'
import { filterProblems } from '../../shared/kernel/filter/check.ts'
import { savedFilterOf, systemFilters } from '../../shared/kernel/filter/saved.ts'
import { registry } from '../../shared/registry.ts'
import { type FilterSource, filterOn, recordData, TODAY } from '../fixtures/arbitrary-filter.ts'
import { cases } from '../fixtures/cases.ts'
import { holds, plainRecord, type PlainWorld } from '../fixtures/plain-filter.ts'
import { openTestStore } from '../fixtures/store.ts'

const entity = (type: string): AnyEntity => registry.find(each => each.type === type)!
const KINDS = ['employs', 'partner']
const HOW_MANY = { tag: 3, organisation: 8, contact: 12, opportunity: 8 } as const
const LISTED = ['contact', 'organisation', 'opportunity'] as const
const NO_IDS = ['0190a0e0-0000-7000-8000-000000000000']

const ASKED_PER_RUN = 100
const { count, seed } = cases(1_000)

it(`finds by SQL what a plain reading of ${count} random filters keeps, over links, tags, relations and saved filters (seed ${seed})`, async () => {
  let ms = Date.parse(`${TODAY}T12:00:00Z`) - 40 * 86_400_000
  const { store, reader, operation } = await openTestStore(() => ms)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const ids = new Map<string, string[]>()
  const some = (type: string | undefined): fc.Arbitrary<string> => fc.constantFrom(...((type === undefined ? [...ids.values()].flat() : ids.get(type)) ?? NO_IDS))
  const source = (links: number): FilterSource => ({ registry, ids: some, kinds: KINDS, saved: type => (ids.get('savedFilter') ?? []).filter(id => reader.envelope(id)!.data['forType'] === type), links })
  let [found, part, run] = [0, 0, 0]

  const write = async (type: string, made: readonly Record<string, unknown>[]): Promise<void> => {
    const op = operation()
    const mine: string[] = ids.get(type) ?? []
    await store.commit(op, () => ({
      drafts: made.map(data => {
        const draft = store.draft(op, type, data)
        mine.push(draft.document.id)
        return draft
      }),
    }))
    ids.set(type, mine)
    // The next ones are younger by some days, so that periods tell them apart.
    ms += 6 * 86_400_000
  }
  const sample = <T>(what: fc.Arbitrary<T>, many: number): T[] => fc.sample(what, { numRuns: many, seed: seed + run++ })

  for (let asked = 0; asked < count; asked += ASKED_PER_RUN) {
    ids.clear()
    ms = Date.parse(`${TODAY}T12:00:00Z`) - 40 * 86_400_000
    for (const [type, many] of Object.entries(HOW_MANY)) {
      const bare = sample(recordData(entity(type), type === 'tag' ? () => fc.constant(NO_IDS[0]!) : some), many)
      // A tag may be put on everything, and nothing leads to what is not made yet.
      await write(type, bare.map((data, i) => (type === 'tag' ? { name: `tag ${i}` } : Object.fromEntries(Object.entries(data).filter(([, value]) => value !== NO_IDS[0])))))
    }
    await write('relation', sample(fc.record({ kind: fc.constantFrom(...KINDS), subject: some(undefined), object: some(undefined) }), 30).filter(({ subject, object }) => !ids.get('tag')!.includes(subject) && !ids.get('tag')!.includes(object)))
    for (let nth = 0; nth < 4; nth++) {
      const [forType] = sample(fc.constantFrom(...LISTED), 1)
      await write('savedFilter', sample(filterOn(entity(forType!), source(1), 2), 1).map(filter => ({ name: 'saved', forType, filter })))
    }
    const trashing = operation('trash')
    const trashed = sample(fc.subarray([...LISTED, 'relation' as const].flatMap(type => ids.get(type)!), { maxLength: 12 }), 1)[0]!
    await store.commit(trashing, () => ({ drafts: trashed.map(id => store.change(trashing, store.read(id)!, { trashedAt: store.instant() })) }))
    ms = Date.parse(`${TODAY}T12:00:00Z`)

    const all = [...ids].flatMap(([type, of]) => of.map(id => plainRecord(entity(type), reader.envelope(id)!)))
    const saved = new Map([...systemFilters(registry), ...ids.get('savedFilter')!.map(id => [id, savedFilterOf(reader.envelope(id))!] as const)])
    const world: PlainWorld = { registry, records: new Map(all.map(record => [record.id, record])), saved, today: TODAY, zone, me: 'local' }
    // A type that nothing was made of is asked for by an id that leads nowhere.
    const isThere = (id: string): boolean => id === NO_IDS[0] || world.records.has(id)
    const checked = { entityOf: entity, saved: (id: string) => saved.get(id), hasKind: (kind: string) => KINDS.includes(kind), hasTag: isThere, hasRecord: isThere }

    for (const type of LISTED) {
      for (const filter of sample<Filter>(filterOn(entity(type), source(2)), Math.ceil(ASKED_PER_RUN / LISTED.length))) {
        const words = (): string => JSON.stringify(filter)
        expect(filterProblems(filter, entity(type), checked), words()).toEqual([])
        const { archive } = entity(type)
        for (const place of ['live', 'archived', 'trashed'] as const) {
          const isTrash = place === 'trashed'
          if (place === 'archived' && !archive) continue
          const mine = all.filter(record => record.type === type && (record.trashedAt !== null) === isTrash && (place !== 'archived' || record.data[archive!] === true))
          const selection = { type, filter, trashed: isTrash, archived: place === 'archived' ? 'only' : 'with' } as const
          const wanted = mine.filter(record => holds(filter, record, world)).map(({ id }) => id)
          const rows = reader.list({ ...selection, view: [], limit: 1_000 }).rows.map(({ id }) => id)
          expect(rows.toSorted(), words()).toEqual(wanted.toSorted())
          expect(reader.count(selection), words()).toBe(wanted.length)
          if (place !== 'live') continue
          found += Number(wanted.length > 0)
          part += Number(wanted.length > 0 && wanted.length < mine.length)
        }
      }
    }
    const removing = operation('purge')
    await store.commit(removing, () => ({ drafts: [...ids.values()].flat().map(id => ({ ...store.change(removing, store.read(id)!, {}), purge: true })) }))
  }
  // Else the filters would have had nothing to tell apart.
  expect(found).toBeGreaterThan(count / 3)
  expect(part).toBeGreaterThan(count / 5)
}, 3_600_000)

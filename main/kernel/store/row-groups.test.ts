import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openTestStore, type TestStore } from '../../../tests/fixtures/store.ts'

interface Deal {
  readonly phase?: string | undefined
  readonly amount?: { readonly amount: number; readonly currency: string } | undefined
  readonly expectedClosing?: string | undefined
  readonly firm?: number | undefined
  readonly tags: readonly number[]
}

const FIRMS = [{ name: 'Zinguerie Abel', sector: 'wood' }, { name: 'Étude Roux', sector: 'it' }, { name: 'abeilles du Val' }]
const TAGS = ['VIP', 'Salon', 'Relance']

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 3 })
const deal: fc.Arbitrary<Deal> = fc.record({
  phase: maybe(fc.constantFrom('won', 'lost', 'proposal', 'unheardOf')),
  amount: maybe(fc.record({ amount: fc.integer({ min: -500, max: 5_000 }), currency: fc.constantFrom('EUR', 'CHF') })),
  expectedClosing: maybe(fc.constantFrom('2026-01-01', '2026-01-31', '2026-02-01', '2024-02-29', '2026-12-31', '9999-11-30', '9999-12-31')),
  firm: maybe(fc.nat(FIRMS.length - 1)),
  tags: fc.uniqueArray(fc.nat(TAGS.length - 1)),
})

const fill = async (deals: readonly Deal[]): Promise<{ test: TestStore; firms: string[]; tags: string[] }> => {
  const test = await openTestStore()
  const { store } = test
  const firms: string[] = []
  for (const firm of FIRMS) firms.push(await test.add('organisation', firm))
  const tags: string[] = []
  for (const name of TAGS) tags.push(await test.add('tag', { name }))
  const op = test.operation()
  await store.commit(op, () => ({
    drafts: deals.map(({ firm, tags: marks, ...data }, i) => {
      const whole = { name: `n${i}`, ...data, organisation: firm === undefined ? undefined : firms[firm], tags: marks.length ? marks.map(at => tags[at]) : undefined }
      return store.draft(op, 'opportunity', Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)))
    }),
  }))
  return { test, firms, tags }
}

/** What a group holds, counted by hand. */
const countedBy = (deals: readonly Deal[], keysOf: (deal: Deal) => readonly (string | null)[]): Map<string | null, { count: number; sums: Record<string, number> }> => {
  const groups = new Map<string | null, { count: number; sums: Record<string, number> }>()
  for (const one of deals) {
    const keys = keysOf(one)
    for (const key of keys.length ? keys : [null]) {
      const group = groups.get(key) ?? { count: 0, sums: {} }
      groups.set(key, group)
      group.count++
      if (one.amount) group.sums[one.amount.currency] = (group.sums[one.amount.currency] ?? 0) + one.amount.amount
    }
  }
  return groups
}

describe('the groups of a list', () => {
  it('hold as many records, and as much, as counting them one by one gives, and so do their filters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deal, { maxLength: 40 }), async deals => {
        const { test, firms, tags } = await fill(deals)
        const { reader } = test
        const asked: [Parameters<typeof reader.rowGroups>[1], (one: Deal) => readonly (string | null)[]][] = [
          [{ field: 'phase' }, ({ phase }) => [phase ?? null]],
          [{ field: 'expectedClosing' }, ({ expectedClosing }) => [expectedClosing?.slice(0, 7) ?? null]],
          [{ field: 'expectedClosing', unit: 'year' }, ({ expectedClosing }) => [expectedClosing?.slice(0, 4) ?? null]],
          [{ field: 'organisation' }, ({ firm }) => [firm === undefined ? null : firms[firm]!]],
          [{ field: 'organisation.sector' }, ({ firm }) => [(firm === undefined ? undefined : FIRMS[firm]!.sector) ?? null]],
          [{ field: 'tags' }, one => one.tags.map(at => tags[at]!)],
        ]
        for (const [by, keysOf] of asked) {
          const { groups, isCut } = reader.rowGroups({ type: 'opportunity' }, by, ['amount'])
          expect(isCut).toBe(false)
          const found = new Map(groups.map(({ value, count, totals }) => [value, { count, sums: Object.fromEntries(totals['amount']!.map(({ currency, sum }) => [currency!, sum])) }]))
          expect(found, by.field).toEqual(countedBy(deals, keysOf))
          for (const { count, filter } of groups) expect(reader.count({ type: 'opportunity', filter }), JSON.stringify(filter)).toBe(count)
          expect(groups.findIndex(({ value }) => value === null), 'what has no value comes last').toBeOneOf([-1, groups.length - 1])
        }
        await test.close()
      }),
      { numRuns: 12, endOnFailure: true },
    )
  })

  it('are ordered by the titles of the records that they stand for', async () => {
    const { test } = await fill([{ firm: 0, tags: [] }, { firm: 1, tags: [] }, { firm: 2, tags: [] }, { tags: [] }])
    expect(test.reader.rowGroups({ type: 'opportunity' }, { field: 'organisation' }, []).groups.map(({ title }) => title)).toEqual(['abeilles du Val', 'Étude Roux', 'Zinguerie Abel', undefined])
  })

  it('count a box that nobody ever ticked as not ticked', async () => {
    const test = await openTestStore()
    for (const disabled of [true, false, undefined]) await test.add('tag', { name: `t${String(disabled)}`, ...(disabled === undefined ? {} : { disabled }) })
    const { groups } = test.reader.rowGroups({ type: 'tag' }, { field: 'disabled' }, [])
    expect(groups.map(({ value, count }) => [value, count])).toEqual([[false, 2], [true, 1]])
    for (const { count, filter } of groups) expect(test.reader.count({ type: 'tag', filter })).toBe(count)
  })

  it('are not those of tags in the trash', async () => {
    const { test, tags } = await fill([{ tags: [0, 1] }, { tags: [1] }, { tags: [] }])
    const { store, reader } = test
    const op = test.operation()
    await store.commit(op, () => ({ drafts: [store.change(op, store.read(tags[1]!)!, { trashedAt: store.instant() })] }))
    const { groups } = reader.rowGroups({ type: 'opportunity' }, { field: 'tags' }, [])
    expect(groups.map(({ value, count }) => [value, count])).toEqual([[tags[0], 1], [null, 2]])
    for (const { count, filter } of groups) expect(reader.count({ type: 'opportunity', filter })).toBe(count)
  })

  it('are refused by what has no few values', async () => {
    const test = await openTestStore()
    expect(() => test.reader.rowGroups({ type: 'opportunity' }, { field: 'name' }, [])).toThrow('BAD_INPUT')
    expect(() => test.reader.rowGroups({ type: 'opportunity' }, { field: 'nope' }, [])).toThrow('UNKNOWN_FIELD')
    expect(() => test.reader.rowGroups({ type: 'opportunity' }, { field: 'phase' }, ['relation:customer:subject'])).toThrow('UNKNOWN_FIELD')
  })
})

describe('the totals of a list', () => {
  it('add up money by currency, and count what has a value', async () => {
    const { test } = await fill([
      { firm: 0, tags: [0], amount: { amount: 100, currency: 'EUR' } },
      { tags: [], amount: { amount: 50, currency: 'EUR' } },
      { firm: 1, tags: [1, 2], amount: { amount: 7, currency: 'CHF' } },
    ])
    expect(test.reader.totals({ type: 'opportunity' }, ['amount', 'organisation.sector', 'organisation', 'tags', 'createdAt'])).toEqual({
      amount: [{ sum: 150, count: 2, currency: 'EUR' }, { sum: 7, count: 1, currency: 'CHF' }],
      'organisation.sector': [{ sum: 0, count: 2 }],
      organisation: [{ sum: 0, count: 2 }],
      tags: [{ sum: 0, count: 2 }],
      createdAt: [{ sum: 0, count: 3 }],
    })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { registry } from '../../../shared/registry.ts'
import { quickFilter } from './quick-filter.ts'

const of = (type: string) => registry.find(entity => entity.type === type)!
const read = (type: string, path: string, text: string) => quickFilter(resolvePath(of(type), path)!, text, '2026-11-20')

describe('what stands above a column', () => {
  it('asks for words inside, at the beginning, as a whole, or not at all', () => {
    expect(read('contact', 'lastName', ' mor ')).toEqual({ filter: { field: 'lastName', op: 'contains', value: 'mor' } })
    expect(read('contact', 'address.city', '^Saint')).toEqual({ filter: { field: 'address.city', op: 'startsWith', value: 'Saint' } })
    expect(read('contact', 'lastName', '=Morel')).toEqual({ filter: { field: 'lastName', op: 'eq', value: 'Morel' } })
    expect(read('contact', 'lastName', '!Morel')).toEqual({ filter: { not: { field: 'lastName', op: 'contains', value: 'Morel' } } })
    expect(read('contact', 'lastName', 'Vide')).toEqual({ filter: { field: 'lastName', op: 'empty' } })
    expect(read('contact', 'lastName', 'non vide')).toEqual({ filter: { field: 'lastName', op: 'notEmpty' } })
    expect(read('contact', 'lastName', '  ')).toBeUndefined()
  })

  it('compares amounts as people of Europe write them', () => {
    expect(read('opportunity', 'amount', '>100 ; <=250,5')).toEqual({ filter: { all: [{ field: 'amount', op: 'gt', value: 10_000 }, { field: 'amount', op: 'lte', value: 25_050 }] } })
    expect(read('opportunity', 'amount', '1 200..2 000')).toEqual({ filter: { all: [{ field: 'amount', op: 'gte', value: 120_000 }, { field: 'amount', op: 'lte', value: 200_000 }] } })
    expect(read('opportunity', 'amount', '12')).toEqual({ filter: { field: 'amount', op: 'eq', value: 1_200 } })
    expect(read('opportunity', 'amount', 'douze')).toEqual({ wrong: 'number' })
    expect(read('opportunity', 'amount', '> ;')).toEqual({ wrong: 'number' })
  })

  it('takes a day, a month, a year, a span, or how long ago', () => {
    const day = (from: string, to: string) => ({ filter: { all: [{ field: 'expectedClosing', op: 'gte', value: from }, { field: 'expectedClosing', op: 'lt', value: to }] } })
    expect(read('opportunity', 'expectedClosing', '31/12/2026')).toEqual(day('2026-12-31', '2027-01-01'))
    expect(read('opportunity', 'expectedClosing', '12/2026')).toEqual(day('2026-12-01', '2027-01-01'))
    expect(read('opportunity', 'expectedClosing', '2026-02')).toEqual(day('2026-02-01', '2026-03-01'))
    expect(read('opportunity', 'expectedClosing', '2026')).toEqual(day('2026-01-01', '2027-01-01'))
    expect(read('opportunity', 'expectedClosing', '01/2026..03/2026')).toEqual(day('2026-01-01', '2026-04-01'))
    expect(read('opportunity', 'expectedClosing', 'aujourd’hui')).toEqual(day('2026-11-20', '2026-11-21'))
    expect(read('opportunity', 'expectedClosing', '> 30 j')).toEqual({ filter: { field: 'expectedClosing', op: 'lt', value: '2026-10-21' } })
    expect(read('opportunity', 'expectedClosing', '< 30 jours')).toEqual(day('2026-10-21', '2026-11-21'))
    expect(read('opportunity', 'expectedClosing', '> 2025')).toEqual({ filter: { field: 'expectedClosing', op: 'gte', value: '2026-01-01' } })
    expect(read('opportunity', 'expectedClosing', '13/2026')).toEqual({ wrong: 'date' })
    expect(read('opportunity', 'expectedClosing', 'demain peut-être')).toEqual({ wrong: 'date' })
  })

  it('takes one or several values of a list', () => {
    expect(read('contact', 'status', 'client,prospect')).toEqual({ filter: { field: 'status', op: 'in', value: ['client', 'prospect'] } })
  })

  it('never makes anything but a filter, whatever is typed', () => {
    const paths = registry.flatMap(entity => entity.list.map(path => [entity.type, path] as const))
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.oneof(fc.string(), fc.stringMatching(/^[<>=!^;. 0-9/j-]{0,12}$/)), ([type, path], text) => {
        const found = read(type, path, text)
        expect(found === undefined || 'wrong' in found || isWholeFilter(found.filter)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Filter, isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { resolvePath, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { registry } from '../../../shared/registry.ts'
import { quickFilter } from './quick-filter.ts'

const of = (type: string) => registry.find(entity => entity.type === type)!
const full = (type: string, path: string, text: string) => quickFilter(resolvePath(of(type), path)!, text, '2026-11-20', 'Europe/Paris')
/** Without its words. */
const read = (type: string, path: string, text: string) => {
  const found = full(type, path, text)
  return found && 'filter' in found ? { filter: found.filter } : found
}

/** What a filter means for one plain value, undefined when there is none. */
const holds = (filter: Filter, value: string | number | undefined): boolean => {
  if ('all' in filter) return filter.all.every(each => holds(each, value))
  if ('any' in filter) return filter.any.some(each => holds(each, value))
  if ('not' in filter) return !holds(filter.not, value)
  if (!('field' in filter)) throw new Error(JSON.stringify(filter))
  const asked = filter.value as string | number
  if (filter.op === 'empty' || filter.op === 'notEmpty') return (value === undefined) === (filter.op === 'empty')
  if (value === undefined) return false
  const compared = { eq: value === asked, lt: value < asked, lte: value <= asked, gt: value > asked, gte: value >= asked }[filter.op as 'eq']
  if (compared === undefined) throw new Error(filter.op)
  return compared
}
const keeps = (type: string, path: string, text: string, value: string | number | undefined): boolean => {
  const found = full(type, path, text)
  if (!found || 'wrong' in found) throw new Error(`${text} is not read`)
  return holds(found.filter, value)
}

describe('what stands above a column', () => {
  it('asks for words inside, at the beginning, as a whole, or not at all', () => {
    expect(read('contact', 'lastName', ' mor ')).toEqual({ filter: { field: 'lastName', op: 'contains', value: 'mor' } })
    expect(read('contact', 'address.city', '^Saint')).toEqual({ filter: { field: 'address.city', op: 'startsWith', value: 'Saint' } })
    expect(read('contact', 'address.city', 'lyon*')).toEqual({ filter: { field: 'address.city', op: 'startsWith', value: 'lyon' } })
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
    expect(read('opportunity', 'amount', '> 1,5 k€')).toEqual({ filter: { field: 'amount', op: 'gt', value: 150_000 } })
    for (const text of ['100 pommes', '> 100 $', '100..', ';', '>> 3']) expect(read('opportunity', 'amount', text), text).toEqual({ wrong: 'number' })
  })

  it('reads numbers as the language writes them', () => {
    const above = (text: string, mark: 'comma' | 'point') => quickFilter(resolvePath(of('opportunity'), 'amount')!, text, '2026-11-20', 'Europe/Paris', mark)
    expect(above('>10,000', 'point')).toMatchObject({ filter: { op: 'gt', value: 1_000_000 } })
    expect(above('>10,000', 'comma')).toMatchObject({ filter: { op: 'gt', value: 1_000 } })
    expect(above('>1,234.50', 'point')).toMatchObject({ filter: { op: 'gt', value: 123_450 } })
  })

  it('keeps exactly the amounts that the bounds, spans and values between semicolons keep', () => {
    const units = fc.integer({ min: -3, max: 3 })
    const euros = (value: number): string => String(value / 10).replace('.', ',')
    const bound = fc.record({ sign: fc.constantFrom('<', '<=', '>', '>=', '≤', '≥'), value: units })
    const value = fc.oneof(fc.record({ from: units, to: units }), fc.record({ value: units }))
    const within = (n: number, sign: string, v: number): boolean => (sign === '<' ? n < v : sign === '>' ? n > v : sign === '<=' || sign === '≤' ? n <= v : n >= v)
    fc.assert(
      fc.property(fc.array(bound, { maxLength: 2 }), fc.array(value, { maxLength: 2 }), fc.option(units, { nil: undefined }), (bounds, values, amount) => {
        fc.pre(bounds.length + values.length > 0)
        const text = [...values.map(each => ('from' in each ? `${euros(each.from)}..${euros(each.to)}` : euros(each.value))), ...bounds.map(each => `${each.sign} ${euros(each.value)}`)].join(' ; ')
        const plain = amount !== undefined && bounds.every(each => within(amount, each.sign, each.value)) && (values.length === 0 || values.some(each => ('from' in each ? each.from <= amount && amount <= each.to : amount === each.value)))
        expect(keeps('opportunity', 'amount', text, amount === undefined ? undefined : amount * 10), text).toBe(plain)
      }),
      { numRuns: 1_000 },
    )
  })

  it('bounds a month as reading its days one by one would', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1990, max: 2060 }), (value, month, year) => {
        const name = `${year}-${String(month).padStart(2, '0')}`
        const written = `${month}/${year}`
        expect(keeps('contact', 'birthday', written, value)).toBe(value.startsWith(name))
        expect(keeps('contact', 'birthday', `< ${written}`, value)).toBe(value < name)
        expect(keeps('contact', 'birthday', `<= ${written}`, value)).toBe(value.slice(0, 7) <= name)
        expect(keeps('contact', 'birthday', `> ${written}`, value)).toBe(value.slice(0, 7) > name)
        expect(keeps('contact', 'birthday', `>= ${written}`, value)).toBe(value.slice(0, 7) >= name)
        expect(keeps('contact', 'birthday', String(year), value)).toBe(value.startsWith(`${year}-`))
      }),
      { numRuns: 1_000 },
    )
  })

  it('says itself in words', () => {
    const said = (type: string, path: string, text: string) => (full(type, path, text) as { said?: unknown }).said
    expect(said('contact', 'lastName', 'Lyon ; ^Vil; !Ville')).toEqual([{ verb: 'lacks', values: ['Ville'] }, { verb: 'contains', values: ['Lyon'] }, { verb: 'begins', values: ['Vil'], isOr: true }])
    expect(said('opportunity', 'amount', '>100 ; <=250')).toEqual([{ verb: 'above', values: ['100'] }, { verb: 'atMost', values: ['250'] }])
    expect(said('opportunity', 'expectedClosing', '< +2 sem')).toEqual([{ verb: 'within', values: ['2 sem'] }])
    expect(said('contact', 'status', 'client,vide')).toEqual([{ verb: 'is', values: ['client', 'vide'] }])
  })

  it('takes a day, a month, a year, a span, or how long ago', () => {
    const day = (from: string, to: string) => ({ filter: { all: [{ field: 'expectedClosing', op: 'gte', value: from }, { field: 'expectedClosing', op: 'lt', value: to }] } })
    expect(read('opportunity', 'expectedClosing', '31/12/2026')).toEqual(day('2026-12-31', '2027-01-01'))
    expect(read('opportunity', 'expectedClosing', '12/2026')).toEqual(day('2026-12-01', '2027-01-01'))
    expect(read('opportunity', 'expectedClosing', '2026-02')).toEqual(day('2026-02-01', '2026-03-01'))
    expect(read('opportunity', 'expectedClosing', '2026')).toEqual(day('2026-01-01', '2027-01-01'))
    expect(read('opportunity', 'expectedClosing', '01/2026..03/2026')).toEqual(day('2026-01-01', '2026-04-01'))
    expect(read('opportunity', 'expectedClosing', '> 2025')).toEqual({ filter: { field: 'expectedClosing', op: 'gte', value: '2026-01-01' } })
    expect(read('opportunity', 'expectedClosing', '>= cette semaine')).toEqual({ filter: { field: 'expectedClosing', op: 'gte', value: '2026-11-16' } })
    expect(read('opportunity', 'expectedClosing', 'janv. 2026')).toEqual(day('2026-01-01', '2026-02-01'))
    expect(read('opportunity', 'expectedClosing', '2025 ; 03/2026')).toEqual({ filter: { any: [day('2025-01-01', '2026-01-01').filter, day('2026-03-01', '2026-04-01').filter] } })
    expect(read('opportunity', 'expectedClosing', '> 9999 a')).toEqual({ wrong: 'date' })
    expect(read('opportunity', 'expectedClosing', '13/2026')).toEqual({ wrong: 'date' })
    expect(read('opportunity', 'expectedClosing', 'demain peut-être')).toEqual({ wrong: 'date' })
  })

  it('takes a period by its name or its distance, and leaves open which days it is', () => {
    const within = (text: string) => (read('opportunity', 'expectedClosing', text) as { filter: { op: string; value: unknown } }).filter
    const named = { 'aujourd’hui': 'today', 'Hier': 'yesterday', 'cette semaine': 'thisWeek', 'ce mois': 'thisMonth', 'ce mois-ci': 'thisMonth', 'le mois dernier': 'lastMonth', 'mois prochain': 'nextMonth', 'trimestre dernier': 'lastQuarter', 'l’année prochaine': 'nextYear', 'an dernier': 'lastYear', 'next week': 'nextWeek', 'this year': 'thisYear', 'à venir': 'future' }
    for (const [text, period] of Object.entries(named)) expect(within(text), text).toEqual({ field: 'expectedClosing', op: 'within', value: { period } })
    expect(within('> 30 j').value).toEqual({ longerAgo: 30, unit: 'day' })
    expect(within('< 30 jours').value).toEqual({ last: 30, unit: 'day' })
    expect(within('> 3 mois').value).toEqual({ longerAgo: 3, unit: 'month' })
    expect(within('< +2 sem').value).toEqual({ next: 2, unit: 'week' })
    expect(within('> +1 an').value).toEqual({ further: 1, unit: 'year' })
  })

  it('takes one or several values of a list', () => {
    expect(read('contact', 'status', 'client,prospect')).toEqual({ filter: { field: 'status', op: 'in', value: ['client', 'prospect'] } })
    expect(read('contact', 'status', 'client,vide')).toEqual({ filter: { any: [{ field: 'status', op: 'in', value: ['client'] }, { field: 'status', op: 'empty' }] } })
    expect(read('contact', 'status', ',')).toBeUndefined()
    expect(read('listValue', 'disabled', 'false')).toEqual({ filter: { not: { field: 'disabled', op: 'eq', value: true } } })
  })

  it('never makes anything but a filter, whatever is typed', () => {
    const paths = registry.flatMap(entity => visiblePaths(entity).map(at => [entity.type, at.path] as const))
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.oneof(fc.string(), fc.stringMatching(/^[<>=!^;. 0-9/j-]{0,12}$/)), ([type, path], text) => {
        const found = read(type, path, text)
        expect(found === undefined || 'wrong' in found || isWholeFilter(found.filter)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

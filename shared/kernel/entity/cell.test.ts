import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CellHints, type CellWords, formatCell, parseCell } from './cell.ts'
import { anyEntity, defineEntity } from './define.ts'
import * as fields from './fields.ts'
import { resolvePath } from './paths.ts'
import { defineValueList } from './value-list.ts'

const fruit = defineValueList({ name: 'fruit', labels: 'test.fruit', open: true, values: [{ key: 'apple' }, { key: 'redPlum' }] })
const closed = defineValueList({ ...fruit, name: 'closed', open: false })
const LABELS: Record<string, string> = { apple: 'Pomme; verte', redPlum: 'Prune "rouge"' }

const sample = anyEntity(
  defineEntity({
    type: 'sample',
    labels: 'test.sample',
    fields: {
      text: fields.text(), longText: fields.longText(), email: fields.email(), phone: fields.phone(), url: fields.url(), integer: fields.integer(), decimal: fields.decimal(),
      money: fields.money(), boolean: fields.boolean(), date: fields.date(), dateTime: fields.dateTime(), choice: fields.choice(fruit), closed: fields.choice(closed),
      multi: fields.multiChoice(fruit), relation: fields.relation('sample'), address: fields.address(), texts: fields.list(fields.text()), emails: fields.list(fields.email(), { labels: ['work'] }),
      phones: fields.list(fields.phone()), urls: fields.list(fields.url()), dates: fields.list(fields.date()), decimals: fields.list(fields.decimal()), places: fields.list(fields.address()),
    },
    title: () => 'sample',
    list: [],
    form: [],
    sort: ['text'],
  }),
)

const hints: CellHints = { choice: (list, word) => list.values.find(({ key }) => key === word || LABELS[key] === word)?.key }
const at = (path: string) => resolvePath(sample, path)!
const parse = (path: string, text: string, more: CellHints = {}) => parseCell(at(path), text, { ...hints, ...more })
const value = (path: string, text: string, more?: CellHints): unknown => parse(path, text, more).value

describe('reading cells', () => {
  it('finds nothing in a blank cell', () => {
    for (const path of Object.keys(sample.fields)) expect(parse(path, ' \u00a0 ')).toEqual({})
  })

  it('reads amounts exactly, in the currency written beside them', () => {
    expect(value('money', '1 234,56 €')).toEqual({ amount: 123456, currency: 'EUR' })
    expect(value('money', '(12,50)')).toEqual({ amount: -1250, currency: 'EUR' })
    expect(value('money', '12.5', { currency: 'CHF' })).toEqual({ amount: 1250, currency: 'CHF' })
    expect(value('money', '1,234', { decimalMark: 'point' })).toEqual({ amount: 123400, currency: 'EUR' })
    expect(value('money', '$1,234.5')).toEqual({ amount: 123450, currency: 'USD' })
    expect(value('money', '1500 JPY')).toEqual({ amount: 1500, currency: 'JPY' })
    expect(value('money', '1,5 tnd')).toEqual({ amount: 1500, currency: 'TND' })
    expect(value('money', '12,5 k€')).toEqual({ amount: 1250000, currency: 'EUR' })
    expect(value('money', '0,1 euro')).toEqual({ amount: 10, currency: 'EUR' })
    expect(parse('money', '12 pommes').problem).toEqual({ field: 'money', code: 'CURRENCY_INVALID', params: { value: '12 pommes' } })
    expect(parse('money', 'gratuit').problem).toMatchObject({ code: 'NOT_A_NUMBER' })
  })

  it('tells a decimal from an integer and both from words', () => {
    expect(value('integer', '12,00')).toBe(12)
    expect(parse('integer', '12,5').problem).toMatchObject({ code: 'NOT_AN_INTEGER', params: { value: '12,5' } })
    expect(value('decimal', '12,5 %')).toBe(12.5)
    expect(parse('decimal', '12 kg').problem).toMatchObject({ code: 'NOT_A_NUMBER' })
  })

  it('understands yes and no in both languages', () => {
    for (const text of ['oui', 'Vrai', 'x', '1', 'YES', 'true']) expect(value('boolean', text)).toBe(true)
    for (const text of ['non', 'FAUX', '0', 'no', 'False']) expect(value('boolean', text)).toBe(false)
    expect(parse('boolean', 'peut-être').problem).toMatchObject({ code: 'WRONG_KIND' })
  })

  it('reports an impossible date with what stood there, and takes 0000-00-00 as empty', () => {
    expect(parse('date', '31/02/2026').problem).toEqual({ field: 'date', code: 'DATE_INVALID', params: { value: '31/02/2026' } })
    expect(parse('date', '0000-00-00')).toEqual({})
    expect(value('date', '20/11/2026 13:30')).toBe('2026-11-20')
    expect(value('dateTime', '20/11/2026 14:30')).toEqual({ at: '2026-11-20T13:30:00.000Z', zone: 'Europe/Paris' })
    expect(value('dateTime', '20/11/2026 14:30', { zone: 'Asia/Tokyo' })).toEqual({ at: '2026-11-20T05:30:00.000Z', zone: 'Asia/Tokyo' })
  })

  it('takes e-mails out of what surrounds them', () => {
    const items = (...values: string[]) => values.map(one => ({ value: one }))
    expect(value('email', ' mailto:ada@example.org?subject=x ')).toBe('ada@example.org')
    expect(value('email', 'Ada Martin <ada@example.org>')).toBe('ada@example.org')
    expect(value('emails', 'a@example.org; b@example.org,c@example.org d@example.org')).toEqual(items('a@example.org', 'b@example.org', 'c@example.org', 'd@example.org'))
    expect(value('emails', '"Martin, Ada" <a@example.org>; Bob <b@example.org>, c@example.org')).toEqual(items('a@example.org', 'b@example.org', 'c@example.org'))
    expect(value('emails', 'a@example.org ::: b@example.org')).toEqual(items('a@example.org', 'b@example.org'))
    expect(parse('emails', 'a@example.org; b.example.org').problem).toEqual({ field: 'emails', code: 'EMAIL_INVALID', params: { value: 'b.example.org' } })
  })

  it('keeps phones as typed and parts several of them', () => {
    expect(value('phone', ' 612345678 ')).toBe('612345678')
    expect(value('phones', '01 02 03 04 05 / 06.07.08.09.10; 01/02/03/04/05')).toEqual([{ value: '01 02 03 04 05' }, { value: '06.07.08.09.10' }, { value: '01/02/03/04/05' }])
  })

  it('finds choices by their words and keeps those that an open list does not know', () => {
    expect(value('choice', 'Prune "rouge"')).toBe('redPlum')
    expect(parse('choice', 'Kiwi')).toEqual({ words: ['Kiwi'] })
    expect(parse('closed', 'Kiwi').problem).toEqual({ field: 'closed', code: 'NOT_A_CHOICE', params: { value: 'Kiwi' } })
    expect(parse('multi', 'apple | Kiwi | redPlum')).toEqual({ value: ['apple', 'redPlum'], words: ['Kiwi'] })
    expect(parse('multi', 'apple, redPlum, apple')).toEqual({ value: ['apple', 'redPlum'] })
  })

  it('gives a relation by its name and an address in one cell as its street', () => {
    expect(parse('relation', ' Ateliers Bleus ')).toEqual({ link: 'Ateliers Bleus' })
    expect(value('address', '1 rue Haute')).toEqual({ street: '1 rue Haute' })
    expect(value('address.city', 'Lyon')).toBe('Lyon')
    expect(value('places.city', 'Lyon')).toBe('Lyon')
  })

  it('names the field whose text is too long', () => {
    expect(parse('text', 'a'.repeat(1_001)).problem).toMatchObject({ field: 'text', code: 'TOO_LONG', params: { max: 1_000, length: 1_001 } })
    expect(parse('address.city', 'a'.repeat(1_001)).problem).toMatchObject({ field: 'address.city', code: 'TOO_LONG' })
    expect(parse('phones', '1'.repeat(101)).problem).toMatchObject({ code: 'TOO_LONG', params: { max: 100 } })
    expect(parse('choice', 'a'.repeat(201)).problem).toMatchObject({ code: 'TOO_LONG' })
    expect(value('text', 'a'.repeat(1_000))).toHaveLength(1_000)
  })

  it('cuts a list of words at strong separators before commas', () => {
    expect(value('texts', 'Presse, Média')).toEqual([{ value: 'Presse' }, { value: 'Média' }])
    expect(value('texts', 'Martin, Ada; Durand, Bob')).toEqual([{ value: 'Martin, Ada' }, { value: 'Durand, Bob' }])
  })

  it('never throws, whatever the cell holds', () => {
    const paths = fc.constantFrom(...Object.keys(sample.fields))
    const texts = fc.oneof(fc.string({ maxLength: 200 }), fc.stringMatching(/^[\d.,;:/ "<>@'€%()+-]{0,40}$/))
    fc.assert(
      fc.property(paths, texts, (path, text) => {
        expect(typeof parse(path, text)).toBe('object')
      }),
      { numRuns: 1_000 },
    )
  })
})

const trimmed = (max: number) => fc.string({ unit: 'grapheme', maxLength: max }).map(text => text.trim()).filter(Boolean)
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
const address = fc.stringMatching(/^[a-z0-9.+_"|-]{1,12}@[a-z0-9.-]{1,12}$/)
const items = <T>(one: fc.Arbitrary<T>) => fc.array(one.map(item => ({ value: item })), { minLength: 1, maxLength: 4 })
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).filter(one => !Object.is(one, -0))
const zoned = fc.record({
  at: fc.date({ min: new Date('1980-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map(date => date.toISOString()),
  zone: fc.constantFrom('Europe/Paris', 'America/St_Johns', 'Asia/Kolkata', 'UTC'),
})

const VALUES: Record<string, fc.Arbitrary<unknown>> = {
  text: trimmed(60), longText: trimmed(200), phone: trimmed(30), url: trimmed(30), email: address, integer: fc.maxSafeInteger(), decimal: number, boolean: fc.boolean(), date: day, dateTime: zoned,
  money: fc.record({ amount: fc.maxSafeInteger(), currency: fc.constantFrom('EUR', 'USD', 'JPY', 'TND', 'XAF') }),
  choice: fc.constantFrom('apple', 'redPlum'), multi: fc.uniqueArray(fc.constantFrom('apple', 'redPlum'), { minLength: 1 }),
  texts: items(trimmed(20)), phones: items(trimmed(20)), urls: items(trimmed(20)), emails: items(address), dates: items(day), decimals: items(number),
}

describe('writing cells', () => {
  const words = (language: 'fr' | 'en', currency = 'EUR'): CellWords => ({ language, currency, choiceLabel: (_, key) => LABELS[key]!, relationTitle: id => `record ${id}` })

  it.each(Object.keys(VALUES))('a written %s is read as the same value', path => {
    fc.assert(
      fc.property(VALUES[path]!, fc.constantFrom('fr' as const, 'en' as const), fc.constantFrom('EUR', 'JPY'), (original, language, currency) => {
        const text = formatCell(at(path), original, words(language, currency))
        expect(parse(path, text, { decimalMark: 'comma', currency })).toEqual({ value: original })
        expect(parse(path, text, { decimalMark: 'point', dateOrder: 'mdy', currency })).toEqual({ value: original })
      }),
      { numRuns: 300 },
    )
  })

  it('writes what people of each language expect', () => {
    const write = (path: string, one: unknown, language: 'fr' | 'en' = 'fr'): string => formatCell(at(path), one, words(language))
    expect(write('money', { amount: -1250, currency: 'EUR' })).toBe('-12,50')
    expect(write('money', { amount: 1250, currency: 'USD' }, 'en')).toBe('12.50 USD')
    expect(write('money', { amount: 1250, currency: 'JPY' })).toBe('1250 JPY')
    expect(write('boolean', true)).toBe('oui')
    expect(write('relation', '7')).toBe('record 7')
    expect(write('address.city', { city: 'Lyon' })).toBe('Lyon')
    expect(write('address.street', { city: 'Lyon' })).toBe('')
    expect(write('places.city', [{ value: { city: 'Lyon' } }, { value: { street: 'x' } }, { value: { city: 'Metz' } }])).toBe('Lyon; Metz')
    expect(write('text', undefined)).toBe('')
  })
})

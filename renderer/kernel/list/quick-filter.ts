import { parseCell } from '../../../shared/kernel/entity/cell.ts'
import type { Field, FieldKind, Money } from '../../../shared/kernel/entity/fields.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { Filter, Operator } from '../../../shared/kernel/filter/filter.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { instantOf, readDate } from '../../../shared/kernel/text/parse-date.ts'

/** How a condition is said: `list.says.<kind>.<verb>`, or `list.says.<verb>` for those of any kind. */
export type Verb = 'contains' | 'begins' | 'is' | 'lacks' | 'below' | 'atMost' | 'above' | 'atLeast' | 'between' | 'longerAgo' | 'since' | 'within' | 'further' | 'empty' | 'filled'

/** One condition in words; `values` stand there as they were typed, or are the keys of a list's values. */
export interface Said {
  readonly verb: Verb
  readonly values: readonly string[]
  /** Whether it or the one before it is enough. */
  readonly isOr?: boolean
}

/** What a person typed above a column: a condition and its parts in words, or what kind of value it should have been. */
export type QuickFilter = { readonly filter: Filter; readonly said: readonly Said[] } | { readonly wrong: 'number' | 'date' }

/** How a column is asked: by words, by a number or date with `<`, `>` and `..`, by its values, or only whether it is empty. */
export type Asked = 'text' | 'number' | 'date' | 'value' | 'presence'

const ASKED: Partial<Record<FieldKind, Asked>> = {
  integer: 'number', decimal: 'number', money: 'number', date: 'date', dateTime: 'date', choice: 'value', multiChoice: 'value', tags: 'value', boolean: 'value', address: 'presence', file: 'presence', image: 'presence',
}

export const askedOf = ({ leaf, part }: FieldPath): Asked => (part ? 'text' : (ASKED[leaf.kind] ?? 'text'))

/** What stands among the keys of a list's values for the records without one. */
export const NO_VALUE = 'vide'
const EMPTY = [NO_VALUE, 'empty']
const NOT_EMPTY = ['non vide', 'not empty']

/** The keys that were chosen above a column of choices. */
export const chosenKeys = (text: string): string[] => text.split(',').map(key => key.trim()).filter(key => key !== '')

/** A part of what was typed; `isOne` when it names values, of which one is enough, and does not bound them. */
interface Part {
  readonly filter: Filter
  readonly said: Said
  readonly isOne: boolean
}

/**
 * Reads what stands above a column; undefined when it says nothing. Words are contained, `^mot` begins, `=mot` is the
 * whole, `!mot` is not contained; numbers and dates take `>100`, `<=250`, `100..250`; dates also a month, a year, `> 30 j`
 * (longer ago), `< +2 sem` (in the two weeks to come). Between `;` bounds must all hold, and one of the values. `vide` and
 * `non vide` ask for any column. `today` is a day, `zone` that of the person.
 */
export const quickFilter = (at: FieldPath, typed: string, today: string, zone = Intl.DateTimeFormat().resolvedOptions().timeZone): QuickFilter | undefined => {
  const asked = askedOf(at)
  const pieces = (asked === 'value' ? [typed] : typed.split(';')).map(piece => piece.trim()).filter(piece => piece !== '')
  const wrong = asked === 'number' || asked === 'date' ? { wrong: asked } : undefined
  const parts: Part[] = []
  for (const piece of pieces) {
    const part = presencePart(at.path, piece) ?? readPart(asked, at, piece, today, zone)
    if (!part) return wrong
    parts.push(part)
  }
  if (parts.length === 0) return typed.trim() === '' ? undefined : wrong
  const ones = parts.filter(part => part.isOne)
  const bounds = parts.filter(part => !part.isOne)
  const all = [...bounds.map(part => part.filter), ...(ones.length > 1 ? [{ any: ones.map(part => part.filter) }] : ones.map(part => part.filter))]
  return { filter: all.length === 1 ? all[0]! : { all }, said: [...bounds.map(part => part.said), ...ones.map(({ said }, i) => (i > 0 ? { ...said, isOr: true } : said))] }
}

const readPart = (asked: Asked, at: FieldPath, text: string, today: string, zone: string): Part | undefined => {
  switch (asked) {
    case 'text':
      return wordsPart(at.path, text)
    case 'number':
      return numberPart(at, text)
    case 'date':
      return datePart(at, text, today, zone)
    case 'value':
      return valuesPart(at, text)
    case 'presence':
      return undefined
  }
}

const presencePart = (field: string, text: string): Part | undefined => {
  const word = fold(text)
  if (EMPTY.includes(word)) return { filter: { field, op: 'empty' }, said: { verb: 'empty', values: [] }, isOne: true }
  return NOT_EMPTY.includes(word) ? { filter: { field, op: 'notEmpty' }, said: { verb: 'filled', values: [] }, isOne: false } : undefined
}

const WORDS: Record<string, { readonly verb: Verb; readonly op: Operator }> = { '^': { verb: 'begins', op: 'startsWith' }, '=': { verb: 'is', op: 'eq' }, '!': { verb: 'lacks', op: 'contains' } }

const wordsPart = (field: string, text: string): Part => {
  const rest = text.slice(1).trim()
  const { verb, op } = (rest ? WORDS[text[0]!] : undefined) ?? { verb: 'contains' as const, op: 'contains' as const }
  const value = verb === 'contains' ? text : rest
  const filter: Filter = { field, op, value }
  return { filter: verb === 'lacks' ? { not: filter } : filter, said: { verb, values: [value] }, isOne: verb !== 'lacks' }
}

const valuesPart = ({ path: field, leaf }: FieldPath, text: string): Part | undefined => {
  const keys = chosenKeys(text)
  if (keys.length === 0) return undefined
  const known = keys.filter(key => key !== NO_VALUE)
  const said: Said = { verb: 'is', values: keys }
  // A box that nobody ever ticked is not ticked.
  if (leaf.kind === 'boolean') return { filter: keys.includes('true') && keys.includes('false') ? { all: [] } : keys.includes('true') ? { field, op: 'eq', value: true } : { not: { field, op: 'eq', value: true } }, said, isOne: true }
  const any: Filter[] = [...(known.length ? [{ field, op: 'in' as const, value: known }] : []), ...(known.length < keys.length ? [{ field, op: 'empty' as const }] : [])]
  return { filter: any.length === 1 ? any[0]! : { any }, said, isOne: true }
}

const COMPARED = /^(<=|>=|=<|=>|≤|≥|<|>|=)?\s*(.+)$/s
const SIGNS: Record<string, 'below' | 'atMost' | 'above' | 'atLeast'> = { '<': 'below', '<=': 'atMost', '=<': 'atMost', '≤': 'atMost', '>': 'above', '>=': 'atLeast', '=>': 'atLeast', '≥': 'atLeast' }
const COMPARE = { below: 'lt', atMost: 'lte', above: 'gt', atLeast: 'gte' } as const

const between = (field: string, from: string | number, to: string | number, upTo: 'lt' | 'lte'): Filter => ({
  all: [
    { field, op: 'gte', value: from },
    { field, op: upTo, value: to },
  ],
})

/** Bounds of whole numbers may have decimals; an amount without a currency is in euros, and of others none is asked. */
const numberOf = (at: FieldPath, text: string): number | undefined => {
  const leaf: Field = at.leaf.kind === 'integer' ? { kind: 'decimal' } : at.leaf
  const { value } = parseCell({ ...at, leaf }, text)
  if (typeof value === 'number') return value
  const money = value as Money | undefined
  return money?.currency === 'EUR' ? money.amount : undefined
}

const numberPart = (at: FieldPath, text: string): Part | undefined => {
  const { path: field } = at
  const range = text.split('..').map(each => each.trim())
  if (range.length === 2) {
    const [from, to] = range.map(each => numberOf(at, each))
    return from === undefined || to === undefined ? undefined : { filter: between(field, from, to, 'lte'), said: { verb: 'between', values: range }, isOne: true }
  }
  const [, sign = '', rest = ''] = COMPARED.exec(text) ?? []
  const value = numberOf(at, rest)
  const verb = SIGNS[sign]
  if (value === undefined) return undefined
  return { filter: { field, op: verb ? COMPARE[verb] : 'eq', value }, said: { verb: verb ?? 'is', values: [rest] }, isOne: !verb }
}

const two = (number: number): string => String(number).padStart(2, '0')
const DAY_MS = 86_400_000
const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** A day some months later, or the last of that month when it has no such day. */
const monthsAfter = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(0)
  last.setUTCFullYear(year, month + months, 0)
  return `${String(last.getUTCFullYear()).padStart(4, '0')}-${two(last.getUTCMonth() + 1)}-${two(Math.min(date, last.getUTCDate()))}`
}

/** The days that a text names: the first, and the one after the last. */
type Span = readonly [string, string]

const monthSpan = (year: string, month: number): Span | undefined => (month < 1 || month > 12 ? undefined : [`${year}-${two(month)}-01`, monthsAfter(`${year}-${two(month)}-01`, 1)])

const monday = (day: string): string => dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

const NAMED: Record<string, (today: string) => Span | undefined> = {
  yesterday: today => [dayAfter(today, -1), today],
  today: today => [today, dayAfter(today, 1)],
  tomorrow: today => [dayAfter(today, 1), dayAfter(today, 2)],
  'this week': today => [monday(today), dayAfter(monday(today), 7)],
  'this month': today => monthSpan(today.slice(0, 4), Number(today.slice(5, 7))),
  'this year': today => [`${today.slice(0, 4)}-01-01`, monthsAfter(`${today.slice(0, 4)}-01-01`, 12)],
}
const FRENCH: Record<string, string> = { hier: 'yesterday', "aujourd'hui": 'today', demain: 'tomorrow', 'cette semaine': 'this week', 'ce mois': 'this month', 'cette annee': 'this year' }

const spanOf = (text: string, today: string): Span | undefined => {
  const word = fold(text)
  const name = FRENCH[word] ?? word
  if (Object.hasOwn(NAMED, name)) return NAMED[name]!(today)
  if (/^[1-9]\d{3}$/.test(text)) return [`${text}-01-01`, monthsAfter(`${text}-01-01`, 12)]
  const french = /^(\d{1,2})[/.]([1-9]\d{3})$/.exec(text)
  if (french) return monthSpan(french[2]!, Number(french[1]))
  const iso = /^([1-9]\d{3})-(\d{1,2})$/.exec(text)
  if (iso) return monthSpan(iso[1]!, Number(iso[2]))
  const named = /^[^\d\s]+\.? [1-9]\d{3}$/.test(text) ? readDate(`1 ${text}`) : undefined
  if (named) return monthSpan(named.day.slice(0, 4), Number(named.day.slice(5, 7)))
  const day = readDate(text)
  return day ? [day.day, dayAfter(day.day, 1)] : undefined
}

const AGO = /^([<>])\s*(\+?)\s*(\d{1,4})\s*(?:(j|jours?|d|days?)|(s|sem|semaines?|w|weeks?)|(m|mois|months?)|(a|ans?|y|years?))$/i

/** `> 30 j`: longer ago than thirty days; `< 30 j`: since then; with a `+`, the days to come. */
const agoPart = (text: string, today: string): { readonly span: readonly [string | undefined, string | undefined]; readonly said: Said } | undefined => {
  const found = AGO.exec(text)
  if (!found) return undefined
  const [, sign, plus, digits, days, weeks, months] = found
  const way = plus ? 1 : -1
  const count = Number(digits) * way
  const day = days ? dayAfter(today, count) : weeks ? dayAfter(today, 7 * count) : monthsAfter(today, months ? count : 12 * count)
  const values = [text.slice(1).trim().replace(/^\+\s*/, '')]
  if (plus) return sign === '>' ? { span: [dayAfter(day, 1), undefined], said: { verb: 'further', values } } : { span: [today, dayAfter(day, 1)], said: { verb: 'within', values } }
  return sign === '>' ? { span: [undefined, day], said: { verb: 'longerAgo', values } } : { span: [day, dayAfter(today, 1)], said: { verb: 'since', values } }
}

const datePart = ({ path: field, leaf }: FieldPath, text: string, today: string, zone: string): Part | undefined => {
  /** The first moment of a day, as such a field keeps moments. */
  const start = (day: string): string => (leaf.kind === 'dateTime' ? instantOf({ day }, zone) : day)
  const part = ([from, to]: readonly [string | undefined, string | undefined], said: Said): Part | undefined => {
    // Beyond the years that a date has there is nothing to ask for.
    if (![from, to].every(day => day === undefined || /^\d{4}-/.test(day))) return undefined
    if (from === undefined) return { filter: { field, op: 'lt', value: start(to!) }, said, isOne: false }
    if (to === undefined) return { filter: { field, op: 'gte', value: start(from) }, said, isOne: false }
    return { filter: between(field, start(from), start(to), 'lt'), said, isOne: true }
  }
  const ago = agoPart(text, today)
  if (ago) return part(ago.span, ago.said)
  const range = text.split('..').map(each => each.trim())
  if (range.length === 2) {
    const [from, to] = range.map(each => spanOf(each, today))
    return from && to ? part([from[0], to[1]], { verb: 'between', values: range }) : undefined
  }
  const [, sign = '', rest = ''] = COMPARED.exec(text) ?? []
  const span = spanOf(rest, today)
  const verb = SIGNS[sign]
  if (!span) return undefined
  const spans: Record<string, readonly [string | undefined, string | undefined]> = { below: [undefined, span[0]], atMost: [undefined, span[1]], above: [span[1], undefined], atLeast: [span[0], undefined] }
  return part(verb ? spans[verb]! : span, { verb: verb ?? 'is', values: [rest] })
}

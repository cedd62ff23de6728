import i18next from 'i18next'
import { dayAfter, isOfOurYears, monthsAfter } from '../../../shared/kernel/date/days.ts'
import { type Period, type PeriodName, type Span, spanOf } from '../../../shared/kernel/date/period.ts'
import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { Filter, Operator } from '../../../shared/kernel/filter/filter.ts'
import { readMoney, readPlainNumber } from '../../../shared/kernel/money/read-amount.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { instantOf, readDate } from '../../../shared/kernel/text/parse-date.ts'
import type { DecimalMark } from '../../../shared/kernel/text/parse-number.ts'
import { readRelation } from '../../../shared/kernel/view/column.ts'
import { decimalMark } from '../text/format.ts'

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

export const askedOf = ({ path, leaf, part }: FieldPath): Asked => (readRelation(path) ? 'presence' : part ? 'text' : (ASKED[leaf.kind] ?? 'text'))

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
 * Reads what stands above a column; undefined when it says nothing. Words are contained, `^mot` and `mot*` begin, `=mot` is the
 * whole, `!mot` is not contained; numbers and dates take `>100`, `<=250`, `100..250`; dates also a month, a year, `ce mois-ci`,
 * `> 30 j` (longer ago), `< +2 sem` (in the two weeks to come). Between `;` bounds must all hold, and one of the values. `vide` and
 * `non vide` ask for any column. `today` is a day; `zone` and
 * `mark` are those of the person.
 */
export const quickFilter = (at: FieldPath, typed: string, today: string, zone = Intl.DateTimeFormat().resolvedOptions().timeZone, mark = decimalMark(i18next.language === 'en' ? 'en' : 'fr')): QuickFilter | undefined => {
  const asked = askedOf(at)
  const pieces = (asked === 'value' ? [typed] : typed.split(';')).map(piece => piece.trim()).filter(piece => piece !== '')
  const wrong = asked === 'number' || asked === 'date' ? { wrong: asked } : undefined
  const parts: Part[] = []
  for (const piece of pieces) {
    const part = presencePart(at.path, piece) ?? readPart(asked, at, piece, today, zone, mark)
    if (!part) return wrong
    parts.push(part)
  }
  if (parts.length === 0) return typed.trim() === '' ? undefined : wrong
  const ones = parts.filter(part => part.isOne)
  const bounds = parts.filter(part => !part.isOne)
  const all = [...bounds.map(part => part.filter), ...(ones.length > 1 ? [{ any: ones.map(part => part.filter) }] : ones.map(part => part.filter))]
  return { filter: all.length === 1 ? all[0]! : { all }, said: [...bounds.map(part => part.said), ...ones.map(({ said }, i) => (i > 0 ? { ...said, isOr: true } : said))] }
}

const readPart = (asked: Asked, at: FieldPath, text: string, today: string, zone: string, mark: DecimalMark): Part | undefined => {
  switch (asked) {
    case 'text':
      return wordsPart(at.path, text)
    case 'number':
      return numberPart(at, text, mark)
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
  const relation = readRelation(field)
  if (relation && (EMPTY.includes(word) || NOT_EMPTY.includes(word))) {
    const exists = NOT_EMPTY.includes(word)
    return { filter: { relation: { ...relation, exists } }, said: { verb: exists ? 'filled' : 'empty', values: [] }, isOne: !exists }
  }
  if (EMPTY.includes(word)) return { filter: { field, op: 'empty' }, said: { verb: 'empty', values: [] }, isOne: true }
  return NOT_EMPTY.includes(word) ? { filter: { field, op: 'notEmpty' }, said: { verb: 'filled', values: [] }, isOne: false } : undefined
}

const WORDS: Record<string, { readonly verb: Verb; readonly op: Operator }> = { '^': { verb: 'begins', op: 'startsWith' }, '=': { verb: 'is', op: 'eq' }, '!': { verb: 'lacks', op: 'contains' } }

const wordsPart = (field: string, typed: string): Part => {
  // `mot*` begins as `^mot` does.
  const text = /^[^*^=!][^*]*\*$/.test(typed) ? `^${typed.slice(0, -1)}` : typed
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
const numberOf = ({ leaf }: FieldPath, text: string, mark: DecimalMark): number | undefined => {
  if (leaf.kind === 'money') {
    const money = readMoney(text, mark)
    return typeof money !== 'string' && money.currency === 'EUR' ? money.amount : undefined
  }
  const value = readPlainNumber(text, mark)
  return Number.isFinite(value) ? value : undefined
}

const numberPart = (at: FieldPath, text: string, mark: DecimalMark): Part | undefined => {
  const { path: field } = at
  const range = text.split('..').map(each => each.trim())
  if (range.length === 2) {
    const [from, to] = range.map(each => numberOf(at, each, mark))
    return from === undefined || to === undefined ? undefined : { filter: between(field, from, to, 'lte'), said: { verb: 'between', values: range }, isOne: true }
  }
  const [, sign = '', rest = ''] = COMPARED.exec(text) ?? []
  const value = numberOf(at, rest, mark)
  const verb = SIGNS[sign]
  if (value === undefined) return undefined
  return { filter: { field, op: verb ? COMPARE[verb] : 'eq', value }, said: { verb: verb ?? 'is', values: [rest] }, isOne: !verb }
}

const PERIOD_WORDS: Readonly<Record<string, PeriodName>> = {
  'hier': 'yesterday', 'aujourd\'hui': 'today', 'demain': 'tomorrow', 'yesterday': 'yesterday', 'today': 'today', 'tomorrow': 'tomorrow',
  'passe': 'past', 'dans le passe': 'past', 'past': 'past', 'futur': 'future', 'a venir': 'future', 'future': 'future',
}
const FRENCH_UNITS: Readonly<Record<string, string>> = { semaine: 'Week', mois: 'Month', trimestre: 'Quarter', annee: 'Year', an: 'Year' }
const SPOKEN = /^(?:ce|cet|cette) (semaine|mois|trimestre|annee|an)(?:[- ]ci)?$|^(?:la |le |l')?(semaine|mois|trimestre|annee|an) (derniere?|prochaine?|precedente?|suivante?)$|^(last|this|next) (week|month|quarter|year)$/

/** The period that goes by these words, in French or English: `ce mois-ci`, `la semaine dernière`, `next year`. */
const periodOf = (text: string): PeriodName | undefined => {
  const word = fold(text)
  if (Object.hasOwn(PERIOD_WORDS, word)) return PERIOD_WORDS[word]
  const [, these, unit, which, way, english] = SPOKEN.exec(word) ?? []
  if (these) return `this${FRENCH_UNITS[these]}` as PeriodName
  if (unit) return `${/^(dern|prec)/.test(which!) ? 'last' : 'next'}${FRENCH_UNITS[unit]}` as PeriodName
  return way ? (`${way}${english![0]!.toUpperCase()}${english!.slice(1)}` as PeriodName) : undefined
}

const monthSpan = (year: string, month: number): Span | undefined => (month < 1 || month > 12 ? undefined : [`${year}-${String(month).padStart(2, '0')}-01`, monthsAfter(`${year}-${String(month).padStart(2, '0')}-01`, 1)])

/** The days that a text names. */
const daysOf = (text: string, today: string): Span | undefined => {
  const period = periodOf(text)
  if (period) return spanOf({ period }, today)
  if (/^[1-9]\d{3}$/.test(text)) return [`${text}-01-01`, monthsAfter(`${text}-01-01`, 12)]
  const french = /^(\d{1,2})[/.]([1-9]\d{3})$/.exec(text)
  if (french) return monthSpan(french[2]!, Number(french[1]))
  const iso = /^([1-9]\d{3})-(\d{1,2})$/.exec(text)
  if (iso) return monthSpan(iso[1]!, Number(iso[2]))
  const month = /^[^\d\s]+\.? [1-9]\d{3}$/.test(text) ? readDate(`1 ${text}`) : undefined
  if (month) return monthSpan(month.day.slice(0, 4), Number(month.day.slice(5, 7)))
  const day = readDate(text)
  return day ? [day.day, dayAfter(day.day, 1)] : undefined
}

const AGO = /^([<>])\s*(\+?)\s*(\d{1,4})\s*(?:(j|jours?|d|days?)|(s|sem|semaines?|w|weeks?)|(m|mois|months?)|(a|ans?|y|years?))$/i

/** `> 30 j`: longer ago than thirty days; `< 30 j`: since then; with a `+`, the days to come. */
const agoPart = (text: string): { readonly period: Period; readonly said: Said } | undefined => {
  const found = AGO.exec(text)
  if (!found) return undefined
  const [, sign, plus, digits, days, weeks, months] = found
  const unit = days ? 'day' : weeks ? 'week' : months ? 'month' : 'year'
  const count = Number(digits)
  const values = [text.slice(1).trim().replace(/^\+\s*/, '')]
  if (plus) return sign === '>' ? { period: { further: count, unit }, said: { verb: 'further', values } } : { period: { next: count, unit }, said: { verb: 'within', values } }
  return sign === '>' ? { period: { longerAgo: count, unit }, said: { verb: 'longerAgo', values } } : { period: { last: count, unit }, said: { verb: 'since', values } }
}

const datePart = ({ path: field, leaf }: FieldPath, text: string, today: string, zone: string): Part | undefined => {
  /** The first moment of a day, as such a field keeps moments. */
  const start = (day: string): string => (leaf.kind === 'dateTime' ? instantOf({ day }, zone) : day)
  const part = ([from, to]: Span, said: Said): Part | undefined => {
    // Beyond the years that a date has there is nothing to ask for.
    if (![from, to].every(day => day === undefined || isOfOurYears(day))) return undefined
    if (from === undefined) return { filter: { field, op: 'lt', value: start(to!) }, said, isOne: false }
    if (to === undefined) return { filter: { field, op: 'gte', value: start(from) }, said, isOne: false }
    return { filter: between(field, start(from), start(to), 'lt'), said, isOne: true }
  }
  const ago = agoPart(text)
  if (ago) return spanOf(ago.period, today).some(day => day !== undefined) ? { filter: { field, op: 'within', value: ago.period }, said: ago.said, isOne: ago.said.verb === 'since' || ago.said.verb === 'within' } : undefined
  const period = periodOf(text)
  if (period) return { filter: { field, op: 'within', value: { period } }, said: { verb: 'is', values: [text] }, isOne: true }
  const range = text.split('..').map(each => each.trim())
  if (range.length === 2) {
    const [from, to] = range.map(each => daysOf(each, today))
    return from && to ? part([from[0], to[1]], { verb: 'between', values: range }) : undefined
  }
  const [, sign = '', rest = ''] = COMPARED.exec(text) ?? []
  const span = daysOf(rest, today)
  const verb = SIGNS[sign]
  if (!span) return undefined
  const spans: Record<string, Span> = { below: [undefined, span[0]], atMost: [undefined, span[1]], above: [span[1], undefined], atLeast: [span[0], undefined] }
  return part(verb ? spans[verb]! : span, { verb: verb ?? 'is', values: [rest] })
}

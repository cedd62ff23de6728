import type { FieldKind } from '../../../shared/kernel/entity/fields.ts'
import type { FieldPath } from '../../../shared/kernel/entity/paths.ts'
import type { Condition, Filter, Operator } from '../../../shared/kernel/filter/filter.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { readDate } from '../../../shared/kernel/text/parse-date.ts'
import { readNumber, toNumber, toUnits } from '../../../shared/kernel/text/parse-number.ts'

/** What a person typed above a column: a condition, or what kind of value it should have been. */
export type QuickFilter = { readonly filter: Filter } | { readonly wrong: 'number' | 'date' }

/** How a column is asked: by words, by a number or date with `<`, `>` and `..`, or by one of its values. */
export type Asked = 'text' | 'number' | 'date' | 'value'

const ASKED: Partial<Record<FieldKind, Asked>> = { integer: 'number', decimal: 'number', money: 'number', date: 'date', dateTime: 'date', choice: 'value', multiChoice: 'value', boolean: 'value' }

/** How a column is asked, undefined when it cannot be. */
export const askedOf = ({ leaf, field, part }: FieldPath): Asked | undefined =>
  ['file', 'image'].includes(leaf.kind) || (leaf.kind === 'address' && !part && field.kind !== 'address') ? undefined : (ASKED[leaf.kind] ?? 'text')

const EMPTY = ['vide', 'empty']
const NOT_EMPTY = ['non vide', 'not empty']
const MONEY_DECIMALS = 2
const DAY_MS = 86_400_000

/**
 * Reads what stands above a column; undefined when it says nothing. Words are contained, `^mot` begins, `=mot` is the
 * whole, `!mot` is not contained; numbers and dates take `>100`, `<=250`, `100..250`, and `;` between conditions that
 * must all hold; `> 30 j` is longer ago than thirty days. `vide` and `non vide` ask for any column.
 */
export const quickFilter = (at: FieldPath, typed: string, today: string): QuickFilter | undefined => {
  const text = typed.trim()
  if (text === '') return undefined
  const field = at.path
  const word = fold(text)
  if (EMPTY.includes(word)) return { filter: { field, op: 'empty' } }
  if (NOT_EMPTY.includes(word)) return { filter: { field, op: 'notEmpty' } }
  const asked = askedOf(at)
  if (asked === 'value') return { filter: at.leaf.kind === 'boolean' ? { field, op: 'eq', value: text === 'true' } : { field, op: 'in', value: text.split(',') } }
  if (asked !== 'number' && asked !== 'date') return { filter: wordsFilter(field, text) }
  const parts = text.split(';').map(part => part.trim()).filter(part => part !== '')
  const read = parts.map(part => (asked === 'number' ? numberFilter(at, part) : dateFilter(field, part, today)))
  if (read.length === 0 || read.some(filter => filter === undefined)) return { wrong: asked }
  const all = (read as Filter[]).flatMap(filter => ('all' in filter ? filter.all : [filter]))
  return { filter: all.length === 1 ? all[0]! : { all } }
}

const wordsFilter = (field: string, text: string): Filter => {
  const rest = text.slice(1).trim()
  if (rest === '') return { field, op: 'contains', value: text }
  if (text.startsWith('^')) return { field, op: 'startsWith', value: rest }
  if (text.startsWith('=')) return { field, op: 'eq', value: rest }
  if (text.startsWith('!')) return { not: { field, op: 'contains', value: rest } }
  return { field, op: 'contains', value: text }
}

const COMPARED = /^(<=|>=|≤|≥|<|>|=)?\s*(.+)$/
const OPS: Record<string, Operator> = { '<': 'lt', '<=': 'lte', '≤': 'lte', '>': 'gt', '>=': 'gte', '≥': 'gte' }

const between = (field: string, from: string | number, to: string | number, isToIn: boolean): Filter => ({
  all: [
    { field, op: 'gte', value: from },
    { field, op: isToIn ? 'lte' : 'lt', value: to },
  ],
})

const numberFilter = ({ path: field, leaf }: FieldPath, text: string): Filter | undefined => {
  const numberOf = (written: string): number | undefined => {
    const found = readNumber(written)
    const value = found && (leaf.kind === 'money' ? toUnits(found, MONEY_DECIMALS) : toNumber(found))
    return value !== undefined && Number.isFinite(value) ? value : undefined
  }
  const range = text.split('..')
  if (range.length === 2) {
    const [from, to] = range.map(numberOf)
    return from === undefined || to === undefined ? undefined : between(field, from, to, true)
  }
  const [, sign = '', rest = ''] = COMPARED.exec(text) ?? []
  const value = numberOf(rest)
  return value === undefined ? undefined : ({ field, op: OPS[sign] ?? 'eq', value } satisfies Condition)
}

/** The days that a text names, the first and the one after the last: a day, a month or a year. */
const spanOf = (text: string, today: string): readonly [string, string] | undefined => {
  const word = fold(text)
  if (word === 'aujourd’hui' || word === "aujourd'hui" || word === 'today') return [today, dayAfter(today, 1)]
  if (/^\d{4}$/.test(text)) return [`${text}-01-01`, `${nextYear(text)}-01-01`]
  const month = /^(\d{1,2})\/(\d{4})$/.exec(text) ?? /^(\d{4})-(\d{1,2})$/.exec(text)?.map((part, i, all) => (i === 0 ? part : all[3 - i]!))
  if (month) {
    const [number, year] = [Number(month[1]), month[2]!]
    if (number < 1 || number > 12) return undefined
    return [`${year}-${two(number)}-01`, number === 12 ? `${nextYear(year)}-01-01` : `${year}-${two(number + 1)}-01`]
  }
  const day = readDate(text)
  return day ? [day.day, dayAfter(day.day, 1)] : undefined
}

const two = (number: number): string => String(number).padStart(2, '0')
const nextYear = (year: string): string => String(Number(year) + 1).padStart(4, '0')
const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

const AGO = /^([<>])\s*(\d{1,5})\s*(?:j|jours?|d|days?)$/i

const dateFilter = (field: string, text: string, today: string): Filter | undefined => {
  const ago = AGO.exec(text)
  if (ago) {
    const since = dayAfter(today, -Number(ago[2]))
    return ago[1] === '>' ? { field, op: 'lt', value: since } : between(field, since, dayAfter(today, 1), false)
  }
  const range = text.split('..')
  if (range.length === 2) {
    const [from, to] = range.map(each => spanOf(each.trim(), today))
    return from && to ? between(field, from[0], to[1], false) : undefined
  }
  const [, sign = '', rest = ''] = COMPARED.exec(text) ?? []
  const span = spanOf(rest, today)
  if (!span) return undefined
  switch (OPS[sign]) {
    case 'lt':
      return { field, op: 'lt', value: span[0] }
    case 'lte':
      return { field, op: 'lt', value: span[1] }
    case 'gt':
      return { field, op: 'gte', value: span[1] }
    case 'gte':
      return { field, op: 'gte', value: span[0] }
    default:
      return between(field, span[0], span[1], false)
  }
}

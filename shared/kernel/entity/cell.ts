import { currencyDecimals } from '../money/currency.ts'
import { readMoney, readPlainNumber } from '../money/read-amount.ts'
import { fold } from '../text/fold.ts'
import { type DateOrder, instantOf, isZone, readDate, zoneOffset } from '../text/parse-date.ts'
import { type DecimalMark, writeDecimal } from '../text/parse-number.ts'
import { anyEntity, defineEntity } from './define.ts'
import type { Address, Field, FieldKind, ListItem, Money, ZonedDateTime } from './fields.ts'
import { ADDRESS_PARTS, text as textField } from './fields.ts'
import type { FieldPath } from './paths.ts'
import { compileValidator, isEmail, type Problem, type ProblemCode } from './validate.ts'
import type { ValueList } from './value-list.ts'

/** What a single cell does not tell: how its column writes numbers and dates, and what its words mean. */
export interface CellHints {
  readonly decimalMark?: DecimalMark
  readonly dateOrder?: DateOrder
  /** Of an amount without currency; EUR by default. */
  readonly currency?: string
  /** IANA zone of a time without offset; Europe/Paris by default. */
  readonly zone?: string
  /** The key of a choice known under a word: its label in any language, a synonym or the key itself. */
  readonly choice?: (list: ValueList, word: string) => string | undefined
}

/**
 * What a cell holds: a value as a record keeps it, the name of a related record, words that an open list of choices does
 * not know yet (beside the value made of those it knows), or why it cannot be read. Nothing of these: the cell is empty.
 */
export interface ReadCell {
  readonly value?: unknown
  readonly link?: string
  readonly words?: readonly string[]
  readonly problem?: Problem
}

/** What {@link formatCell} needs to name choices and related records. */
export interface CellWords {
  readonly language: 'fr' | 'en'
  readonly choiceLabel: (list: ValueList, key: string) => string
  readonly relationTitle: (id: string) => string
  /** That of amounts which name none, where the cell is read again; EUR by default. */
  readonly currency?: string
}

const EMPTY: ReadCell = {}
const EXCERPT = 200
/** The shortest limit of a field's text, so that only longer cells meet the validator. */
const SURELY_SHORT = 80

type Reader = (field: Field, text: string, hints: CellHints) => ReadCell | ProblemCode

const TRUE = new Set(['oui', 'o', 'vrai', 'yes', 'y', 'true', 't', 'x', '1', 'on', '✓', '✔', '☑'])
const FALSE = new Set(['non', 'n', 'faux', 'no', 'false', 'f', '0', 'off', '☐', '✗', '✘'])

/** The address in `Ada Martin <ada@example.org>` or `mailto:ada@example.org`. */
const bareEmail = (text: string): string => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim().replace(/^mailto:([^?]*).*$/is, '$1')

const readText: Reader = (_, text) => ({ value: text })

const number =
  (convert: (text: string, hints: CellHints) => number | ProblemCode): Reader =>
  (_, text, hints) => {
    const value = convert(text, hints)
    return typeof value === 'string' ? value : { value }
  }

const resolveChoice = ({ choice }: CellHints, list: ValueList, word: string): string | undefined =>
  choice ? choice(list, word) : list.values.find(({ key }) => fold(key) === fold(word))?.key

const READERS: Record<Exclude<FieldKind, 'list' | 'file' | 'image' | 'json'>, Reader> = {
  text: readText,
  longText: readText,
  phone: readText,
  url: readText,
  email: (_, text) => {
    const value = bareEmail(text)
    return isEmail(value) ? { value } : 'EMAIL_INVALID'
  },
  integer: number((text, hints) => {
    const value = readPlainNumber(text, hints.decimalMark)
    return Number.isNaN(value) ? 'NOT_A_NUMBER' : Number.isSafeInteger(value) ? value : 'NOT_AN_INTEGER'
  }),
  decimal: number((text, hints) => {
    const value = readPlainNumber(text, hints.decimalMark)
    return Number.isFinite(value) ? value : 'NOT_A_NUMBER'
  }),
  money: (_, text, hints) => {
    const value = readMoney(text, hints.decimalMark, hints.currency)
    return typeof value === 'string' ? value : { value }
  },
  boolean: (_, text) => {
    const word = fold(text)
    return TRUE.has(word) ? { value: true } : FALSE.has(word) ? { value: false } : 'WRONG_KIND'
  },
  date: (_, text, { dateOrder }) => {
    const written = readDate(text, dateOrder)
    return written === null ? EMPTY : written ? { value: written.day } : 'DATE_INVALID'
  },
  dateTime: (_, text, hints) => {
    const written = readDate(text, hints.dateOrder)
    if (written === null) return EMPTY
    const zone = written?.zone ?? hints.zone ?? 'Europe/Paris'
    return written && isZone(zone) ? { value: { at: instantOf(written, zone), zone } } : 'DATE_INVALID'
  },
  choice: (field, text, hints) => {
    const key = resolveChoice(hints, field.values!, text)
    return key !== undefined ? { value: key } : field.values!.open ? { words: [text] } : 'NOT_A_CHOICE'
  },
  multiChoice: (field, text, hints) => {
    const list = field.values!
    const known = new Set<string>()
    const words: string[] = []
    for (const word of splitCell('text', text)) {
      const key = resolveChoice(hints, list, word)
      if (key !== undefined) known.add(key)
      else words.push(word)
    }
    if (words.length && !list.open) return 'NOT_A_CHOICE'
    return { ...(known.size && { value: [...known] }), ...(words.length && { words }) }
  },
  tags: (_, text) => ({ words: splitCell('text', text) }),
  relation: (_, text) => ({ link: text }),
  address: (_, text) => ({ value: { street: text } }),
}

/** What parts the values of a list that stand in one cell, by kind; a value that holds one is written between quotes. */
const SEPARATORS: Partial<Record<FieldKind, string>> = { email: '[\\s;,]+(?::::\\s+)?', phone: '[;\\n|]|,\\s|\\s/\\s| ::: ', url: '[;,|]?\\s+' }
const STRONG = '[;\\n|]| ::: '
const WEAK = ','

interface Cutter {
  readonly between: RegExp
  readonly piece: RegExp
}
const cutters = new Map<string, Cutter>()
const cutterOf = (separator: string): Cutter => {
  let cutter = cutters.get(separator)
  if (!cutter) {
    const piece = new RegExp(`\\s*(?:"((?:[^"]|"")*)"(?=\\s*(?:${separator}|$))|((?:(?!${separator})[^])*))\\s*(?:${separator}|$)`, 'gy')
    cutters.set(separator, (cutter = { between: new RegExp(separator), piece }))
  }
  return cutter
}

/** `"Martin, Ada" <ada@x.example>; bob@x.example`: between chevrons stands the address, before them a name. */
const splitEmails = (text: string): string[] => {
  const parts = text.replace(/"[^"]*"(?=\s?<)/g, '').split(/[;,]/)
  return parts.flatMap(part => (part.includes('<') ? [...part.matchAll(/<[^<>]*>/g)].map(([found]) => found) : part.split(/\s+/).filter(word => word.includes('@'))))
}

/** The values of a list written in one cell: `a@x.example; b@x.example`, `Presse, "Dupont, fils"`. */
const splitCell = (kind: FieldKind, text: string): string[] => {
  if (kind === 'email' && text.includes('<')) return splitEmails(text)
  const separator = SEPARATORS[kind] ?? (/[;\n|]| ::: /.test(text.replace(/"(?:[^"]|"")*"/g, '')) ? STRONG : WEAK)
  const { between, piece } = cutterOf(separator)
  const parts = text.includes('"')
    ? [...text.matchAll(piece)].map(([, quoted, bare]) => (quoted === undefined ? bare! : quoted.replaceAll('""', '"')))
    : text.split(between)
  return parts.map(part => part.trim()).filter(Boolean)
}

const needsQuotes = (kind: FieldKind, text: string): boolean => new RegExp(`"|${SEPARATORS[kind] ?? `${STRONG}|${WEAK}`}|[;,|]$`).test(text)
const joinCell = (kind: FieldKind, values: readonly string[]): string =>
  values.map(value => (needsQuotes(kind, value) ? `"${value.replaceAll('"', '""')}"` : value)).join('; ')

const validators = new WeakMap<Field, ReturnType<typeof compileValidator>>()
const lengthProblem = (field: Field, value: unknown): Problem | undefined => {
  let validate = validators.get(field)
  if (!validate) {
    const { kind } = field
    const probe = defineEntity({ type: 'cell', labels: '', fields: { value: { kind } }, title: () => 'cell', list: [], form: [], sort: [] })
    validate = compileValidator(anyEntity(probe))
    validators.set(field, validate)
  }
  return validate({ value }).find(({ code }) => code === 'TOO_LONG')
}

const readLeaf = (at: FieldPath, field: Field, text: string, hints: CellHints): ReadCell => {
  const reader = READERS[field.kind as keyof typeof READERS] as Reader | undefined
  const read = reader ? reader(field, text, hints) : 'WRONG_KIND'
  const problem = (code: ProblemCode, params?: Problem['params']): ReadCell => ({
    problem: { field: at.path, code, params: { ...params, value: text.slice(0, EXCERPT) } },
  })
  if (typeof read === 'string') return problem(read)
  if (text.length <= SURELY_SHORT) return read
  const long =
    typeof read.value === 'string' ? lengthProblem(field, read.value)
    : field.kind === 'address' ? lengthProblem(field, read.value)
    : read.link !== undefined ? lengthProblem(textField(), read.link)
    : read.words ? read.words.map(word => lengthProblem({ kind: 'choice' }, word)).find(Boolean)
    : undefined
  return long ? problem('TOO_LONG', long.params) : read
}

/**
 * Reads the text of a cell as the value of a place in a record. A list gives its items, without labels; an address in
 * one cell is its street; a `%` is dropped (`12,5 %` is 12.5).
 */
export const parseCell = (at: FieldPath, text: string, hints: CellHints = {}): ReadCell => {
  const trimmed = text.trim()
  if (trimmed === '') return EMPTY
  if (!at.many || at.part) return readLeaf(at, at.leaf, trimmed, hints)
  const items: ListItem[] = []
  const parts = at.leaf.kind === 'longText' || at.leaf.kind === 'address' ? [trimmed] : splitCell(at.leaf.kind, trimmed)
  for (const part of parts) {
    const { value, problem } = readLeaf(at, at.leaf, part, hints)
    if (problem) return { problem }
    if (value !== undefined) items.push({ value })
  }
  return items.length ? { value: items } : EMPTY
}

const formatOffset = (minutes: number): string => {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
}

/** `2026-11-20T14:30:00+01:00[Europe/Paris]` (RFC 9557): nothing else in one cell keeps both the instant and its zone. */
const formatInstant = ({ at, zone }: ZonedDateTime): string => {
  const instant = Date.parse(at)
  const minutes = Math.trunc(zoneOffset(instant, zone) / 60_000)
  const wall = new Date(instant + minutes * 60_000).toISOString().slice(0, -1).replace(/\.000$/, '')
  return `${wall}${formatOffset(minutes)}[${zone}]`
}

const formatMoney = ({ amount, currency }: Money, mark: DecimalMark, usual = 'EUR'): string => {
  const decimals = currencyDecimals(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const written = writeDecimal(`${amount < 0 ? '-' : ''}${whole}${decimals ? `.${digits.slice(-decimals)}` : ''}`, mark)
  return currency === 'EUR' && usual === 'EUR' ? written : `${written} ${currency}`
}

const formatLeaf = (field: Field, value: unknown, words: CellWords): string => {
  const mark = words.language === 'fr' ? 'comma' : 'point'
  switch (field.kind) {
    case 'integer':
    case 'decimal':
      return writeDecimal(String(value), mark)
    case 'money':
      return formatMoney(value as Money, mark, words.currency)
    case 'boolean':
      return words.language === 'fr' ? (value ? 'oui' : 'non') : value ? 'yes' : 'no'
    case 'dateTime':
      return formatInstant(value as ZonedDateTime)
    case 'choice':
      return words.choiceLabel(field.values!, value as string)
    case 'multiChoice':
      return joinCell('text', (value as string[]).map(key => words.choiceLabel(field.values!, key)))
    case 'tags':
      return joinCell('text', (value as string[]).map(words.relationTitle).filter(Boolean))
    case 'relation':
      return words.relationTitle(value as string)
    case 'address':
      return ADDRESS_PARTS.map(part => (value as Address)[part]).filter(Boolean).join(', ')
    case 'file':
    case 'image':
      return (value as { name: string }).name
    case 'json':
      return JSON.stringify(value)
    default:
      return String(value)
  }
}

/**
 * Writes the whole value of a field (`data[at.name]`) as the text of a cell that {@link parseCell} reads as the same
 * value. Days are ISO 8601, so that no column's order of day and month has to be guessed; amounts go without currency only where
 * that is the euro here too, so that none is taken for another elsewhere; items of a list go without label.
 */
export const formatCell = (at: FieldPath, value: unknown, words: CellWords): string => {
  if (value === undefined || value === null) return ''
  const open = (one: unknown): unknown => (at.part ? (one as Address)[at.part] : one)
  if (!at.many) {
    const leaf = open(value)
    return leaf === undefined ? '' : formatLeaf(at.leaf, leaf, words)
  }
  const texts = (value as ListItem[]).map(item => open(item.value)).filter(one => one !== undefined).map(one => formatLeaf(at.leaf, one, words))
  return at.leaf.kind === 'longText' ? texts.join('\n') : joinCell(at.leaf.kind, texts)
}

import type { Liquid, LiquidError, Template } from 'liquidjs'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import { formatDay, formatLongDay, formatMoney, formatMonth, formatNumber, formatTime, formatWeekday, decimalsOf } from '../../../shared/kernel/text/format.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import { liquid } from './libraries.ts'
import { type Named, type Part, partOf } from './template-parts.ts'

/** What a template may do: nothing in it reads a file, another template or more than it is given. */
const TAGS: ReadonlySet<string> = new Set(['assign', 'break', 'case', 'comment', 'continue', 'for', 'if', 'raw', 'unless'])

const MOST_STEPS = 20_000
const MOST_MEMORY = 100_000
const LONGEST = 1_000_000
const LONGEST_OUTPUT = 2_000_000
const EXCERPT = 80
const DAY_MS = 86_400_000

type TemplateCode = Extract<Problem['code'], `TEMPLATE_${string}`>

/** A template that cannot be read or comes to no end; `where` is the part of it. */
export class BrokenTemplate extends Error {
  readonly code: TemplateCode
  readonly where: string
  constructor(code: TemplateCode, where: string) {
    super(`${code} ${where}`)
    this.name = 'BrokenTemplate'
    this.code = code
    this.where = where
  }
}

const CODES: readonly (readonly [RegExp, TemplateCode])[] = [
  [/tag "?.*"? not found/, 'TEMPLATE_TAG'],
  [/undefined filter/, 'TEMPLATE_FILTER'],
  [/not closed/, 'TEMPLATE_UNCLOSED'],
  [/limit exceeded|call stack|string length/i, 'TEMPLATE_LIMIT'],
]

const brokenBy = (error: unknown): BrokenTemplate => {
  if (error instanceof BrokenTemplate) return error
  const { message, token, originalError } = error as Partial<LiquidError> & Error
  if (originalError instanceof BrokenTemplate) return originalError
  const code = CODES.find(([pattern]) => pattern.test(message))?.[1] ?? 'TEMPLATE_SYNTAX'
  const where = token ? token.input.slice(token.begin, Math.max(token.end, token.begin + 1)) : ''
  return new BrokenTemplate(code, where.trim().slice(0, EXCERPT))
}

const textOf = (value: unknown): string => {
  const part = partOf(value)
  if (part) return part.text()
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return value === undefined || value === null ? '' : String(value)
}

const plainOf = (value: unknown): unknown => partOf(value)?.value ?? (partOf(value) ? null : value)
const numberOf = (value: unknown): number => Number(plainOf(value)) || 0

export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

interface Moment {
  readonly day: string
  readonly time: string | undefined
}

/** The day, and of an instant the time, that a value is. */
const momentOf = (value: unknown, language: Language): Moment | undefined => {
  const written = plainOf(value)
  if (typeof written !== 'string') return undefined
  if (/^\d{4}-\d\d-\d\d$/.test(written)) return { day: written, time: undefined }
  const at = /^\d{4}-\d\d-\d\dT/.test(written) ? Date.parse(written) : Number.NaN
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return Number.isNaN(at) ? undefined : { day: dayIn(timeZone, at), time: formatTime(written, timeZone, language) }
}

type Filter = (value: unknown, ...args: unknown[]) => unknown

const filtersOf = (language: Language, now: () => number): Record<string, Filter> => {
  const calculation =
    (run: (a: number, b: number) => number): Filter =>
    (a, b) =>
      run(numberOf(a), numberOf(b))
  return {
    default: (value, other) => (textOf(value) === '' ? other : value),
    upcase: value => textOf(value).toLocaleUpperCase(language),
    downcase: value => textOf(value).toLocaleLowerCase(language),
    capitalize: value => textOf(value).replace(/^\P{L}*\p{L}/u, first => first.toLocaleUpperCase(language)),
    strip: value => textOf(value).trim(),
    truncate: (value, most = 50) => {
      const text = textOf(value)
      return text.length > numberOf(most) ? `${text.slice(0, Math.max(0, numberOf(most) - 1))}…` : text
    },
    join: (value, between = ', ') => {
      const all = plainOf(value)
      return Array.isArray(all) ? all.map(textOf).join(textOf(between).slice(0, 20)) : textOf(value)
    },
    size: value => {
      const all = plainOf(value)
      return Array.isArray(all) ? all.length : textOf(value).length
    },
    date: (value, look = 'long') => {
      const moment = momentOf(value, language)
      if (!moment) return textOf(value)
      switch (textOf(look)) {
        case 'short':
          return formatDay(moment.day, language)
        case 'numeric':
          return language === 'fr' ? moment.day.split('-').toReversed().join('/') : moment.day
        case 'month':
          return formatMonth(moment.day.slice(0, 7), language)
        case 'weekday':
          return formatWeekday(moment.day, language)
        case 'time':
          return moment.time ?? ''
        default:
          return formatLongDay(moment.day, language)
      }
    },
    /** How many days ago it was; below zero when it is still to come. */
    days: value => {
      const moment = momentOf(value, language)
      const today = dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, now())
      return moment ? Math.round((Date.parse(today) - Date.parse(moment.day)) / DAY_MS) : ''
    },
    money: (value, currency) => {
      const code = textOf(currency) || 'EUR'
      return /^[A-Z]{3}$/.test(code) ? formatMoney({ amount: Math.round(numberOf(value) * 10 ** decimalsOf(code)), currency: code }, language) : textOf(value)
    },
    number: value => formatNumber(numberOf(value), language),
    plus: calculation((a, b) => a + b),
    minus: calculation((a, b) => a - b),
    times: calculation((a, b) => a * b),
    divided_by: calculation((a, b) => (b === 0 ? 0 : a / b)),
    round: (value, digits = 0) => {
      const by = 10 ** Math.min(10, Math.max(0, numberOf(digits)))
      return Math.round(numberOf(value) * by) / by
    },
  }
}

/** What writes the parts of a template out: as text, or as HTML in which no value can be a tag. */
export interface Writing {
  readonly language: Language
  readonly isHtml: boolean
  readonly now: () => number
  /** What stands for a part of which nothing is known. */
  readonly missing: (part: Part) => string
  /** Names whose HTML is paragraphs of its own. */
  readonly blocks?: readonly string[]
}

/** What is written at this moment: an engine is dear to make and serves every template of its kind, one after the other. */
let writing: Writing = { language: 'fr', isHtml: false, now: () => 0, missing: () => '' }

const written = (value: unknown): string => {
  const part = partOf(value)
  if (part?.isMissing) return writing.missing(part)
  if (writing.isHtml && part?.html) return part.html()
  return writing.isHtml ? escapeHtml(textOf(value)).replaceAll('\n', '<br>') : textOf(value)
}

const engines = new Map<Language, Liquid>()
const engineOf = (language: Language): Liquid => {
  const found = engines.get(language)
  if (found) return found
  const engine = new (liquid().Liquid)({ ownPropertyOnly: true, templates: {}, strictFilters: true, cache: false, parseLimit: LONGEST, memoryLimit: MOST_MEMORY, outputEscape: written })
  for (const name of Object.keys(engine.tags)) if (!TAGS.has(name)) delete engine.tags[name]
  for (const name of Object.keys(engine.filters)) delete engine.filters[name]
  for (const names of [engine.tags, engine.filters]) Object.setPrototypeOf(names, null)
  for (const [name, filter] of Object.entries(filtersOf(language, () => writing.now()))) {
    // What is missing stays so, whatever is to be made of it.
    engine.registerFilter(name, (value: unknown, ...args: unknown[]) => (partOf(value)?.isMissing && name !== 'default' ? value : filter(value, ...args)))
  }
  engines.set(language, engine)
  return engine
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ', '&amp;': '&' }

/** In HTML the signs of a condition are written as entities; a paragraph that holds nothing but a tag, or what is paragraphs itself, is not meant to be one. */
const fromHtml = (source: string, blocks: readonly string[] = []): string =>
  source
    .replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, inside => inside.replaceAll(/&(?:lt|gt|quot|#39|nbsp|amp);/g, entity => ENTITIES[entity]!).replaceAll('\u00a0', ' '))
    .replaceAll(/<p>\s*((?:\{%[^<]*?%\}\s*)+)<\/p>/g, '$1')
    .replaceAll(/<p>\s*(\{\{\s*(\w+)\s*\}\})\s*<\/p>/g, (whole, output: string, name: string) => (blocks.includes(name) ? output : whole))

/** Counts the steps of a template, which takes as many on any machine. */
const stepLimit = (): { check: () => void; use: () => void } => {
  let steps = 0
  const check = (): void => {
    if (++steps > MOST_STEPS) throw new BrokenTemplate('TEMPLATE_LIMIT', '')
  }
  return { check, use: check }
}

const parse = (engine: Liquid, source: string, { isHtml, blocks }: Pick<Writing, 'isHtml' | 'blocks'>): Template[] => {
  try {
    return engine.parse(isHtml ? fromHtml(source, blocks) : source)
  } catch (error) {
    throw brokenBy(error)
  }
}

/** Writes a template out over what it names. Throws BrokenTemplate. */
export const writeTemplate = (source: string, root: Named, asked: Writing): string => {
  if (!source.includes('{')) return source
  const engine = engineOf(asked.language)
  const template = parse(engine, source, asked)
  const before = writing
  writing = asked
  try {
    const context = new (liquid().Context)(root, engine.options, { sync: true }, { renderLimit: stepLimit() as never })
    const text = String(engine.renderSync(template, context))
    if (text.length > LONGEST_OUTPUT) throw new BrokenTemplate('TEMPLATE_LIMIT', '')
    return text
  } catch (error) {
    throw brokenBy(error)
  } finally {
    writing = before
  }
}

/** What keeps a template from being read; undefined when nothing does. */
export const templateFault = (source: string, isHtml: boolean): BrokenTemplate | undefined => {
  try {
    parse(engineOf('fr'), source, { isHtml })
    return undefined
  } catch (error) {
    if (error instanceof BrokenTemplate) return error
    throw error
  }
}

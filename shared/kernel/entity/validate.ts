import { isDate } from '../date/days.ts'
import { LOCAL_ACTOR } from '../id/local-actor.ts'
import { type AnyEntity, isOwnName, RESERVED } from './define.ts'
import { ADDRESS_PARTS, type Field, type FieldKind, MOST_JSON, MOST_TAGS } from './fields.ts'

/** What is wrong with a field; the text is `problems.<code>` in the locales. A warning never refuses the record. */
export interface Problem {
  readonly field: string
  readonly code: ProblemCode
  readonly params?: Readonly<Record<string, string | number>>
  readonly warning?: boolean
}

export type ProblemCode =
  | 'REQUIRED'
  | 'NAME_REQUIRED'
  | 'NAME_TAKEN'
  | 'UNKNOWN_FIELD'
  | 'WRONG_KIND'
  | 'TOO_LONG'
  | 'EMAIL_INVALID'
  | 'NOT_A_NUMBER'
  | 'NOT_AN_INTEGER'
  | 'DATE_INVALID'
  | 'CURRENCY_INVALID'
  | 'NOT_A_CHOICE'
  | 'LEGAL_ID_WRONG'
  | 'RELATION_NOT_FOUND'
  | 'RELATION_REFUSED'
  | 'HTML_FOREIGN'
  | 'TEMPLATE_TAG'
  | 'TEMPLATE_FILTER'
  | 'TEMPLATE_UNCLOSED'
  | 'TEMPLATE_SYNTAX'
  | 'TEMPLATE_LIMIT'

const LIMITS: Partial<Record<FieldKind, number>> = { text: 1_000, longText: 1_000_000, email: 320, phone: 100, url: 4_000 }
const MAX_ITEMS = 1_000

type Check = (value: unknown, report: (code: ProblemCode, params?: Record<string, string | number>) => void) => void

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Something before one `@`, something after it, and no space: what every mail system agrees on. */
export const isEmail = (value: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>]+$/.test(value)

const isInstant = (value: unknown): boolean => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value) && !Number.isNaN(Date.parse(value))

const isId = (value: unknown): value is string => typeof value === 'string' && (/^[0-9a-f-]{36}$/.test(value) || value === LOCAL_ACTOR)

const textOf = (max: number): Check => (value, report) => {
  if (typeof value !== 'string') report('WRONG_KIND')
  else if (value.length > max) report('TOO_LONG', { max, length: value.length })
}

const CHECKS: Record<Exclude<FieldKind, 'list'>, Check> = {
  text: textOf(LIMITS.text!),
  longText: textOf(LIMITS.longText!),
  phone: textOf(LIMITS.phone!),
  url: textOf(LIMITS.url!),
  email: (value, report) => {
    if (typeof value !== 'string') report('WRONG_KIND')
    else if (value.length > LIMITS.email!) report('TOO_LONG', { max: LIMITS.email!, length: value.length })
    else if (!isEmail(value)) report('EMAIL_INVALID', { value })
  },
  integer: (value, report) => {
    if (typeof value !== 'number') report('NOT_A_NUMBER', { value: String(value) })
    else if (!Number.isSafeInteger(value)) report('NOT_AN_INTEGER', { value })
  },
  decimal: (value, report) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) report('NOT_A_NUMBER', { value: String(value) })
  },
  money: (value, report) => {
    if (!isObject(value) || typeof value.amount !== 'number') report('NOT_A_NUMBER', { value: String(value) })
    else if (!Number.isSafeInteger(value.amount)) report('NOT_AN_INTEGER', { value: value.amount })
    else if (typeof value.currency !== 'string' || !/^[A-Z]{3}$/.test(value.currency)) report('CURRENCY_INVALID', { value: String(value.currency) })
  },
  boolean: (value, report) => {
    if (typeof value !== 'boolean') report('WRONG_KIND')
  },
  date: (value, report) => {
    if (typeof value !== 'string' || !isDate(value)) report('DATE_INVALID', { value: String(value) })
  },
  dateTime: (value, report) => {
    if (!isObject(value) || !isInstant(value.at) || typeof value.zone !== 'string') report('DATE_INVALID', { value: String(isObject(value) ? value.at : value) })
  },
  choice: textOf(200),
  multiChoice: (value, report) => {
    if (!Array.isArray(value) || value.some(key => typeof key !== 'string')) report('WRONG_KIND')
    else if (value.length > MAX_ITEMS) report('TOO_LONG', { max: MAX_ITEMS, length: value.length })
  },
  tags: (value, report) => {
    if (!Array.isArray(value) || !value.every(isId) || new Set(value).size < value.length) report('WRONG_KIND')
    else if (value.length > MOST_TAGS) report('TOO_LONG', { max: MOST_TAGS, length: value.length })
  },
  relation: (value, report) => {
    if (!isId(value)) report('WRONG_KIND')
  },
  address: (value, report) => {
    if (!isObject(value)) return report('WRONG_KIND')
    for (const [part, content] of Object.entries(value)) {
      if (typeof content !== 'string' || !(part === 'label' || part === 'params' || ADDRESS_PARTS.some(p => p === part))) report('WRONG_KIND')
      else if (content.length > LIMITS.text!) report('TOO_LONG', { max: LIMITS.text!, length: content.length })
    }
  },
  file: (value, report) => {
    if (!isObject(value) || typeof value.file !== 'string' || !/^[0-9a-f]{64}$/.test(value.file) || typeof value.name !== 'string' || typeof value.mime !== 'string' || typeof value.size !== 'number') report('WRONG_KIND')
  },
  image: (value, report) => CHECKS.file(value, report),
  json: (value, report) => {
    const { length } = JSON.stringify(value)
    if (length > MOST_JSON) report('TOO_LONG', { max: MOST_JSON, length })
  },
}

const checkOf = (field: Field): Check => {
  if (field.kind !== 'list') return CHECKS[field.kind]
  const inner = checkOf(field.of!)
  return (value, report) => {
    if (!Array.isArray(value)) return report('WRONG_KIND')
    if (value.length > MAX_ITEMS) return report('TOO_LONG', { max: MAX_ITEMS, length: value.length })
    for (const item of value) {
      if (!isObject(item) || !Object.keys(item).every(key => key === 'value' || key === 'label' || key === 'params')) report('WRONG_KIND')
      else if ((item.label !== undefined && typeof item.label !== 'string') || (item.params !== undefined && typeof item.params !== 'string')) report('WRONG_KIND')
      else inner(item.value, report)
    }
  }
}

/** Checks a record's data against its definition; an empty answer means that it may be stored. */
export type Validator = (data: Record<string, unknown>) => Problem[]

export const compileValidator = (entity: AnyEntity): Validator => {
  for (const name of Object.keys(entity.fields)) {
    if ((RESERVED as readonly string[]).includes(name)) throw new Error(`${entity.type}.${name}: the name is reserved`)
  }
  const checks = new Map(Object.entries(entity.fields).map(([name, field]) => [name, checkOf(field)]))
  const required = Object.entries(entity.fields).filter(([, field]) => field.required).map(([name]) => name)
  return data => {
    const problems: Problem[] = []
    for (const field in data) {
      const value = data[field]
      if (value === undefined || value === null) continue
      const check = checks.get(field)
      if (check) check(value, (code, params) => problems.push(params ? { field, code, params } : { field, code }))
      // The definition of a field of users' own may come after its values, or have gone before them.
      else if (!isOwnName(field)) problems.push({ field, code: 'UNKNOWN_FIELD' })
    }
    for (const field of required) if (isEmpty(data[field])) problems.push({ field, code: 'REQUIRED' })
    if (problems.length === 0 && entity.title(data).trim() === '') problems.push({ field: entity.sort[0]!, code: 'NAME_REQUIRED' })
    return problems
  }
}

/** Drops what is empty, so that a record never keeps `null`, `""`, an address without parts or an item without a value. */
export const tidy = (value: unknown): unknown => {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (Array.isArray(value)) {
    const items = value.map(tidy).filter(item => item !== undefined && !(isObject(item) && 'label' in item && item.value === undefined))
    return items.length ? items : undefined
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([key, part]) => [key, tidy(part)] as const).filter(([, part]) => part !== undefined)
    const meaning = parts.filter(([key]) => key !== 'label' && key !== 'params')
    return meaning.length ? Object.fromEntries(parts) : undefined
  }
  return value ?? undefined
}

import type { AnyEntity } from '../entity/define.ts'
import { type Address, ADDRESS_PARTS, type Field, type ListItem } from '../entity/fields.ts'
import { fold } from '../text/fold.ts'
import { phoneNumber } from './phone-number.ts'

type Data = Readonly<Record<string, unknown>>

/** A record to merge; `updatedAt` decides where nothing else does. */
export interface Mergeable {
  readonly id: string
  readonly data: Data
  readonly updatedAt: string
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** As a value is compared with another of its field. */
export const mergeKey = (field: Field, value: unknown): string => {
  if (isEmpty(value)) return ''
  if (field.kind === 'phone') return phoneNumber(String(value)) ?? fold(String(value))
  if (typeof value === 'string') return fold(value)
  if (field.kind === 'list') return (value as ListItem[]).map(item => mergeKey(field.of!, item.value)).sort().join('\n')
  if (field.kind === 'address') return ADDRESS_PARTS.map(part => fold((value as Address)[part] ?? '')).join('\n')
  return JSON.stringify(value)
}

/** All items of all lists, each value once; one that has a label stands for the same without. */
export const uniteLists = (field: Field, lists: readonly (readonly ListItem[])[]): ListItem[] => {
  const united = new Map<string, ListItem>()
  for (const item of lists.flat()) {
    const key = mergeKey(field.of!, item.value)
    const known = united.get(key)
    if (!known) united.set(key, item)
    else if (known.label === undefined && item.label !== undefined) united.set(key, { ...known, label: item.label })
  }
  return [...united.values()]
}

/** All texts, one below the other; one that stands in another is not repeated. */
export const joinTexts = (texts: readonly string[]): string => {
  const kept: string[] = []
  for (const text of texts.map(each => each.trim())) {
    if (kept.some(other => fold(other).includes(fold(text)))) continue
    const stays = kept.filter(other => !fold(text).includes(fold(other)))
    kept.splice(0, kept.length, ...stays, text)
  }
  return kept.join('\n\n')
}

/** How well a text is written: with accents, and with small letters beside its capitals. */
const care = (text: string): number => (text !== text.toUpperCase() && text !== text.toLowerCase() ? 1_000 : 0) + text.normalize('NFD').length

/** Of two texts of one field, the fuller one: `Jean-Pierre` before `Jean`, `Lefèvre` before `LEFEVRE`; else neither. */
const fuller = (a: string, b: string): string | undefined => {
  const [one, other] = [fold(a), fold(b)]
  if (one === other) return care(a) >= care(b) ? a : b
  const bare = (text: string): string => text.replace(/\.$/, '')
  if (one.startsWith(bare(other))) return a
  return other.startsWith(bare(one)) ? b : undefined
}

const partsOf = (address: Address): number => ADDRESS_PARTS.filter(part => address[part]).length

/** Whether what one address says the other says as well. */
const isWithin = (small: Address, large: Address): boolean => ADDRESS_PARTS.every(part => !small[part] || fold(small[part]) === fold(large[part] ?? ''))

const better = (field: Field, newer: unknown, older: unknown): unknown => {
  if (field.kind === 'address') {
    const [a, b] = [newer as Address, older as Address]
    return isWithin(a, b) && partsOf(b) > partsOf(a) ? b : a
  }
  if (typeof newer === 'string' && typeof older === 'string' && field.kind === 'text') return fuller(newer, older) ?? newer
  return newer
}

/** The value of a field that is made of those of several records: lists and long texts hold all, of others the fuller one is taken, and the newer where both are full. */
export const mergedValue = (field: Field, name: string, records: readonly Mergeable[]): unknown => {
  const filled = records.filter(({ data }) => !isEmpty(data[name]))
  if (filled.length === 0) return undefined
  if (field.kind === 'list') return uniteLists(field, filled.map(({ data }) => data[name] as ListItem[]))
  if (Array.isArray(filled[0]!.data[name])) return [...new Set(filled.flatMap(({ data }) => data[name] as unknown[]))]
  if (field.kind === 'longText') return joinTexts(filled.map(({ data }) => String(data[name])))
  return filled
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? 1 : -1))
    .map(({ data }) => data[name])
    .reduce((newer, older) => better(field, newer, older))
}

/** The one record that several make. A relation among themselves is left out; an address that has no place of its own any more joins the other ones. */
export const mergedData = (entity: AnyEntity, records: readonly Mergeable[]): Record<string, unknown> => {
  const ids = new Set(records.map(({ id }) => id))
  const fields = Object.entries(entity.fields)
  const data: Record<string, unknown> = {}
  for (const [name, field] of fields) {
    const foreign = field.kind === 'relation' ? records.filter(record => !ids.has(String(record.data[name]))) : records
    const value = mergedValue(field, name, foreign)
    if (value !== undefined) data[name] = value
  }
  const [others, list] = fields.find(([, field]) => field.kind === 'list' && field.of!.kind === 'address') ?? []
  const homeless = fields.flatMap(([name, field]) =>
    field.kind === 'address' ? records.flatMap(record => (isEmpty(record.data[name]) || isWithin(record.data[name] as Address, data[name] as Address) ? [] : [{ value: record.data[name] }])) : [],
  )
  if (others && homeless.length) data[others] = uniteLists(list!, [(data[others] ?? []) as ListItem[], homeless])
  return data
}

/** The record that the others are best merged into: the oldest, whose address is the one that is known. */
export const keptOf = <R extends { readonly id: string; readonly createdAt: string }>(records: readonly R[]): R =>
  records.reduce((a, b) => (b.createdAt < a.createdAt || (b.createdAt === a.createdAt && b.id < a.id) ? b : a))

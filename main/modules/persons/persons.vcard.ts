import { anyEntity, type AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { compileValidator, type Problem, type Validator } from '../../../shared/kernel/entity/validate.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { contact } from '../../../shared/modules/persons/contact.entity.ts'
import { organisation } from '../../../shared/modules/persons/organisation.entity.ts'
import { civility } from '../../../shared/modules/persons/persons.lists.ts'
import type { Candidate, FoundFile } from '../../kernel/imports/candidate.ts'
import { lineOf, paramText, parseLine, type VCardProperty } from '../../kernel/imports/vcard/property.ts'
import { VCARD_LIMITS, type VCard } from '../../kernel/imports/vcard/read.ts'
import { escapeText, splitValue, unescapeText } from '../../kernel/imports/vcard/text.ts'
import { writeVcard } from '../../kernel/imports/vcard/write.ts'
import { ADR, EMAIL, GroupNames, groupsOf, type Item, type ItemKind, readItem, RELATED, SOCIAL, TEL, URL, writeItem } from './vcard-items.ts'
import { keepLines, keptLines } from './vcard-lines.ts'
import { readStructuredName } from './vcard-names.ts'
import { photoFrame, type Picture, readPhoto, writePhoto } from './vcard-photo.ts'
import { CONTACT_SLOTS, isCompany, ORGANISATION_SLOTS, type Slot, type Values } from './vcard-slots.ts'

/** What a card needs of the world around its record. */
export interface CardContext {
  /** Name of the organisation that `data.organisation` points to. */
  organisation?: string
  /** Words of a civility that is not one of the application's own. */
  civility?: string
  picture?: Picture
  /** Instant in UTC, ISO 8601, for REV. */
  updatedAt: string
}

/** A property that may come many times, and the list field that holds its values. */
interface Listed {
  readonly kind: ItemKind
  readonly field: string
}

interface Mapping {
  readonly entity: AnyEntity
  readonly problemsOf: Validator
  readonly slots: readonly Slot[]
  readonly slotOf: ReadonlyMap<string, Slot>
  readonly kinds: ReadonlyMap<string, Listed>
  /** The field of the first address; the others are in `otherAddresses`. */
  readonly address: string
}

const mappingOf = (entity: AnyEntity, slots: readonly Slot[], listed: readonly Listed[], address: string): Mapping => ({
  entity,
  problemsOf: compileValidator(entity),
  slots,
  slotOf: new Map(slots.flatMap(slot => slot.names.map(name => [name, slot] as const))),
  kinds: new Map(listed.map(one => [one.kind.name, one])),
  address,
})

const LISTED: readonly Listed[] = [
  { kind: EMAIL, field: 'emails' },
  { kind: TEL, field: 'phones' },
  { kind: ADR, field: 'otherAddresses' },
  { kind: URL, field: 'websites' },
  { kind: SOCIAL, field: 'socialProfiles' },
]

const MAPPINGS: Readonly<Record<string, Mapping>> = {
  contact: mappingOf(anyEntity(contact), CONTACT_SLOTS, [...LISTED, { kind: RELATED, field: 'relatedNames' }], 'address'),
  organisation: mappingOf(anyEntity(organisation), ORGANISATION_SLOTS, LISTED, 'billingAddress'),
}

const MAX_ITEMS = 1_000
/** How an organisation's shipping address is told from its others. */
const SHIPPING = ';TYPE=PARCEL'

/** Properties in whose values a comma separates: an escaped one is not the same. */
const WITH_LISTS = new Set(['N', 'NICKNAME', 'CATEGORIES'])

/** A line in the one form that all lines of the same meaning have. */
const normal = (property: VCardProperty): string => {
  const parts = splitValue(property.value, ';').map(part => (WITH_LISTS.has(property.name) ? part : escapeText(unescapeText(part))))
  if (property.name === 'N' || property.name === 'ORG') while (parts.at(-1) === '') parts.pop()
  return `${property.group ?? ''}.${property.name}${paramText(property)}:${parts.join(';')}`
}

/** Whether the lines give back every one of the properties, of which two may be the same. */
const areAllWritten = (properties: readonly VCardProperty[], lines: readonly string[]): boolean => {
  const left = [...lines]
  return properties.every(property => {
    const line = lineOf(property)
    let at = left.indexOf(line)
    if (at < 0) {
      const form = normal(property)
      at = left.findIndex(other => normal(parseLine(other)!) === form)
    }
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** A PHOTO without an image says nothing, and so can stand in `vcardLines` for the picture itself. */
const isEmptyPhoto = ({ name, value }: VCardProperty): boolean => name === 'PHOTO' && value === ''

/** No field holds more text than this, each character of it escaped. */
const MAX_VALUE = 2_000_000

const isTooLong = ({ name, value }: VCardProperty): boolean => value.length > MAX_VALUE && name !== 'PHOTO'

const slotOf = (mapping: Mapping, property: VCardProperty): Slot | undefined => (isTooLong(property) ? undefined : mapping.slotOf.get(property.name))

const isListed = (key: string): boolean => civility.values.some(value => value.key === key)

const problemsWith = (mapping: Mapping, field: string, value: unknown): Problem[] =>
  mapping.problemsOf({ [field]: value }).filter(problem => problem.field === field)

const problemsWithName = (name: unknown): Problem[] => problemsWith(MAPPINGS.organisation!, 'name', name)

/** What a slot's properties say, without what no field could keep. */
const saidBy = (mapping: Mapping, slot: Slot, properties: readonly VCardProperty[], data: Values, problems: Problem[] = []): Values => {
  const entries = Object.entries(slot.read(properties, data)).filter(([field, value]) => {
    if (value === undefined || value === '') return false
    const wrong = field === 'organisation' ? problemsWithName(value) : problemsWith(mapping, field, value)
    problems.push(...wrong.map(problem => ({ ...problem, field, warning: true })))
    return wrong.length === 0
  })
  return Object.fromEntries(entries)
}

/** Puts an item into its field, unless that is full or, where problems are wanted, refuses it. */
const place = (mapping: Mapping, data: Record<string, unknown>, field: string, item: Item, problems: Problem[] | undefined): boolean => {
  const isRefused = (name: string, value: unknown): boolean => {
    const wrong = problems ? problemsWith(mapping, name, value) : []
    problems?.push(...wrong.map(problem => ({ ...problem, field: name, warning: true })))
    return wrong.length > 0
  }
  const set = (name: string, value: unknown): boolean => {
    if (isRefused(name, value)) return false
    data[name] = value
    return true
  }
  if (field === 'otherAddresses') {
    const isShipping = item.params === SHIPPING && Object.hasOwn(mapping.entity.fields, 'shippingAddress')
    if (isShipping && !data.shippingAddress) return set('shippingAddress', item.value)
    const { value, ...more } = item
    if (!data[mapping.address]) return set(mapping.address, { ...(value as object), ...more })
  }
  const list = (data[field] ?? []) as Item[]
  if (list.length >= MAX_ITEMS || isRefused(field, [item])) return false
  list.push(item)
  data[field] = list
  return true
}

/** Reads a card; a wary reading leaves what a field would refuse in `vcardLines`, with a warning. */
const draft = (card: VCard, isWary: boolean): Candidate => {
  const { properties } = card
  const readable = properties.filter(property => !isTooLong(property))
  const type = isCompany(readable) ? 'organisation' : 'contact'
  const mapping = MAPPINGS[type]!
  const data: Record<string, unknown> = {}
  const links: Record<string, string> = {}
  const words: Record<string, string[]> = {}
  const files: FoundFile[] = []
  const problems: Problem[] = card.isTooLarge ? [{ field: 'vcardLines', code: 'TOO_LONG', params: { max: VCARD_LIMITS.bytes } }] : []
  const lines: string[] = []

  if (readable.length < properties.length) problems.push({ field: 'vcardLines', code: 'TOO_LONG', params: { max: MAX_VALUE }, warning: true })
  const groups = groupsOf(properties, mapping.kinds)
  const taken = new Set<VCardProperty>()
  const inSlots = new Map<Slot, VCardProperty[]>()
  for (const property of readable) {
    const slot = slotOf(mapping, property)
    const kind = slot ? undefined : mapping.kinds.get(property.name)
    if (slot) {
      const found = inSlots.get(slot)
      if (found) found.push(property)
      else inSlots.set(slot, [property])
    } else if (kind) {
      const read = readItem(kind.kind, property, groups)
      if (!read) continue
      const { labelProperty, ...item } = read
      if (!place(mapping, data, kind.field, item, isWary ? problems : undefined)) continue
      taken.add(property)
      if (labelProperty) taken.add(labelProperty)
    }
  }
  for (const property of properties) {
    if (taken.has(property) || slotOf(mapping, property) || property.name === 'REV' || isEmptyPhoto(property)) continue
    const photo = property.name === 'PHOTO' && files.length === 0 ? readPhoto(property) : undefined
    if (photo) files.push(photo)
    const line = photo ? photoFrame(property) : lineOf(property)
    if (line !== undefined) lines.push(line)
  }

  for (const slot of mapping.slots) {
    const found = inSlots.get(slot)
    if (!found) continue
    const values = isWary ? saidBy(mapping, slot, found, data, problems) : slot.read(found, data)
    for (const field in values) if (values[field]) data[field] = values[field]
    const said: Values = { ...values, title: mapping.entity.title(data) }
    const written = slot.write(said, [])
    if (areAllWritten(found, written)) continue
    for (const property of found) lines.push(lineOf(property))
    if (slot.isRequired) lines.push(...slot.write(said, found).filter(line => !found.some(({ name }) => name === parseLine(line)!.name)))
  }

  if (typeof data.organisation === 'string') {
    links.organisation = data.organisation
    delete data.organisation
  }
  if (typeof data.civility === 'string' && !isListed(data.civility)) {
    words.civility = [data.civility]
    delete data.civility
  }
  if (lines.length) data.vcardLines = keepLines(lines)
  const own = typeof data.uid === 'string' && OWN_UID.exec(data.uid)
  if (mapping.entity.title(data).trim() === '') problems.push({ field: mapping.entity.sort[0]!, code: 'NAME_REQUIRED' })
  return {
    line: card.line,
    type,
    ...(own ? { own: { id: own[1]!, field: 'uid' } } : {}),
    data,
    links,
    words,
    files,
    problems,
    get source() {
      return card.source
    },
  }
}

/**
 * What a card says in our fields. Whatever has no field is in `vcardLines`, except VERSION and REV: an export writes
 * its own, and a REV that moved alone must not make an unchanged card look changed. Never throws.
 */
export const cardToCandidate = (card: VCard): Candidate => {
  const candidate = draft(card, false)
  const { problemsOf } = MAPPINGS[candidate.type]!
  const wrong = [...problemsOf(candidate.data), ...(candidate.links.organisation ? problemsWithName(candidate.links.organisation) : [])]
  return wrong.every(({ code }) => code === 'NAME_REQUIRED' || code === 'REQUIRED') ? candidate : draft(card, true)
}

const areSame = (field: string, said: unknown, value: unknown): boolean => {
  if (field === 'organisation' || field === 'civility') return fold(String(said ?? '')) === fold(String(value ?? ''))
  if (!Array.isArray(said) || !Array.isArray(value)) return (said ?? '') === (value ?? '')
  return said.length === value.length && said.every((item: Item, at) => item.value === (value[at] as Item).value)
}

const isStillSaid = (mapping: Mapping, slot: Slot, found: readonly VCardProperty[], values: Values): boolean => {
  const said = saidBy(mapping, slot, found, values)
  return slot.fields.every(field => areSame(field, said[field], values[field]))
}

/** The civility as a card says it: by its key, or by its words, which without a context are those of the kept card. */
const civilityOf = ({ civility: key }: Values, kept: readonly VCardProperty[], context: CardContext): unknown => {
  if (typeof key !== 'string' || isListed(key)) return key
  return context.civility ?? readStructuredName(kept.find(({ name }) => name === 'N')?.value ?? '').civility
}

const addressItem = (address: unknown, params?: string): Item[] => {
  if (!address) return []
  const { label, params: own, ...value } = address as Record<string, string>
  return [{ value, label, params: params ?? own }]
}

const itemsOf = (mapping: Mapping, data: Values): [ItemKind, Item[]][] =>
  [...mapping.kinds.values()].map(({ kind, field }) => [
    kind,
    [
      ...(kind === ADR ? [...addressItem(data[mapping.address]), ...addressItem(data.shippingAddress, SHIPPING)] : []),
      ...((data[field] ?? []) as Item[]),
    ],
  ])

/** By this a card that we wrote for a record without an identifier of its own names the record itself. */
export const ownUid = (id: string): string => `urn:uuid:${id}`
const OWN_UID = /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Whether a kept line may stand in a card: what frames the card is written by the writer. */
const isOurs = ({ name }: VCardProperty): boolean => !['BEGIN', 'END', 'VERSION', 'REV'].includes(name)

/** Writes the card of a contact or an organisation, with everything that the card it came from said. */
export const recordToVcard = (type: string, data: Readonly<Record<string, unknown>>, context: CardContext): string => {
  const mapping = MAPPINGS[type]
  if (!mapping) throw new Error(`no card for the type ${type}`)
  const kept = keptLines(data.vcardLines).map(parseLine).filter(property => property !== undefined).filter(isOurs)
  const values: Values = { ...data, organisation: context.organisation, civility: civilityOf(data, kept, context), title: mapping.entity.title(data) }

  const lines: string[] = []
  for (const slot of mapping.slots) {
    const found = kept.filter(property => slotOf(mapping, property) === slot)
    const isKept = found.length > 0 && isStillSaid(mapping, slot, found, values)
    if (!isKept) lines.push(...slot.write(values, found))
    const replaced = new Set<string>()
    for (const property of found) {
      if (isKept || (!slot.isWhole && replaced.has(property.name))) lines.push(lineOf(property))
      replaced.add(property.name)
    }
  }
  const items = itemsOf(mapping, data)
  const groups = new GroupNames(kept, items.flatMap(([, list]) => list))
  for (const [kind, list] of items) for (const item of list) lines.push(...writeItem(kind, item, groups))

  const { picture } = context
  const frame = kept.find(isEmptyPhoto)
  // Before other photos, so that it is the first one again.
  if (picture && !frame) lines.push(writePhoto(picture))
  for (const property of kept) {
    if (property === frame && picture) lines.push(writePhoto(picture, frame))
    else if (!slotOf(mapping, property) && !isEmptyPhoto(property)) lines.push(lineOf(property))
  }
  lines.push(`REV:${context.updatedAt.replace(/\.\d+Z$/, 'Z')}`)
  return writeVcard(lines)
}

import type { Address } from '../../../shared/kernel/entity/fields.ts'
import { lineOf, paramText, paramValues, parseLine, type VCardProperty } from '../../kernel/imports/vcard/property.ts'
import { escapeText, escapeUri, partsOf, splitValue, unescapeText } from '../../kernel/imports/vcard/text.ts'

/** A property of which a card may have many, and the labels under which we keep its values. */
export interface ItemKind {
  readonly name: string
  /** How an export writes a label; any other is written as Apple does, by an X-ABLabel in the same group. */
  readonly written: Readonly<Record<string, string>>
  /** Which TYPE words mean which label, the first whose words are all there. */
  readonly types: readonly (readonly [label: string, ...types: string[]])[]
  /** Labels that Apple writes as `_$!<Word>!$_`. */
  readonly apple: Readonly<Record<string, string>>
  readonly read: (property: VCardProperty) => unknown
  readonly write: (value: unknown, params: string) => string
}

export interface Item {
  value: unknown
  label?: string
  /**
   * What the label alone would not give back: `item1.;TYPE=HOME;TYPE=pref`, then perhaps a line with the X-ABLabel of
   * the same group and a line `+...` with further parts of the value.
   */
  params?: string
}

const text = {
  read: (property: VCardProperty): unknown => unescapeText(property.value).trim(),
  write: (value: unknown): string => escapeText(value as string),
}

const uri = { ...text, write: (value: unknown): string => escapeUri(value as string) }

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const isUri = (params: string): boolean => /;value="?uri/i.test(params)

const tel = {
  read: (property: VCardProperty): unknown => {
    const value = unescapeText(property.value).trim()
    return isUri(paramText(property)) && value.startsWith('tel:') ? value.slice(4) : value
  },
  write: (value: unknown, params: string): string => {
    const number = value as string
    if (!isUri(params)) return escapeText(number)
    return escapeUri(SCHEME.test(number) ? number : `tel:${number}`)
  },
}

const ORDER = ['poBox', 'extended', 'street', 'city', 'region', 'postcode', 'country'] as const

const postal = {
  read: (property: VCardProperty): unknown => {
    const parts = partsOf(property.value)
    const address: Address = {}
    for (const [at, name] of ORDER.entries()) {
      const part = parts[at]?.trim()
      if (part) address[name] = part
    }
    return Object.keys(address).length ? address : ''
  },
  write: (value: unknown): string => ORDER.map(name => escapeText((value as Address)[name] ?? '')).join(';'),
}

const PLACES: ItemKind['types'] = [['work', 'WORK'], ['home', 'HOME'], ['other', 'OTHER']]
const PLACE_HEADS = { work: ';TYPE=WORK', home: ';TYPE=HOME', other: ';TYPE=OTHER' }
const PLACE_WORDS = { work: 'Work', home: 'Home', other: 'Other' }

export const EMAIL: ItemKind = {
  name: 'EMAIL',
  written: { work: ';TYPE=INTERNET,WORK', home: ';TYPE=INTERNET,HOME', other: ';TYPE=INTERNET,OTHER' },
  types: PLACES,
  apple: PLACE_WORDS,
  ...text,
}

export const TEL: ItemKind = {
  name: 'TEL',
  written: { ...PLACE_HEADS, mobile: ';TYPE=CELL', workFax: ';TYPE=WORK,FAX', homeFax: ';TYPE=HOME,FAX', pager: ';TYPE=PAGER' },
  types: [['pager', 'PAGER'], ['homeFax', 'FAX', 'HOME'], ['workFax', 'FAX'], ['mobile', 'CELL'], ['mobile', 'IPHONE'], ...PLACES],
  apple: { ...PLACE_WORDS, mobile: 'Mobile', workFax: 'WorkFAX', homeFax: 'HomeFAX', pager: 'Pager' },
  ...tel,
}

export const URL: ItemKind = { name: 'URL', written: PLACE_HEADS, types: PLACES, apple: PLACE_WORDS, ...uri }

export const ADR: ItemKind = { name: 'ADR', written: PLACE_HEADS, types: PLACES, apple: PLACE_WORDS, ...postal }

export const SOCIAL: ItemKind = {
  name: 'X-SOCIALPROFILE',
  written: { linkedin: ';TYPE=linkedin', facebook: ';TYPE=facebook', instagram: ';TYPE=instagram', x: ';TYPE=twitter', other: ';TYPE=other' },
  types: [['linkedin', 'LINKEDIN'], ['facebook', 'FACEBOOK'], ['instagram', 'INSTAGRAM'], ['x', 'TWITTER'], ['x', 'X'], ['other', 'OTHER']],
  apple: {},
  ...uri,
}

export const RELATED: ItemKind = {
  name: 'X-ABRELATEDNAMES',
  written: {},
  types: [],
  apple: { spouse: 'Spouse', child: 'Child', parent: 'Parent', assistant: 'Assistant', manager: 'Manager', friend: 'Friend', other: 'Other' },
  ...text,
}

/** Labels are words of the user's, so that one may be called `constructor`. */
const own = (record: Readonly<Record<string, string>>, key: string): string | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)

const LABEL = 'X-ABLABEL'
const WRITTEN_LABEL = 'X-ABLabel'

/** The properties of a card that share a group. */
interface Group {
  size: number
  /** How many of them are items. */
  items: number
  labels: VCardProperty[]
}

/** The groups of a card by their name, whose case does not count. */
export type Groups = ReadonlyMap<string, Group>

export const groupsOf = (properties: readonly VCardProperty[], kinds: ReadonlyMap<string, unknown>): Groups => {
  const groups = new Map<string, Group>()
  for (const property of properties) {
    if (property.group === undefined) continue
    const key = property.group.toUpperCase()
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { size: 0, items: 0, labels: [] }))
    group.size++
    if (property.name === LABEL) group.labels.push(property)
    else if (kinds.has(property.name)) group.items++
  }
  return groups
}

const labelByGroup = (kind: ItemKind, property: VCardProperty | undefined): string | undefined => {
  const label = property && unescapeText(property.value).trim()
  if (!label) return undefined
  const word = label.startsWith('_$!<') && label.endsWith('>!$_') ? label.slice(4, -4) : undefined
  if (word === undefined) return label
  const known = Object.keys(kind.apple).find(key => kind.apple[key]!.toUpperCase() === word.toUpperCase())
  return known ?? (word || undefined)
}

const labelByType = (kind: ItemKind, property: VCardProperty): string | undefined => {
  const types = paramValues(property, 'TYPE')
  if (types.length === 0) return undefined
  const known = kind.types.find(([, ...words]) => words.every(word => types.includes(word)))
  if (known || kind !== SOCIAL) return known?.[0]
  return types.find(type => type !== 'PREF')?.toLowerCase()
}

const defaultLabel = (kind: ItemKind, label: string): string => {
  const word = own(kind.apple, label)
  return `${WRITTEN_LABEL}:${word === undefined ? escapeText(label) : `_$!<${word}>!$_`}`
}

const withoutGroup = (property: VCardProperty): string => lineOf(property).slice(property.group ? property.group.length + 1 : 0)

export interface ReadItem extends Item {
  /** The X-ABLabel that the item has taken in. */
  labelProperty?: VCardProperty
}

/** What a property of the kind says; undefined when it says nothing. */
export const readItem = (kind: ItemKind, property: VCardProperty, groups: Groups): ReadItem | undefined => {
  const value = kind.read(property)
  if (value === '') return undefined
  const params = paramText(property)
  const group = property.group === undefined ? undefined : groups.get(property.group.toUpperCase())
  const grouped = labelByGroup(kind, group?.labels[0])
  const label = grouped ?? labelByType(kind, property)
  const item: ReadItem = { value, ...(label !== undefined && { label }) }
  const labelProperty = group?.items === 1 && group.labels.length === 1 && grouped !== undefined ? group.labels[0] : undefined
  if (labelProperty) item.labelProperty = labelProperty
  const rest = kind === ADR ? splitValue(property.value, ';').slice(ORDER.length).join(';') : ''
  const hasDefault = label === undefined ? property.group === undefined && params === '' : own(kind.written, label) === params && property.group === undefined
  const hasDefaultLabel =
    labelProperty !== undefined && group!.size === 2 && params === '' && own(kind.written, label!) === undefined && withoutGroup(labelProperty) === defaultLabel(kind, label!)
  if (rest.replaceAll(';', '') !== '' || !(hasDefault || hasDefaultLabel)) {
    item.params = [
      `${property.group ? `${property.group}.` : ''}${params}`,
      ...(labelProperty ? [withoutGroup(labelProperty)] : []),
      ...(rest.replaceAll(';', '') === '' ? [] : [`+${rest}`]),
    ].join('\n')
  }
  return item
}

const GROUPED = /^([A-Za-z0-9_.-]+)\.(?=;|$)/

/** Gives out the groups of a card being written, so that none means two things. */
export class GroupNames {
  readonly #used = new Set<string>()
  readonly #labelled = new Set<string>()
  #last = 0

  constructor(kept: readonly VCardProperty[], items: readonly Item[]) {
    for (const { group, name } of kept) {
      if (group === undefined) continue
      this.#used.add(group.toUpperCase())
      if (name === LABEL) this.#labelled.add(group.toUpperCase())
    }
    for (const { params } of items) {
      const group = params === undefined ? undefined : GROUPED.exec(params.split('\n', 1)[0]!)?.[1]
      if (group !== undefined) this.#used.add(group.toUpperCase())
    }
  }

  fresh(): string {
    do this.#last++
    while (this.#used.has(`ITEM${this.#last}`))
    return `item${this.#last}`
  }

  /** The group itself, or another one when it has its label already. */
  labelled(group: string): string {
    const key = group.toUpperCase()
    if (this.#labelled.has(key)) return this.fresh()
    this.#labelled.add(key)
    return group
  }
}

/** An item as lines of a card. */
export const writeItem = (kind: ItemKind, item: Item, groups: GroupNames): string[] => {
  const [head = '', ...more] = item.params === undefined ? [] : item.params.split('\n')
  const group = GROUPED.exec(head)?.[1]
  const params = group === undefined ? head : head.slice(group.length + 1)
  const isWhole = item.params !== undefined && !head.includes('\r') && parseLine(`${kind.name}${params}:`)?.value === ''
  if (!isWhole) {
    const { label } = item
    const written = label ? own(kind.written, label) : ''
    if (written !== undefined) return [`${kind.name}${written}:${kind.write(item.value, written)}`]
    const fresh = groups.fresh()
    return [`${fresh}.${kind.name}:${kind.write(item.value, '')}`, `${fresh}.${defaultLabel(kind, label!)}`]
  }
  const label = more.find(line => parseLine(line)?.name === LABEL)
  const rest = more.find(line => line.startsWith('+'))
  const name = group && label ? groups.labelled(group) : group
  return [
    `${name ? `${name}.` : ''}${kind.name}${params}:${kind.write(item.value, params)}${rest ? `;${rest.slice(1)}` : ''}`,
    ...(name && label ? [`${name}.${label}`] : []),
  ]
}


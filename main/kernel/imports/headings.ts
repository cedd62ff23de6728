import { distance } from 'fastest-levenshtein'
import { type AnyEntity, fieldWordsOf, isImportable } from '../../../shared/kernel/entity/define.ts'
import { ADDRESS_PARTS, isInCells } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { isEmail } from '../../../shared/kernel/entity/validate.ts'
import { words } from '../../../shared/kernel/text/fold.ts'
import { readRelationTarget } from '../../../shared/kernel/view/relation-target.ts'
import { LANGUAGES, type Locales } from '../i18n/locales.ts'
import { choiceLookup } from './choices.ts'

/** Where the words for the labels of list items and for the parts of an address are. */
const LABELS = 'persons.labels'
const ADDRESS = 'persons.address'

/** The target of a column that holds first and last name together. */
export const FULL_NAME = 'fullName'

/** A place that a column can fill: a path, with the label of the list item that it makes; a person's whole name; or relations of a kind. */
export type ImportTarget =
  | { readonly target: string; readonly at: FieldPath; readonly label?: string }
  | { readonly target: typeof FULL_NAME; readonly at?: undefined }
  | { readonly target: string; readonly at?: undefined; readonly isRelation: true }

/** Heading -> target, null for a column left out. */
export type Mapping = Record<string, string | null>

export interface MappingSuggestion {
  readonly mapping: Mapping
  /** Fields of the best key among the mapped ones; empty when no key is whole. */
  readonly key: string[]
  /** From 0 to 1: how much of the headings the type explains. */
  readonly score: number
}

const hasFullName = (entity: AnyEntity): boolean => Object.hasOwn(entity.fields, 'firstName') && Object.hasOwn(entity.fields, 'lastName')

const isFillable = ({ field, leaf }: FieldPath): boolean => isInCells(leaf) && !field.unasked

/** The targets that a column of the type may have, in the order of its form. */
export const targetsOf = (entity: AnyEntity): string[] => {
  const targets = visiblePaths(entity).filter(isFillable).flatMap(({ name, path, field }) => {
    const places = ['', ...(field.labels ?? []).map(label => `:${label}`)]
    if (field.kind === 'list' && field.of!.kind === 'address') return places.flatMap(label => ADDRESS_PARTS.map(part => `${name}.${part}${label}`))
    return field.kind === 'list' ? places.map(label => `${name}${label}`) : [path]
  })
  return hasFullName(entity) ? [FULL_NAME, ...targets] : targets
}

/** Reads a target (`lastName`, `address.city`, `phones:mobile`, `otherAddresses.city:home`, `relation:employs:subject:contact`); undefined when the type has no such place. */
export const parseTarget = (entity: AnyEntity, target: string): ImportTarget | undefined => {
  if (target === FULL_NAME && hasFullName(entity)) return { target }
  if (readRelationTarget(target)) return { target, isRelation: true }
  const [path = '', label, ...rest] = target.split(':')
  const at = resolvePath(entity, path)
  if (!at || rest.length > 0 || label === '' || at.field.hidden || !isFillable(at) || (label !== undefined && !at.field.labelled)) return undefined
  return label === undefined ? { target, at } : { target, at, label }
}

/** Gives every column a heading of its own: the second `Nom` is `Nom (2)`, an empty one `Colonne 3`. */
export const uniqueHeaders = (headers: readonly string[]): string[] => {
  const taken = new Set<string>()
  return headers.map((header, i) => {
    const name = header.trim() || `Colonne ${i + 1}`
    let unique = name
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`
    taken.add(unique)
    return unique
  })
}

/** A place in an address, before it is known which address of the record the column's address is. */
interface AddressPlace {
  /** The field named by the heading, the label, both for an address of a list, or neither. */
  readonly field?: string
  readonly label?: string
  readonly part: string
}

interface Candidate {
  readonly target?: string
  readonly address?: AddressPlace
  readonly weight: number
}

/** What phrases mean, by the key of their words. */
interface Dictionary {
  readonly direct: ReadonlyMap<string, readonly Candidate[]>
  /** What says which address, and which part of one: `Ville (facturation)`. */
  readonly places: ReadonlyMap<string, Omit<AddressPlace, 'part'>>
  readonly parts: ReadonlyMap<string, string>
  /** What says which list, and which of its labels: `Tél. domicile`. */
  readonly lists: ReadonlyMap<string, string>
  readonly labels: ReadonlyMap<string, readonly string[]>
}

/** Words that may be left out when a heading is unknown with them. */
const WEAK = new Set([
  'numero', 'num', 'no', 'nr', 'number', 'value', 'valeur', 'principal', 'principale', 'primary', 'main', 'contact', 'client', 'customer', 'facturation',
])
const STOP = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'the', 'of', 'et', 'and', 'un', 'une', 'au', 'aux', 'en', 'to', 'votre', 'your', 'd', 'l', 's', 'e', 'n'])

/** Words that say no more than that a column belongs to an address. */
const FILLERS = new Set(['adresse', 'addres'])
/** Of a heading that is still taken apart. */
const MAX_WORDS = 8

/** The words of `firstName`, `E-mail 2 Address`, `Ville (facturation)`: without accents, plural and articles. */
const wordsOf = (text: string): string[] => {
  const joined = text.replace(/(?<!\p{L})(?:\p{L}\.){2,}/gu, letters => letters.replaceAll('.', ''))
  const spaced = joined.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replace(/\b(e)[-\s](?=mail)/gi, '$1')
  const all = words(spaced).map(word => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word))
  const strong = all.filter(word => !STOP.has(word))
  return strong.length ? strong : all
}

const isNumber = (word: string): boolean => /^\d+$/.test(word)

/** One key for the same words in any order. */
const keyOf = (phrase: readonly string[]): string => [...phrase].sort().join(' ')

const dictionaries = new WeakMap<Pick<Locales, 'at' | 'names'>, Map<string, Dictionary>>()

const dictionaryOf = (entity: AnyEntity, locales: Pick<Locales, 'at' | 'names'>): Dictionary => {
  let known = dictionaries.get(locales)
  if (!known) dictionaries.set(locales, (known = new Map()))
  let dictionary = known.get(entity.type)
  if (!dictionary) known.set(entity.type, (dictionary = makeDictionary(entity, locales)))
  return dictionary
}

const makeDictionary = (entity: AnyEntity, locales: Pick<Locales, 'at' | 'names'>): Dictionary => {
  const direct = new Map<string, Candidate[]>()
  const places = new Map<string, Omit<AddressPlace, 'part'>>()
  const parts = new Map<string, string>()
  const lists = new Map<string, string>()
  const labels = new Map<string, string[]>()
  const add = (text: string, candidate: Candidate): void => {
    const key = keyOf(wordsOf(text))
    const found = direct.get(key) ?? []
    if (key && !found.some(({ target }) => target !== undefined && target === candidate.target)) direct.set(key, [...found, candidate])
  }
  const put = <T>(map: Map<string, T>, text: string, meaning: T): void => {
    const key = keyOf(wordsOf(text))
    if (key && !FILLERS.has(key) && !map.has(key)) map.set(key, meaning)
  }
  const headings = (target: string): string[] =>
    LANGUAGES.flatMap(language => (locales.at(language, `${entity.labels}.headings`) as Record<string, string[]> | undefined)?.[target] ?? [])
  const ownWords = (name: string): string[] => Object.values(entity.fields[name]!.words ?? {})
  const fieldWords = (name: string): string[] => [name, ...ownWords(name), ...locales.names(fieldWordsOf(entity.labels, name), name), ...headings(name)]
  const labelWords = (label: string): string[] => [label, ...locales.names(LABELS, label)]
  const entries = Object.entries(entity.fields)
  const hasAddress = entries.some(([, { kind }]) => kind === 'address')

  for (const [name, field] of entries) {
    if (field.kind === 'address') {
      for (const word of fieldWords(name)) {
        put(places, word, { field: name })
        if (places.get(keyOf(wordsOf(word)))?.field === name) add(word, { address: { field: name, part: 'street' }, weight: 0.9 })
      }
    } else if (field.of?.kind === 'address') {
      for (const word of fieldWords(name)) {
        put(places, word, { field: name })
        for (const label of field.labels ?? []) for (const labelWord of labelWords(label)) put(places, `${word} ${labelWord}`, { field: name, label })
      }
    } else if (parseTarget(entity, name)) {
      for (const word of [name, ...ownWords(name), ...locales.names(fieldWordsOf(entity.labels, name), name)]) add(word, { target: name, weight: 1 })
      if (field.labelled) for (const word of fieldWords(name)) put(lists, word, name)
    }
    for (const label of field.labels ?? []) {
      for (const word of labelWords(label)) {
        const key = keyOf(wordsOf(word))
        const known = labels.get(key) ?? []
        if (!known.includes(label)) labels.set(key, [...known, label])
      }
    }
  }
  for (const target of targetsOf(entity)) {
    const weight = target === FULL_NAME ? 0.85 : target.includes(':') ? 1 : 0.98
    if (parseTarget(entity, target)?.at?.field.kind !== 'address') for (const word of headings(target)) add(word, { target, weight })
  }
  if (hasAddress) {
    for (const label of ['work', 'home', 'other']) for (const word of labelWords(label)) put(places, word, { label })
    for (const part of ADDRESS_PARTS) {
      for (const word of [part, ...locales.names(ADDRESS, part)]) {
        const key = keyOf(wordsOf(word))
        if (parts.has(key)) continue
        parts.set(key, part)
        add(word, { address: { part }, weight: 1 })
      }
    }
  }
  return { direct, places, parts, lists, labels }
}

/** What a phrase means in two: one group of its words says which address or list, the others which part or label. */
const composed = (entity: AnyEntity, phrase: readonly string[], { places, parts, lists, labels }: Dictionary): Candidate[] => {
  const found: Candidate[] = []
  if (phrase.length > MAX_WORDS) return found
  for (let mask = 0; mask < 2 ** phrase.length; mask++) {
    const one = keyOf(phrase.filter((_, i) => mask & (1 << i)))
    const rest = phrase.filter((_, i) => !(mask & (1 << i)))
    const place = mask === 0 ? {} : places.get(one)
    if (place) {
      const bare = rest.some(isNumber) ? [] : rest.filter(word => !FILLERS.has(word))
      const part = parts.get(keyOf(rest)) ?? parts.get(keyOf(bare))
      if (part) found.push({ address: { ...place, part }, weight: place.field ? 1 : 0.99 })
    }
    const name = lists.get(keyOf(rest))
    for (const label of labels.get(one) ?? []) {
      if (name && entity.fields[name]!.labels!.includes(label)) found.push({ target: `${name}:${label}`, weight: 0.99 })
    }
  }
  return found
}

const labelled = ({ target }: Candidate): number => (target?.includes(':') ? 1 : 0)

/** What a heading may mean, the likeliest first. */
const candidatesFor = (
  entity: AnyEntity,
  heading: string,
  others: readonly string[],
  dictionary: Dictionary,
): { candidates: readonly Candidate[]; index?: number } => {
  const repeated = /^(.*) \(\d+\)$/s.exec(heading)?.[1]
  const all = wordsOf(repeated !== undefined && others.includes(repeated) ? repeated : heading)
  const find = (phrase: readonly string[]): readonly Candidate[] => dictionary.direct.get(keyOf(phrase)) ?? composed(entity, phrase, dictionary)
  const exact = find(all)
  if (exact.length) return { candidates: [...exact].sort((a, b) => b.weight - a.weight || labelled(b) - labelled(a)) }
  const numbers = all.filter(isNumber)
  const index = numbers.length === 1 ? Number(numbers[0]) : undefined
  const named = all.filter(word => !isNumber(word))
  const strong = named.filter(word => !WEAK.has(word))
  const lighter = (found: readonly Candidate[], factor: number): Candidate[] =>
    found.map(candidate => ({ ...candidate, weight: candidate.weight * factor })).sort((a, b) => labelled(a) - labelled(b) || b.weight - a.weight)
  for (const [phrase, factor] of [[named, 0.95], [strong, 0.85]] as const) {
    const found = phrase.length ? find(phrase) : []
    if (found.length) return index === undefined ? { candidates: lighter(found, factor) } : { candidates: lighter(found, factor), index }
  }
  const key = keyOf(strong)
  if (key.length < 6) return { candidates: [] }
  for (const [known, found] of dictionary.direct) {
    if (Math.abs(known.length - key.length) <= 1 && distance(known, key) === 1) return { candidates: lighter(found, 0.7) }
  }
  return { candidates: [] }
}

const isNameless = (header: string): boolean => /^(?:colonne|column|col|champ|field|unnamed|#)?[\s_:.]*\d*(?: \(\d+\))?$/i.test(header.trim())

const PATTERNS: readonly (readonly [target: string, fits: (cell: string) => boolean])[] = [
  ['emails', isEmail],
  ['websites', cell => /^https?:\/\/|^www\./i.test(cell)],
  ['phones', cell => /^(?:\+|00)\d[\d .()-]{7,}$|^0\d(?:[ .-]?\d{2}){4}$/.test(cell)],
]

/** What a column without a telling heading holds, when its cells leave no doubt. */
const guessed = (entity: AnyEntity, cells: readonly string[]): string | undefined => {
  const target = cells.length ? PATTERNS.find(([, fits]) => cells.every(cell => fits(cell.trim())))?.[0] : undefined
  return target && parseTarget(entity, target) ? target : undefined
}

/** The field that a target fills, whole names counting as the last name. */
const fieldOf = (target: string): string => (target === FULL_NAME ? 'lastName' : /^[^:.]+/.exec(target)![0])

/** Whether several columns may have the same target: each gives an item to a list. */
const takesMany = (entity: AnyEntity, target: string): boolean => {
  const at = parseTarget(entity, target)?.at
  return at?.many === true && !at.part
}

/** Which address of the record each address of the table fills: those named first, then the likeliest main address. */
const placeAddresses = (entity: AnyEntity, slots: ReadonlySet<string>): Map<string, { name: string; label: string }> => {
  const fields = Object.keys(entity.fields).filter(name => entity.fields[name]!.kind === 'address')
  const list = Object.keys(entity.fields).find(name => entity.fields[name]!.of?.kind === 'address')
  const placed = new Map<string, { name: string; label: string }>()
  const free = new Set(fields)
  for (const name of fields) if (slots.has(`field:${name}`) && free.delete(name)) placed.set(`field:${name}`, { name, label: '' })
  for (const slot of slots) if (list && slot.startsWith(`field:${list}`)) placed.set(slot, { name: list, label: slot.slice(`field:${list}`.length) })
  const others = ['', 'label:work', 'label:home', 'label:other', ...[...slots].filter(slot => slot.startsWith('index:'))]
  for (const slot of others.filter(one => slots.has(one))) {
    const label = slot.startsWith('label:') ? slot.slice('label'.length) : ''
    const isFree = ![...placed.values()].some(place => place.name === list && place.label === label)
    if (free.delete(fields[0]!)) placed.set(slot, { name: fields[0]!, label: '' })
    else if (list && isFree && (!label || entity.fields[list]!.labels?.includes(label.slice(1)))) placed.set(slot, { name: list, label })
  }
  return placed
}

/** Proposes what each column of a table fills, by its heading in French or English, and where needed by its cells. */
export const suggestMapping = (
  entity: AnyEntity,
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
  locales: Pick<Locales, 'at' | 'names'>,
): MappingSuggestion => {
  const dictionary = dictionaryOf(entity, locales)
  const choice = choiceLookup(locales)
  const cellsOf = (column: number): string[] => sampleRows.map(row => row[column] ?? '').filter(cell => cell.trim() !== '')
  const columns = headers.map((header, column) => ({ header, column, ...candidatesFor(entity, header, headers, dictionary) }))

  const slotOf = ({ field, label }: AddressPlace, index?: number): string =>
    field ? `field:${field}${label ? `:${label}` : ''}` : label ? `label:${label}` : index !== undefined && index > 1 ? `index:${index}` : ''
  const slots = columns.flatMap(({ candidates: [first], index }) => (first?.address ? [slotOf(first.address, index)] : []))
  const placed = placeAddresses(entity, new Set(slots))

  const hasFirstName = columns.some(({ candidates }) => candidates[0]?.target === 'firstName')
  /** How likely a choice is where few cells are words of its list. */
  const plausible = (target: string, column: number): number => {
    const leaf = parseTarget(entity, target)?.at?.leaf
    const cells = leaf?.values ? cellsOf(column) : []
    return cells.length && cells.filter(cell => choice(leaf!.values!, cell)).length * 3 < cells.length ? 0.6 : 1
  }

  const wishes = columns
    .flatMap(({ header, column, candidates, index }) =>
      candidates.flatMap(({ target, address, weight }) => {
        if (address) {
          const place = placed.get(slotOf(address, index))
          return place ? [{ header, target: `${place.name}.${address.part}${place.label}`, weight }] : []
        }
        const isAnyName = target === 'lastName' && candidates.some(other => other.target === FULL_NAME)
        if (isAnyName && !hasFirstName) return []
        return [{ header, target: target!, weight: weight * (isAnyName ? 0.95 : candidates.length > 1 ? plausible(target!, column) : 1) }]
      }),
    )
    .sort((a, b) => b.weight - a.weight)

  const given = new Map<string, { target: string; weight: number }>()
  const taken = new Set<string>()
  const give = (header: string, target: string, weight: number): void => {
    if (given.has(header) || (taken.has(target) && !takesMany(entity, target))) return
    if (target === FULL_NAME && (taken.has('firstName') || taken.has('lastName'))) return
    given.set(header, { target, weight })
    taken.add(target)
  }
  for (const { header, target, weight } of wishes) give(header, target, weight)
  for (const { header, column } of columns) {
    const target = isNameless(header) ? guessed(entity, cellsOf(column)) : undefined
    if (target) give(header, target, 0.5)
  }

  const filled = new Set([...given.values()].map(({ target }) => fieldOf(target)))
  if (taken.has(FULL_NAME)) filled.add('firstName')
  const isNamed = [entity.nameField, ...entity.sort].some(name => name && filled.has(name))
  const total = [...given.values()].reduce((sum, { weight }) => sum + weight, 0)
  return {
    mapping: Object.fromEntries(headers.map(header => [header, given.get(header)?.target ?? null])),
    key: [...(entity.keys?.find(fields => fields.every(field => filled.has(field))) ?? [])],
    score: headers.length ? (total / headers.length) * (isNamed ? 1 : 0.5) : 0,
  }
}

/** Both are known by the same name, as a person is who may one day be a client. */
const isSuch = (one: AnyEntity, other: AnyEntity): boolean => one.sort[0] === other.sort[0]

/** By how much such a type must fit better than the more important one, which stands before it. */
const CLEARLY = 0.1

/** The type that explains the headings best among those that users import, with its mapping; the first one when equal. */
export const suggestType = (
  entities: readonly AnyEntity[],
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
  locales: Pick<Locales, 'at' | 'names'>,
): MappingSuggestion & { readonly type: string } =>
  entities
    .filter(isImportable)
    .map(entity => ({ entity, found: { type: entity.type, ...suggestMapping(entity, headers, sampleRows, locales) } }))
    .reduce((best, next) => (next.found.score > best.found.score + (isSuch(best.entity, next.entity) ? CLEARLY : 0) ? next : best)).found

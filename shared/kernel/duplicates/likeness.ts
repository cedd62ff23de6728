import { distance } from 'fastest-levenshtein'
import type { AnyEntity } from '../entity/define.ts'
import { type FieldPath, resolvePath, valuesAt } from '../entity/paths.ts'
import { fold, foldId, words } from '../text/fold.ts'
import { phoneNumber } from './phone-number.ts'
import { isOwnReason, type Reason, type REASONS } from './reasons.ts'
import { nameWords, soundsOf } from './sound.ts'

type Data = Readonly<Record<string, unknown>>

export interface Likeness {
  /** From 0 to 100. */
  readonly score: number
  /** The strongest first. */
  readonly reasons: readonly Reason[]
}

/** From this score on two records are suspected to be one. */
export const LIKELY = 55

/** What is compared of a record, read once. */
export interface Traits {
  /** The folded words of the main names in order of the alphabet, and their sounds. */
  readonly name: string
  readonly sounds: readonly string[]
  /** The sound of the last of several main names: what tells the members of a family apart. */
  readonly given: string
  /** By place, each value as it is compared. */
  readonly values: readonly (readonly string[])[]
}

/** What a type's option `duplicates` says, made ready for comparing many records. */
export interface Comparer {
  traits(data: Data): Traits
  /** Under which a record is looked up: records without a common key are not alike. */
  keys(traits: Traits): number[]
  compare(a: Traits, b: Traits): Likeness
}

interface Place {
  readonly at: FieldPath
  readonly reason: Reason
}

const NAME = 3
/** Words of a company's name that tell nothing of which one it is. */
const COMPANY_WORDS = new Set(['sarl', 'sas', 'sasu', 'sa', 'eurl', 'ei', 'snc', 'sci', 'scop', 'gmbh', 'srl', 'spa', 'ste', 'societe', 'ets', 'etablissements', 'et', 'cie', 'and', 'und'])

const MOST_COMBINATIONS = 24

const WEIGHT: Readonly<Record<(typeof REASONS)[number], number>> = { legalId: 70, email: 60, phone: 40, sameName: 45, soundsAlike: 40, closeName: 20, street: 20, relation: 20, postcode: 15, city: 15 }
/** Of a field of which nobody knows how telling it is. */
const OWN_WEIGHT = 25
const weightOf = (reason: Reason): number => (isOwnReason(reason) ? OWN_WEIGHT : WEIGHT[reason])
/** Of records that fulfil a rule of users' own: what they chose tells enough. */
const AS_CHOSEN = 65
/** Where nothing else can be compared. */
const NOTHING_AGAINST = 15
const ELSEWHERE = -10
const OTHER_LEGAL_ID = -60
/** One word of two names. */
const PARTLY = -15
/** Of records whose names say that they are two, whatever they share. */
const MOST_OF_OTHERS = 45

const reasonOf = ({ name, leaf, part }: FieldPath): Reason => {
  if (leaf.kind === 'email' || leaf.kind === 'phone') return leaf.kind
  if (isOwnReason(name) && part === undefined) return name
  if (leaf.kind === 'relation') return leaf.kind
  if (leaf.legalId) return 'legalId'
  return part === 'street' || part === 'postcode' ? part : 'city'
}

const sameForm = ({ name, leaf, part }: FieldPath, value: unknown): string => {
  const text = String(value)
  if (leaf.kind === 'phone') return phoneNumber(text) ?? ''
  if (leaf.kind === 'relation') return text
  if (leaf.legalId || part === 'postcode') return foldId(text)
  if (part === 'street') return words(text).join(' ').replace(/\b(?:avenue|av|ave)\b/, 'av').replace(/\b(?:boulevard|boul|bld|blvd|bd)\b/, 'bd')
  if (isOwnReason(name) && leaf.kind === 'text' && part === undefined) return words(text).join(' ')
  return part === 'city' ? nameWords(text.replace(/\bcedex\b.*/i, '')).join(' ') : fold(text)
}

/** Two hashes of 24 bits as one number: the keys of a million records hardly ever meet by chance, and records that meet are compared anyway. */
const hashOf = (text: string): number => {
  let a = 0x1b873593
  let b = 0x6a09e667
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b + code, 0x5bd1e995) ^ (b >>> 13)
  }
  return ((a ^ (a >>> 15)) & 0xffffff) * 0x1000000 + ((b ^ (b >>> 11)) & 0xffffff)
}

/** Every way to take one of each, behind `before`; none when one of them is empty. */
const combinations = (before: string, of: readonly (readonly string[])[]): string[] => {
  let texts = [before]
  for (const values of of) {
    const longer: string[] = []
    for (const text of texts) for (const value of values) if (longer.length < MOST_COMBINATIONS) longer.push(`${text}\0${value}`)
    texts = longer
  }
  return texts
}

const isInitialOf = (short: string, long: string): boolean => short.length === 1 && long.startsWith(short)
const isSameWord = (a: string, b: string): boolean => a === b
const isSameOrInitial = (a: string, b: string): boolean => a === b || isInitialOf(a, b) || isInitialOf(b, a)

/** Whether two given names are of two people; one may be a shorter form of the other. */
const differ = (a: string, b: string): boolean => {
  if (a === '' || b === '' || a.startsWith(b) || b.startsWith(a)) return false
  return distance(a, b) > Math.max(1, Math.floor(Math.max(a.length, b.length) / 3))
}

/** Whether each word is also among the others, and one of them is more than an initial. */
const stands = (few: readonly string[], many: readonly string[], areClose: (a: string, b: string) => boolean): boolean => few.every(sound => many.some(other => areClose(sound, other))) && few.some(sound => sound.length > 2)

type NameMatch = 'sameName' | 'soundsAlike' | 'closeName' | 'partly' | 'other' | 'unknown'

const compareNames = (a: Traits, b: Traits, areClose: (a: string, b: string) => boolean): NameMatch => {
  if (a.name === '' || b.name === '') return 'unknown'
  if (a.name === b.name) return 'sameName'
  const [left, right] = [a.sounds.join(' '), b.sounds.join(' ')]
  if (left === right) return 'soundsAlike'
  if (differ(a.given, b.given)) return 'other'
  const [few, many] = a.sounds.length <= b.sounds.length ? [a.sounds, b.sounds] : [b.sounds, a.sounds]
  if (stands(few, many, areClose) && (few.length < many.length || stands(many, few, areClose))) return 'closeName'
  if (distance(left, right) <= Math.floor(Math.max(left.length, right.length) / 6)) return 'closeName'
  return few.some(sound => sound.length > 2 && many.includes(sound)) ? 'partly' : 'other'
}

const comparers = new WeakMap<AnyEntity, Comparer>()

/** How records of a type are compared; undefined for a type that says nothing of its duplicates. */
export const comparerOf = (entity: AnyEntity): Comparer | undefined => {
  if (!entity.duplicates) return undefined
  let comparer = comparers.get(entity)
  if (!comparer) comparers.set(entity, (comparer = makeComparer(entity, entity.duplicates)))
  return comparer
}

const makeComparer = (entity: AnyEntity, rules: NonNullable<AnyEntity['duplicates']>): Comparer => {
  const at = (path: string): FieldPath => resolvePath(entity, path)!
  const isName = (path: string): boolean => at(path).field.search === NAME
  const named = [...new Set(rules.flat().filter(isName))].map(at)
  const places: Place[] = [...new Set(rules.flat().filter(path => !isName(path)))].map(path => ({ at: at(path), reason: reasonOf(at(path)) }))
  const compiled = rules.map((rule, i) => ({
    before: `${entity.type}\0${i}`,
    hasName: rule.some(isName),
    places: rule.filter(path => !isName(path)).map(path => places.findIndex(place => place.at.path === path)),
  }))
  const holds = ({ hasName, places: of }: (typeof compiled)[number], a: Traits, b: Traits, match: NameMatch): boolean =>
    (!hasName || match === 'sameName' || match === 'soundsAlike') && of.every(place => a.values[place]!.some(value => b.values[place]!.includes(value)))
  const isCompany = named.length === 1
  const wordsOf = (path: FieldPath, data: Data): string[] => {
    const all = valuesAt(path, data).flatMap(value => nameWords(isCompany ? String(value).replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '') : String(value)))
    const telling = isCompany ? all.filter(word => !COMPANY_WORDS.has(word)) : all
    return telling.length ? telling : all
  }
  return {
    traits: data => {
      const parts = named.map(path => wordsOf(path, data))
      const all = parts.flat()
      const values = places.map(({ at: place }) => {
        const forms: string[] = []
        for (const value of valuesAt(place, data)) {
          const form = sameForm(place, value)
          if (form && !forms.includes(form)) forms.push(form)
        }
        return forms
      })
      return { name: all.toSorted().join(' '), sounds: soundsOf(all).toSorted(), given: named.length > 1 ? soundsOf(parts.at(-1)!).join(' ') : '', values }
    },
    keys: ({ sounds, values }) => {
      const names = sounds.length ? [sounds.join(' ')] : []
      const keys = new Set<number>()
      for (const { before, hasName, places: of } of compiled) {
        const chosen = of.map(place => values[place]!)
        for (const text of combinations(before, hasName ? [names, ...chosen] : chosen)) keys.add(hashOf(text))
      }
      return [...keys]
    },
    compare: (a, b) => {
      const reasons = new Set<Reason>()
      let hasOtherLegalId = false
      let isElsewhere = false
      let isReachedOtherwise = false
      places.forEach(({ reason }, i) => {
        const [left, right] = [a.values[i]!, b.values[i]!]
        if (left.length === 0 || right.length === 0) return
        if (left.some(value => right.includes(value))) reasons.add(reason)
        else if (reason === 'legalId') hasOtherLegalId = true
        else if (reason === 'city' || reason === 'relation') isElsewhere = true
        else if (reason === 'email' || reason === 'phone') isReachedOtherwise = true
      })
      // A street is one only within a town, and a postcode of one country may be that of a town in another.
      if (isElsewhere && places.some(({ reason }, i) => reason === 'city' && a.values[i]!.length > 0 && b.values[i]!.length > 0) && !reasons.has('city')) reasons.delete('postcode')
      if (!reasons.has('city') && !reasons.has('postcode')) reasons.delete('street')
      const match = compareNames(a, b, isCompany ? isSameWord : isSameOrInitial)
      if (match === 'sameName' || match === 'soundsAlike' || match === 'closeName') reasons.add(match)
      const isSomewhere = reasons.has('city') || reasons.has('relation') || reasons.has('postcode')
      let score = [...reasons].reduce((sum, reason) => sum + weightOf(reason), 0)
      if (hasOtherLegalId) score += OTHER_LEGAL_ID
      if (isElsewhere && !isSomewhere) score += ELSEWHERE
      else if (!isSomewhere && !isReachedOtherwise && (match === 'sameName' || match === 'unknown')) score += NOTHING_AGAINST
      if (match === 'partly') score += PARTLY
      if (match === 'other' && !reasons.has('legalId')) score = Math.min(score, MOST_OF_OTHERS)
      if (entity.own && compiled.some(rule => holds(rule, a, b, match))) score = Math.max(score, AS_CHOSEN)
      return { score: Math.max(0, Math.min(100, score)), reasons: [...reasons].sort((x, y) => weightOf(y) - weightOf(x) || (x < y ? -1 : 1)) }
    },
  }
}

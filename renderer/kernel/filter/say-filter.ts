import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import { countedOf, type Period } from '../../../shared/kernel/date/period.ts'
import { type FilterProblem, filterProblems, type FilterWorld } from '../../../shared/kernel/filter/check.ts'
import { type Condition, type Filter, isMe, type RelationAsked } from '../../../shared/kernel/filter/filter.ts'
import { OWN_FIELDS, PEOPLE, type Place, resolvePlace } from '../../../shared/kernel/filter/place.ts'
import type { SavedFilter } from '../../../shared/kernel/filter/saved.ts'
import type { RelationKindView } from '../../../shared/kernel/filter/filter-views.ts'
import { valueWord } from '../state/value-lists.ts'
import { formatDay, formatInstant, formatMoney, formatNumber } from '../text/format.ts'
import { fieldWord, oneWord } from '../text/words.ts'
import type { Speech } from '../list/speech.ts'

/** A piece of a sentence: plain words, a value, or what is wrong with what it follows. */
export interface Phrase {
  readonly text: string
  readonly look?: 'value' | 'wrong'
}

/** What a filter refers to, with the words for it. */
export interface FilterNames extends FilterWorld {
  readonly speech: Speech
  readonly kinds: readonly RelationKindView[]
  /** The title of a record; undefined when it is not there, or not known yet. */
  readonly titleOf: (id: string) => string | undefined
}

type Translate = Speech['t']

export const savedName = (t: Translate, { id, name }: Pick<SavedFilter, 'id' | 'name'>): string => (id.includes('.') ? t(`filters.system.${id}`) : name)

/** `une organisation`. */
export const someWord = (t: Translate, entity: AnyEntity): string => t(`filters.some.${entity.type}`, { defaultValue: oneWord(t, entity).toLowerCase() })

/** What one end of a relation says of the other: `emploie`. */
export const predicateWord = (t: Translate, kind: RelationKindView, side: RelationAsked['side']): string => {
  const end = side === 'either' ? 'subject' : side
  return kind[end].predicate ?? t(`relations.shipped.${kind.key}.${end}`)
}

const plain = (text: string): Phrase => ({ text })
const value = (text: string): Phrase => ({ text, look: 'value' })

/** `du secteur`, `de l’organisation`; `of the sector`. */
const ofNoun = (noun: string, isFrench: boolean): string => {
  if (!isFrench) return `of ${noun}`
  return noun.startsWith('le ') ? `du ${noun.slice(3)}` : noun.startsWith('les ') ? `des ${noun.slice(4)}` : `de ${noun}`
}

const nounOf = (t: Translate, entity: AnyEntity, at: FieldPath | undefined, path: string): string => {
  if (!at) return t(`filters.nouns.${path}`)
  const fallback = fieldWord(t, entity, at.name).toLowerCase()
  return t(`${entity.labels}.nouns.${at.name}`, { defaultValue: t(`filters.nouns.${at.name}`, { defaultValue: fallback }) })
}

/** What a condition is about: `la ville de l’adresse de facturation de l’organisation`. */
const subjectOf = ({ links, entity, at, path }: Place, { t, language }: Speech): string => {
  const isFrench = language === 'fr'
  const parts: string[] = []
  if (at?.part) parts.push(t(`filters.nouns.${at.part}`))
  if (!at?.part || Object.values(entity.fields).filter(field => (field.of ?? field).kind === 'address').length > 1) parts.push(nounOf(t, entity, at, path))
  for (const { from, name } of links.toReversed()) parts.push(nounOf(t, from, resolvePath(from, name), name))
  return parts.map((part, i) => (i === 0 ? part : ofNoun(part, isFrench))).join(' ')
}

/** `ce mois-ci`, `depuis moins de 30 jours`, `du 2 au 5 janv.` */
const periodWords = (period: Period, { t, language }: Pick<Speech, 't' | 'language'>): string => {
  if ('period' in period) return t(`filters.periods.${period.period}`)
  const way = countedOf(period)
  if ('unit' in period && way) return t(`filters.periods.said.${way}`, { words: t(`filters.periods.counted.${period.unit}`, { count: period[way]! }) })
  const { from, to } = period as { from?: string; to?: string }
  const words = { ...(from && { from: formatDay(from, language) }), ...(to && { to: formatDay(to, language) }) }
  return t(`filters.periods.said.${from === to ? 'day' : from && to ? 'between' : from ? 'from' : 'to'}`, words)
}

const oneValue = (leaf: Field, one: unknown, names: FilterNames): string => {
  const { t, language, offered } = names.speech
  switch (leaf.kind) {
    case 'choice':
    case 'multiChoice':
    case 'tags': {
      const list = leaf.values!
      const found = offered(list).find(each => each.key === one)
      return found ? valueWord(t, list, found) : String(one)
    }
    case 'relation':
      return names.titleOf(String(one)) ?? t('filters.says.missing')
    case 'money':
      return formatMoney({ amount: Number(one), currency: 'EUR' }, language)
    case 'integer':
    case 'decimal':
      return formatNumber(Number(one), language)
    case 'boolean':
      return t(one ? 'ui.yes' : 'ui.no')
    case 'date':
      return formatDay(String(one), language)
    case 'dateTime':
      return formatInstant(String(one), language)
    default:
      return t('filters.says.quoted', { text: String(one) })
  }
}

const DATES = ['date', 'dateTime']
const NUMBERS = ['integer', 'decimal', 'money']
const ORDERED = ['gt', 'gte', 'lt', 'lte']

/** `est`, `n’est pas`, `vient avant le`…: by the comparison, the kind of value, and whether it is denied. */
const verbKey = ({ op }: Condition, leaf: Field, isDenied: boolean): string | undefined => {
  if (isDenied) {
    const denied: Partial<Record<string, string>> = { contains: 'notContains', in: 'notIn', eq: DATES.includes(leaf.kind) ? 'neDate' : 'ne', within: 'notWithin', recurs: 'notRecurs' }
    return denied[op]
  }
  if (leaf.kind === 'tags') return { hasAny: 'tagAny', in: 'tagAny', eq: 'tagAny', hasAll: 'tagAll', hasNone: 'tagNone', ne: 'tagNone', empty: 'tagEmpty', notEmpty: 'tagNotEmpty' }[op as string]
  if (ORDERED.includes(op)) return DATES.includes(leaf.kind) ? `${op}Date` : NUMBERS.includes(leaf.kind) ? op : `${op}Text`
  if ((op === 'eq' || op === 'ne') && DATES.includes(leaf.kind)) return `${op}Date`
  return op
}

/** Stands for a value while the words around it are cut in two. */
const SPLIT = '\0'

const joined = (words: readonly string[], by: string): Phrase[] => words.flatMap((word, i) => (i === 0 ? [value(word)] : [plain(` ${by} `), value(word)]))

const sayCondition = (condition: Condition, entity: AnyEntity, names: FilterNames, isDenied: boolean): Phrase[] | undefined => {
  const { speech } = names
  const { t } = speech
  const place = resolvePlace(entity, condition.field, names.entityOf)
  if (!place) return isDenied ? undefined : [value(condition.field)]
  const key = verbKey(condition, place.leaf, isDenied)
  if (!key) return undefined
  const { op } = condition
  const isTag = place.leaf.kind === 'tags'
  const noun = isTag ? (place.links.length ? subjectOf({ ...place, at: resolvePath(place.links.at(-1)!.from, place.links.at(-1)!.name), path: place.links.at(-1)!.name, entity: place.links.at(-1)!.from, links: place.links.slice(0, -1) }, speech) : t('filters.says.record')) : subjectOf(place, speech)
  const start = [plain(`${noun} ${t(`filters.says.${key}`)}`)]
  if (op === 'empty' || op === 'notEmpty') return start
  const way = op === 'within' ? countedOf(condition.value as Period) : undefined
  if (way) {
    const { unit, [way]: count } = condition.value as { unit: string } & Record<string, number>
    const [lead, rest] = t(`filters.periods.${isDenied ? 'notWhole' : 'whole'}.${way}`, { words: SPLIT }).split(SPLIT)
    return [plain(`${noun} ${lead}`), value(t(`filters.periods.counted.${unit}`, { count: count! })), ...(rest ? [plain(rest)] : [])]
  }
  if (op === 'within' || op === 'recurs') return [...start, plain(' '), value(periodWords(condition.value as Period, speech))]
  const isPerson = !place.at && PEOPLE.includes(place.path)
  const wordOf = (one: unknown): string => {
    if (isMe(one)) return t('filters.says.me')
    return isPerson ? t(`journal.actors.${String(one)}`, { defaultValue: String(one) }) : oneValue(!place.at ? OWN_FIELDS[place.path]! : place.leaf, one, names)
  }
  const words = (Array.isArray(condition.value) ? condition.value : [condition.value]).map(wordOf)
  const by = op === 'hasAll' ? t('filters.says.andValue') : op === 'hasNone' && !isTag ? t('filters.says.nor') : t('filters.says.orValue')
  return [...start, plain(' '), ...(words.length ? joined(words, by) : [value(t('filters.says.nothing'))])]
}

const sayRelation = ({ kind, side, exists, type, id, filter }: RelationAsked, names: FilterNames, problems: Problems): Phrase[] => {
  const { t } = names.speech
  const found = names.kinds.find(each => each.key === kind)
  const entity = type === undefined ? undefined : names.entityOf(type)
  const start = [plain(`${t('filters.says.record')} ${t(exists ? 'filters.says.relation' : 'filters.says.noRelation')} `), value(t('filters.says.quoted', { text: found ? predicateWord(t, found, side) : t('filters.says.missing') }))]
  const other = id !== undefined ? names.titleOf(id) ?? t('filters.says.missing') : entity ? someWord(t, entity) : undefined
  const inner = filter && entity ? say(filter, entity, names, problems) : []
  return [
    ...start,
    ...(other === undefined ? [] : [plain(` ${t('filters.says.with')} `), value(other)]),
    ...(inner.length ? [plain(` ${t('filters.says.such')} ${t('filters.says.open')}`), ...inner, plain(t('filters.says.close'))] : []),
  ]
}

type Problems = ReadonlyMap<Filter, FilterProblem>

const wrong = (filter: Filter, { t }: Speech, problems: Problems): Phrase[] => {
  const problem = problems.get(filter)
  return problem ? [{ text: ` (${t(`filters.problems.${problem.code}`)}${problem.params?.why ? `${t('ui.colon')}${problem.params.why}` : ''})`, look: 'wrong' }] : []
}

const sayGroup = (parts: readonly Filter[], by: 'and' | 'or', entity: AnyEntity, names: FilterNames, problems: Problems): Phrase[] => {
  const { t } = names.speech
  return parts.flatMap((part, i) => {
    const inner = say(part, entity, names, problems)
    const isGroup = ('all' in part && part.all.length > 1) || ('any' in part && part.any.length > 1)
    return [...(i === 0 ? [] : [plain(t(`filters.says.${by}`))]), ...(isGroup && parts.length > 1 ? [plain(t('filters.says.open')), ...inner, plain(t('filters.says.close'))] : inner)]
  })
}

const say = (filter: Filter, entity: AnyEntity, names: FilterNames, problems: Problems): Phrase[] => {
  const { speech } = names
  const { t } = speech
  if ('all' in filter) return filter.all.length ? sayGroup(filter.all, 'and', entity, names, problems) : [value(t('filters.says.everything'))]
  if ('any' in filter) return filter.any.length ? sayGroup(filter.any, 'or', entity, names, problems) : [value(t('filters.says.nobody'))]
  if ('not' in filter) {
    const { not } = filter
    const denied = 'field' in not ? sayCondition(not, entity, names, true) : 'saved' in not ? saySaved(not.saved, names, true) : undefined
    if (denied) return [...denied, ...wrong(not, speech, problems)]
    if ('relation' in not) return say({ relation: { ...not.relation, exists: !not.relation.exists } }, entity, names, problems)
    return [plain(`${t('filters.says.not')}${t('filters.says.open')}`), ...say(not, entity, names, problems), plain(t('filters.says.close'))]
  }
  const words = 'saved' in filter ? saySaved(filter.saved, names, false) : 'relation' in filter ? sayRelation(filter.relation, names, problems) : sayCondition(filter, entity, names, false)!
  return [...words, ...wrong(filter, speech, problems)]
}

const saySaved = (id: string, names: FilterNames, isDenied: boolean): Phrase[] => {
  const { t } = names.speech
  const saved = names.saved(id)
  return [plain(`${t('filters.says.record')} ${t(isDenied ? 'filters.says.notSaved' : 'filters.says.saved')} `), value(t('filters.says.quoted', { text: saved ? savedName(t, saved) : t('filters.says.missing') }))]
}

/** A filter of a type as a sentence; what is wrong with a part follows it. */
export const sayFilter = (filter: Filter, entity: AnyEntity, names: FilterNames): Phrase[] => {
  const problems = new Map(filterProblems(filter, entity, names).map(problem => [problem.part, problem]))
  return say(filter, entity, names, problems)
}

export const phraseText = (phrases: readonly Phrase[]): string => phrases.map(({ text }) => text).join('')

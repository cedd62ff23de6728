import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { RelationKindView } from '../../../shared/kernel/filter/filter-views.ts'
import { readRelationTarget, relationTarget } from '../../../shared/kernel/view/relation-target.ts'
import { predicateWord } from '../filter/say-filter.ts'
import { entityOf } from '../state/entity-of.ts'
import { fieldWord, labelWord, oneWord } from '../text/words.ts'

/** Heading -> target, null for a column that is left out. */
export type Mapping = Readonly<Record<string, string | null>>

/** The target of a column that holds first and last name together, and what it fills. */
const FULL_NAME = 'fullName'
export const NAMES: readonly string[] = ['firstName', 'lastName']

const pathOf = (target: string): string => target.split(':')[0]!

const pathsOf = (target: string): readonly string[] => (target === FULL_NAME ? NAMES : [pathOf(target)])

/** What a place that a column may fill is called: `Téléphones (mobile)`, `Adresse · Ville`. */
export const targetWord = (t: TFunction, entity: AnyEntity, target: string): string => {
  const [path = '', label] = target.split(':')
  const [field = '', part] = path.split('.')
  const word = part ? `${fieldWord(t, entity, field)} · ${fieldWord(t, entity, path)}` : fieldWord(t, entity, path)
  return label ? `${word} (${labelWord(t, label).toLowerCase()})` : word
}

/** The relations by which a column may lead from records of a type to others. */
export const relationTargets = (kinds: readonly RelationKindView[], { type }: AnyEntity, linkable: readonly string[]): string[] =>
  kinds
    .filter(({ isDisabled }) => !isDisabled)
    .flatMap(kind => (kind.isSymmetric ? (['either'] as const) : (['subject', 'object'] as const)).map(side => ({ kind, side })))
    .flatMap(({ kind, side }) => {
      const [mine, theirs] = side === 'object' ? [kind.object, kind.subject] : [kind.subject, kind.object]
      const isMine = mine.types.length === 0 || mine.types.includes(type)
      return isMine && linkable.includes(type) ? linkable.filter(other => theirs.types.length === 0 || theirs.types.includes(other)).map(other => relationTarget({ kind: kind.key, side, type: other })) : []
    })

/** `emploie (contact)` */
export const relationWord = (t: TFunction, kinds: readonly RelationKindView[], target: string): string => {
  const { kind: key, side, type } = readRelationTarget(target)!
  const kind = kinds.find(each => each.key === key)
  const entity = entityOf(type)
  return `${kind ? predicateWord(t, kind, side) : key} (${entity ? oneWord(t, entity).toLowerCase() : type})`
}

/** The keys that the mapped columns can serve, the fields of each in the order declared. */
export const usableKeys = (entity: AnyEntity, mapping: Mapping): string[][] => {
  const filled = new Set(Object.values(mapping).flatMap(target => (target ? pathsOf(target).map(path => path.split('.')[0]) : [])))
  return (entity.keys ?? []).filter(key => key.every(field => filled.has(field))).map(key => [...key])
}

/** Keeps the chosen key while its columns are there, else takes the best that is left. */
export const keyAfter = (entity: AnyEntity, mapping: Mapping, key: readonly string[]): readonly string[] => {
  const usable = usableKeys(entity, mapping)
  return usable.find(other => other.join() === key.join()) ?? (key.length ? (usable[0] ?? []) : [])
}

/** Puts a column somewhere; the one that was there is left out, unless the place takes several. */
export const withTarget = (entity: AnyEntity, mapping: Mapping, heading: string, target: string | null): Record<string, string | null> => {
  const at = target === null ? undefined : resolvePath(entity, pathOf(target))
  const isShared = (at?.many === true && !at.part) || (target !== null && readRelationTarget(target) !== undefined)
  const others = Object.entries(mapping).map(([other, place]) => [other, place === target && !isShared ? null : place] as const)
  return { ...Object.fromEntries(others), [heading]: target }
}

/** The places of a record that a mapping fills, each once, in the order of the columns. */
export const placesFilled = (entity: AnyEntity, mapping: Mapping): FieldPath[] =>
  [...new Set(Object.values(mapping).flatMap(target => (target ? pathsOf(target) : [])))].flatMap(path => resolvePath(entity, path) ?? [])

/** Targets with those of one field together; a field of one target stands alone. */
export const groupedTargets = (targets: readonly string[]): { alone: string[]; groups: { field: string; targets: string[] }[] } => {
  const byField = [...Map.groupBy(targets, target => pathOf(target).split('.')[0]!)]
  return {
    alone: byField.flatMap(([, of]) => (of.length === 1 ? of : [])),
    groups: byField.flatMap(([field, of]) => (of.length > 1 ? [{ field, targets: of }] : [])),
  }
}

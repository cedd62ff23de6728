import type { AnyEntity } from '../entity/define.ts'
import { isPeriod } from '../date/period.ts'
import { type Condition, type Filter, isMe } from './filter.ts'
import { operatorsOf } from './operators.ts'
import { type EntityOf, isPersonal, type Place, resolvePlace } from './place.ts'
import { type SavedFilter, savedProblem } from './saved.ts'

/** Why a part of a filter means nothing; its text is `filters.problems.<code>`. */
export type FilterProblemCode =
  | 'field' | 'operator' | 'value' | 'type' | 'kind' | 'tag' | 'record' | 'savedGone' | 'savedTrashed' | 'savedDisabled' | 'savedCycle' | 'savedOfOther' | 'savedBroken'

export interface FilterProblem {
  /** The part of the filter, itself. */
  readonly part: Filter
  readonly code: FilterProblemCode
  readonly params?: Readonly<Record<string, string>>
}

/** What a filter refers to: types, filters, and the records, kinds of relation and tags that are there. */
export interface FilterWorld {
  readonly entityOf: EntityOf
  readonly saved: (id: string) => SavedFilter | undefined
  readonly hasKind: (kind: string) => boolean
  readonly hasTag: (id: string) => boolean
  readonly hasRecord: (id: string) => boolean
}

const NUMBERS = ['integer', 'decimal', 'money']
const LISTED = ['in', 'hasAny', 'hasAll', 'hasNone']

const fits = (place: Place, { op, value }: Condition): boolean => {
  const { leaf } = place
  if (op === 'empty' || op === 'notEmpty') return true
  if (op === 'within' || op === 'recurs') return isPeriod(value)
  if (LISTED.includes(op)) return Array.isArray(value) && (NUMBERS.includes(leaf.kind) ? value.every(each => typeof each === 'number') : true)
  if (isMe(value)) return isPersonal(place)
  if (NUMBERS.includes(leaf.kind)) return typeof value === 'number'
  if (leaf.kind === 'boolean') return typeof value === 'boolean'
  if (leaf.kind === 'date' || leaf.kind === 'dateTime') return typeof value === 'string' && !Number.isNaN(Date.parse(value))
  return typeof value === 'string' || typeof value === 'number'
}

const conditionProblem = (condition: Condition, entity: AnyEntity, world: FilterWorld): Omit<FilterProblem, 'part'> | undefined => {
  const place = resolvePlace(entity, condition.field, world.entityOf)
  if (!place || place.at?.field.hidden) return { code: 'field', params: { field: condition.field } }
  if (!operatorsOf(place).includes(condition.op)) return { code: 'operator', params: { field: condition.field } }
  if (!fits(place, condition)) return { code: 'value', params: { field: condition.field } }
  const ids = [condition.value].flat().filter(value => typeof value === 'string')
  if (place.leaf.kind === 'tags' && !ids.every(world.hasTag)) return { code: 'tag' }
  const isRecord = place.leaf.kind === 'relation' && (condition.op === 'eq' || condition.op === 'ne' || condition.op === 'in')
  return isRecord && !ids.every(world.hasRecord) ? { code: 'record' } : undefined
}

/** What is wrong with a filter of a type, part by part; `within` are the ids of the filters that it is a part of. */
export const filterProblems = (filter: Filter, entity: AnyEntity, world: FilterWorld, within: readonly string[] = []): FilterProblem[] => {
  if ('all' in filter) return filter.all.flatMap(part => filterProblems(part, entity, world, within))
  if ('any' in filter) return filter.any.flatMap(part => filterProblems(part, entity, world, within))
  if ('not' in filter) return filterProblems(filter.not, entity, world, within)
  if ('saved' in filter) {
    const saved = world.saved(filter.saved)
    const code = savedProblem(saved, entity.type, within)
    if (code) return [{ part: filter, code, params: { name: saved?.name ?? '', why: saved?.why ?? '' } }]
    const [inner] = filterProblems(saved!.filter, entity, world, [...within, saved!.id])
    return inner ? [{ part: filter, code: inner.code === 'savedCycle' ? 'savedCycle' : 'savedBroken', params: { name: saved!.name } }] : []
  }
  if ('relation' in filter) {
    const { kind, type, id, filter: inner } = filter.relation
    const reached = type === undefined ? undefined : world.entityOf(type)
    if (!world.hasKind(kind)) return [{ part: filter, code: 'kind' }]
    if (type !== undefined && !reached) return [{ part: filter, code: 'type' }]
    if (id !== undefined && !world.hasRecord(id)) return [{ part: filter, code: 'record' }]
    return inner ? filterProblems(inner, reached!, world, within) : []
  }
  const problem = conditionProblem(filter, entity, world)
  return problem ? [{ part: filter, ...problem }] : []
}

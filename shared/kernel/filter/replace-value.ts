import type { AnyEntity } from '../entity/define.ts'
import type { Filter } from './filter.ts'
import { type EntityOf, resolvePlace } from './place.ts'

/** A filter of a type that asks for one value of a list wherever it asked for another; what it asks of other lists stays. */
export const replaceValue = (filter: Filter, entity: AnyEntity, entityOf: EntityOf, { list, from, into }: { list: string; from: string; into: string }): Filter => {
  const within = (inner: Filter, of = entity): Filter => replaceValue(inner, of, entityOf, { list, from, into })
  if ('all' in filter) return { all: filter.all.map(part => within(part)) }
  if ('any' in filter) return { any: filter.any.map(part => within(part)) }
  if ('not' in filter) return { not: within(filter.not) }
  if ('saved' in filter) return filter
  if ('relation' in filter) {
    const { relation } = filter
    const reached = relation.type === undefined ? undefined : entityOf(relation.type)
    return relation.filter && reached ? { relation: { ...relation, filter: within(relation.filter, reached) } } : filter
  }
  if (resolvePlace(entity, filter.field, entityOf)?.leaf.values?.name !== list) return filter
  const { value } = filter
  if (Array.isArray(value)) return value.includes(from) ? { ...filter, value: [...new Set(value.map(each => (each === from ? into : each)))] } : filter
  return value === from ? { ...filter, value: into } : filter
}

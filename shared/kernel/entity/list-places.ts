import type { AnyEntity } from './define.ts'
import { TAGS, type ValueList } from './value-list.ts'

/** A field whose values are those of a list; `isMany` where a record keeps several. */
export interface ListPlace {
  readonly type: string
  readonly field: string
  readonly isMany: boolean
}

export interface PlacedList {
  readonly list: ValueList
  readonly places: readonly ListPlace[]
}

/** The value lists of the types that people see, in their order, each with every field that offers it; tags are no such list. */
export const placedLists = (registry: readonly AnyEntity[]): PlacedList[] => {
  const found = registry.flatMap(({ type, fields, internal }) =>
    internal ? [] : Object.entries(fields).flatMap(([field, { kind, values }]) => (values && values.name !== TAGS.name ? [{ list: values, place: { type, field, isMany: kind !== 'choice' } }] : [])),
  )
  return [...Map.groupBy(found, ({ list }) => list.name).values()].map(same => ({ list: same[0]!.list, places: same.map(({ place }) => place) }))
}

import type { AnyEntity, Envelope } from '../entity/define.ts'
import { type Filter, isWholeFilter, partsOf } from './filter.ts'

/** The type whose records are filters that somebody saved. */
export const SAVED_FILTER = 'savedFilter'

/** A filter with a name, as others refer to it. */
export interface SavedFilter {
  /** Of the record; of one that comes with the application `<type>.<key>`. */
  readonly id: string
  /** In the user's words; of one that comes with the application `filters.system.<id>` says it. */
  readonly name: string
  readonly forType: string
  readonly filter: Filter
  readonly isTrashed?: boolean
  readonly isDisabled?: boolean
  /** Why it is disabled, in somebody's words. */
  readonly why?: string
}

/** The filters that come with the types, by id. */
export const systemFilters = (registry: readonly AnyEntity[]): Map<string, SavedFilter> =>
  new Map(
    registry.flatMap(({ type, filters = {} }) => Object.entries(filters).map(([key, filter]) => [`${type}.${key}`, { id: `${type}.${key}`, name: key, forType: type, filter }] as const)),
  )

/** What a record says, if it is a saved filter. */
export const savedFilterOf = (record: Pick<Envelope, 'id' | 'type' | 'data' | 'trashedAt'> | undefined): SavedFilter | undefined => {
  if (record?.type !== SAVED_FILTER) return undefined
  const { name, forType, filter, isDisabled, why } = record.data
  if (typeof forType !== 'string' || !isWholeFilter(filter)) return undefined
  return {
    id: record.id,
    name: String(name ?? ''),
    forType,
    filter,
    ...(record.trashedAt !== null && { isTrashed: true }),
    ...(isDisabled === true && { isDisabled: true }),
    ...(typeof why === 'string' && { why }),
  }
}

/** Why a saved filter cannot be used within another. */
export type SavedProblem = 'savedGone' | 'savedTrashed' | 'savedDisabled' | 'savedCycle' | 'savedOfOther'

/** `within`: the ids of the filters of which this one would be a part. */
export const savedProblem = (saved: SavedFilter | undefined, type: string, within: readonly string[]): SavedProblem | undefined => {
  if (!saved) return 'savedGone'
  if (within.includes(saved.id)) return 'savedCycle'
  if (saved.isTrashed) return 'savedTrashed'
  if (saved.isDisabled) return 'savedDisabled'
  return saved.forType === type ? undefined : 'savedOfOther'
}

/** The ids of the saved filters that a filter uses by itself. */
export const savedIn = (filter: Filter): string[] => partsOf(filter).flatMap(part => ('saved' in part ? [part.saved] : []))

/** Whether a filter, or a saved one within it, has a condition on a field of the records themselves. */
export const asksFor = (filter: Filter, field: string, savedOf: (id: string) => SavedFilter | undefined, within: readonly string[] = []): boolean => {
  const inner = (part: Filter): boolean => asksFor(part, field, savedOf, within)
  if ('all' in filter) return filter.all.some(inner)
  if ('any' in filter) return filter.any.some(inner)
  if ('not' in filter) return inner(filter.not)
  if ('relation' in filter) return false
  if (!('saved' in filter)) return filter.field === field
  const saved = within.includes(filter.saved) ? undefined : savedOf(filter.saved)
  return saved !== undefined && asksFor(saved.filter, field, savedOf, [...within, filter.saved])
}

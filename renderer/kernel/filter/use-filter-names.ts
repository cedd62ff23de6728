import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Filter, partsOf } from '../../../shared/kernel/filter/filter.ts'
import { resolvePlace } from '../../../shared/kernel/filter/place.ts'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RelationKindView, SavedFilterView } from '../../../shared/kernel/filter/filter-views.ts'
import { useSpeech } from '../list/speech.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { entityOf } from '../state/entity-of.ts'
import { keys } from '../state/queries.ts'
import type { FilterNames } from './say-filter.ts'

const NO_FILTERS: readonly SavedFilterView[] = []
const NO_KINDS: readonly RelationKindView[] = []

/** The saved filters, of all types, those in the trash too. */
export const useSavedFilters = (): { readonly filters: readonly SavedFilterView[]; readonly isKnown: boolean } => {
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.filters('list'), queryFn: async ({ signal }) => (await unwrap(api.filters.list({}, { signal }))).filters, gcTime: Infinity })
  return { filters: data ?? NO_FILTERS, isKnown: data !== undefined }
}

export const useRelationKinds = (): { readonly kinds: readonly RelationKindView[]; readonly isKnown: boolean } => {
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.filters('kinds'), queryFn: async ({ signal }) => (await unwrap(api.filters.kinds({}, { signal }))).kinds, gcTime: Infinity })
  return { kinds: data ?? NO_KINDS, isKnown: data !== undefined }
}

/** The records that a filter names. */
const idsIn = (filter: Filter, entity: AnyEntity): string[] =>
  partsOf(filter).flatMap(part => {
    if ('relation' in part) return part.relation.id ?? []
    if (!('field' in part) || (part.op !== 'eq' && part.op !== 'ne' && part.op !== 'in')) return []
    // A part within a relation is of another type; of an id that is none nothing is known, and nothing is lost.
    const kind = resolvePlace(entity, part.field, entityOf)?.leaf.kind ?? 'relation'
    return kind === 'relation' ? [part.value].flat().filter(value => typeof value === 'string') : []
  })

const TAG_VIEW = { limit: 1_000, view: [] }

/** All that it takes to say some filters of a type in words, and to see what in them is broken. */
export const useFilterNames = (entity: AnyEntity, filters: readonly Filter[]): FilterNames & { readonly isKnown: boolean } => {
  const api = useApi()
  const speech = useSpeech()
  const { filters: saved, isKnown: hasSaved } = useSavedFilters()
  const { kinds, isKnown: hasKinds } = useRelationKinds()
  const ids = useMemo(() => [...new Set(filters.flatMap(filter => idsIn(filter, entity)))].toSorted(), [entity, filters])
  const { data: names } = useQuery({ queryKey: keys.filters('names', ids), queryFn: async ({ signal }) => (await unwrap(api.filters.names({ ids }, { signal }))).names, enabled: ids.length > 0, placeholderData: old => old })
  const { data: tags } = useQuery({ queryKey: keys.rows('tag', TAG_VIEW), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'tag', ...TAG_VIEW }, { signal }))).rows })
  return useMemo(() => {
    const byId = new Map(saved.map(one => [one.id, one]))
    const isKnown = hasSaved && hasKinds && tags !== undefined && (ids.length === 0 || names !== undefined)
    const tagIds = new Set(tags?.map(({ id }) => id))
    return {
      isKnown,
      speech,
      kinds,
      entityOf,
      saved: id => byId.get(id),
      // What is not read yet is not missing.
      hasKind: kind => !hasKinds || kinds.some(({ key }) => key === kind),
      hasTag: id => !tags || tagIds.has(id),
      hasRecord: id => !names || !ids.includes(id) || Object.hasOwn(names, id),
      titleOf: id => names?.[id]?.title,
    }
  }, [saved, hasSaved, kinds, hasKinds, tags, ids, names, speech])
}

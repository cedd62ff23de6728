import { filterProblems } from '../../../shared/kernel/filter/check.ts'
import { isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { SAVED_FILTER, type SavedFilter, savedFilterOf, systemFilters } from '../../../shared/kernel/filter/saved.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { mergeKinds } from '../../../shared/modules/relations/relation-kinds.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'
import { placesUsing } from './filter-places.ts'

/** A saved filter means something when it is written, uses itself nowhere, and stays while another uses it. */
export const filtersGuard: Guard = (store, draft, among) => {
  const { document, previous } = draft
  if (document.type !== SAVED_FILTER) return undefined
  if (document.trashedAt !== null) return previous?.trashedAt === null ? usedFailure(store, document.id, among) : undefined
  // A filter of which something broke meanwhile can still be renamed and disabled.
  const isSame = previous && previous.trashedAt === null && JSON.stringify([previous.data['filter'], previous.data['forType']]) === JSON.stringify([document.data['filter'], document.data['forType']])
  return isSame ? undefined : brokenFailure(store, draft, among)
}

const usedFailure = (store: Store, id: string, among: readonly Draft[]): Failure | undefined => {
  const changed = new Set(among.map(({ document }) => document.id))
  const places = placesUsing(store.db, store.read, id).filter(place => !changed.has(place.id))
  return places.length > 0 ? { code: 'IN_USE', params: { places } } : undefined
}

const brokenFailure = (store: Store, { document: { id, data } }: Draft, among: readonly Draft[]): Failure | undefined => {
  const entity = store.entity(String(data['forType']))
  if (!entity || entity.internal) return { code: 'FILTER_BROKEN', params: { why: 'type' } }
  if (!isWholeFilter(data['filter'])) return { code: 'FILTER_BROKEN', params: { why: 'notAFilter' } }
  const shipped = systemFilters(store.registry)
  const read = (other: string) => among.find(({ document }) => document.id === other)?.document ?? store.read(other)
  const saved = (other: string): SavedFilter | undefined => shipped.get(other) ?? savedFilterOf(read(other))
  const kinds = new Set(mergeKinds(kindRecords(store, among)).map(({ key }) => key))
  const [problem] = filterProblems(
    data['filter'],
    entity,
    {
      entityOf: type => store.entity(type),
      saved,
      hasKind: kind => kinds.has(kind),
      hasTag: tag => read(tag)?.type === 'tag' && read(tag)!.trashedAt === null,
      hasRecord: other => read(other) !== undefined,
    },
    [id],
  )
  return problem ? { code: 'FILTER_BROKEN', params: { ...problem.params, why: problem.code } } : undefined
}

const kindRecords = (store: Store, among: readonly Draft[]) => {
  const drafted = among.flatMap(({ document }) => (document.type === 'relationKind' ? [document] : []))
  const kept = (store.db.rows('select id from relationKind where st = 0').all() as string[][]).flatMap(([id]) => (drafted.some(each => each.id === id) ? [] : (store.read(id!) ?? [])))
  return [...kept, ...drafted.filter(({ trashedAt }) => trashedAt === null)].map(({ id, data }) => ({ id, ...data }))
}

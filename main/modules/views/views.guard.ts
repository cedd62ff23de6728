import { SAVED_FILTER, savedFilterOf } from '../../../shared/kernel/filter/saved.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { isViewLooks, SAVED_VIEW, unknownPlaces } from '../../../shared/kernel/view/view.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'

/** A view names what its type has when it is written, and a filter that a view brings along stays. */
export const viewsGuard: Guard = (store, draft, among) => {
  const { document, previous } = draft
  if (document.type === SAVED_FILTER) return document.trashedAt !== null && previous?.trashedAt === null ? usedFailure(store, document.id, among) : undefined
  if (document.type !== SAVED_VIEW || document.trashedAt !== null) return undefined
  // A view of which something broke meanwhile can still be renamed and shared.
  const isSame = previous && previous.trashedAt === null && JSON.stringify([previous.data['looks'], previous.data['forType']]) === JSON.stringify([document.data['looks'], document.data['forType']])
  return isSame ? undefined : brokenFailure(store, draft, among)
}

const usedFailure = (store: Store, filter: string, among: readonly Draft[]): Failure | undefined => {
  const views = (store.db.rows(`select id, title from ${SAVED_VIEW} where st = 0`).all() as [string, string][]).flatMap(([id, title]) => {
    const changed = among.find(({ document }) => document.id === id)?.document
    const looks = (changed ?? store.read(id))?.data['looks']
    return changed?.trashedAt || !isViewLooks(looks) || looks.filter !== filter ? [] : [{ id, type: SAVED_VIEW, title }]
  })
  return views.length > 0 ? { code: 'IN_USE', params: { places: views } } : undefined
}

const brokenFailure = (store: Store, { document: { id, data } }: Draft, among: readonly Draft[]): Failure | undefined => {
  const entity = store.entity(String(data['forType']))
  const { looks } = data
  if (!entity || entity.internal) return { code: 'UNKNOWN_TYPE', params: { type: String(data['forType']) } }
  if (!isViewLooks(looks)) return { code: 'BAD_INPUT', params: { field: 'looks' } }
  const [unknown] = unknownPlaces(looks, entity, type => store.entity(type))
  if (unknown !== undefined) return { code: 'UNKNOWN_FIELD', params: { type: entity.type, field: unknown } }
  const read = (other: string) => among.find(({ document }) => document.id === other)?.document ?? store.read(other)
  const isShipped = Object.keys(entity.filters ?? {}).some(key => `${entity.type}.${key}` === looks.filter)
  if (looks.filter === undefined || isShipped) return undefined
  const filter = savedFilterOf(read(looks.filter))
  const why = !filter ? 'savedGone' : filter.isTrashed ? 'savedTrashed' : filter.forType === entity.type ? undefined : 'savedOfOther'
  return why && { code: 'FILTER_BROKEN', params: { why, name: filter?.name ?? '', filter: looks.filter, view: id } }
}

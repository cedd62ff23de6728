import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { SAVED_FILTER, savedFilterOf, systemFilters } from '../../../shared/kernel/filter/saved.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { SavedFilterView } from '../../../shared/kernel/filter/filter-views.ts'
import type { filtersRpc } from '../../../shared/modules/filters/filters.rpc.ts'
import { mergeKinds } from '../../../shared/modules/relations/relation-kinds.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { placesUsing } from './filter-places.ts'

/** `me` is who asks: others see of a person's filters only the shared ones. */
export const filtersQueries = (reader: Reader, registry: readonly AnyEntity[], me: string): HandlersOf<typeof filtersRpc, 'query'> => {
  const shipped = [...systemFilters(registry).values()].map((filter): SavedFilterView => ({ ...filter, isSystem: true, isShared: true, owner: '', isMine: false }))

  const envelopes = (type: string, where: string) => (reader.db.rows(`select id from ${type} where ${where} order by n`).all() as string[][]).flatMap(([id]) => reader.envelope(id!) ?? [])

  const kept = (): SavedFilterView[] =>
    envelopes(SAVED_FILTER, '1').flatMap(record => {
      const filter = savedFilterOf(record)
      const isShared = record.data['isShared'] === true
      return filter && (isShared || record.owner === me) ? [{ ...filter, isSystem: false, isShared, owner: record.owner, isMine: record.owner === me }] : []
    })

  return {
    list: ({ type }) => ok({ filters: [...shipped, ...kept()].filter(({ forType }) => type === undefined || forType === type) }),
    kinds: () =>
      ok({ kinds: mergeKinds(envelopes('relationKind', 'st = 0').map(({ id, data }) => ({ id, ...data }))).map(({ key, isSymmetric, isDisabled, isInternal, subject, object }) => ({ key, isSymmetric, ...((isDisabled || isInternal) && { isDisabled: true }), subject: endOf(subject), object: endOf(object) })) }),
    names: ({ ids }) => ok({ names: Object.fromEntries(reader.targets(ids)) }),
    usedBy: ({ id }) => ok({ users: placesUsing(reader.db, reader.envelope, id) }),
  }
}

const endOf = ({ predicate, types }: { readonly predicate?: string; readonly types: readonly string[] }) => ({ ...(predicate === undefined ? {} : { predicate }), types: [...types] })

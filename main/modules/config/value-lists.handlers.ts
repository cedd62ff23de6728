import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { placedLists } from '../../../shared/kernel/entity/list-places.ts'
import { mergeValues } from '../../../shared/kernel/entity/merge-values.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { valueListsRpc } from '../../../shared/modules/config/value-lists.rpc.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { listValueOf, recordsOfList } from './list-values.ts'
import { filtersNaming, replaceEverywhere } from './replace-value.jobs.ts'
import { countValues, placesOfList } from './value-places.ts'

interface Use {
  type: string
  field: string
  count: number
}

export const valueListsQueries = (reader: Reader, registry: readonly AnyEntity[]): HandlersOf<typeof valueListsRpc, 'query'> => ({
  uses: ({ list }) => {
    const uses: Record<string, Use[]> = {}
    for (const place of placesOfList(registry, list)) {
      for (const [key, count] of countValues(reader.db, place)) (uses[key] ??= []).push({ type: place.type, field: place.field, count })
    }
    return ok({ uses })
  },
})

export const valueListsCommands = (store: Store, jobs: JobEngine): HandlersOf<typeof valueListsRpc, 'command'> => ({
  order: async ({ list: name, keys }, { actor }) => {
    const list = placedLists(store.registry).find(placed => placed.list.name === name)?.list
    if (!list) return fail('NOT_FOUND', { id: name })
    const operation: Operation = { id: store.newId(), name: 'orderList', params: { list: name }, actor }
    await store.commit(operation, () => {
      const records = recordsOfList(store, name)
      const known = mergeValues(list, records.map(({ data }) => data)).map(({ key }) => key)
      const unknown = keys.find(key => !known.includes(key))
      if (unknown !== undefined) throw new ExpectedError('NOT_FOUND', { id: unknown })
      // Of two records with one key the later counts.
      const byKey = new Map(records.map(record => [String(record.data['key']), record]))
      const drafts = [...new Set([...keys, ...known])].flatMap((key, index) => {
        const record = byKey.get(key)
        const order = index + 1
        if (!record) return [store.draft(operation, 'listValue', { list: name, key, order })]
        return record.data['order'] === order ? [] : [store.change(operation, record, { data: { ...record.data, order } })]
      })
      return { drafts }
    })
    return ok({ op: operation.id })
  },
  replace: async ({ background = false, ...order }, { actor, signal }) => {
    const { list, from, into } = order
    const [old, kept] = [listValueOf(store, list, from), into === null ? undefined : listValueOf(store, list, into)]
    if (!old.isDeclared && !old.record) return fail('NOT_FOUND', { id: from })
    if (kept && ((!kept.isDeclared && !kept.record) || from === into)) return fail('NOT_FOUND', { id: into })
    const filters = into === null ? filtersNaming(store, list, from) : []
    if (filters.length > 0) return fail('IN_USE', { places: filters.map(id => ({ type: 'savedFilter', id, title: String(store.read(id)?.data['name'] ?? '') })) })
    const word = ({ record }: typeof old, key: string): unknown => record?.data['label'] ?? key
    const operation: Operation = { id: store.newId(), name: 'replaceValue', params: { from: word(old, from), ...(kept && { into: word(kept, into!) }) }, actor }
    return ok(await replaceEverywhere(store, jobs, operation, order, { isWaiting: !background, signal }))
  },
})

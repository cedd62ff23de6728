import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { tagsRpc } from '../../../shared/modules/config/tags.rpc.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { placesOf } from './tag-places.ts'

const BATCH = 250

export const tagsQueries = (reader: Reader, registry: readonly AnyEntity[]): HandlersOf<typeof tagsRpc, 'query'> => ({
  uses: () => {
    const uses: Record<string, Record<string, number>> = {}
    for (const { type, fields, internal } of registry) {
      if (internal || fields['tags']?.kind !== 'tags') continue
      const counts = reader.db.rows(`select v.k, count(*) from ${type}_tags v join ${type} c on c.n = v.n where c.st = 0 group by v.k`).all() as [string, number][]
      for (const [tag, count] of counts) (uses[tag] ??= {})[type] = count
    }
    return ok({ uses })
  },
  places: ({ id }) => ok({ places: placesOf(reader.db, registry, id) }),
})

export const tagsCommands = (store: Store): HandlersOf<typeof tagsRpc, 'command'> => ({
  merge: async ({ from, into }, { actor }) => {
    const [merged, kept] = [from, into].map(id => store.read(id))
    if (merged?.type !== 'tag' || merged.trashedAt !== null) return fail('NOT_FOUND', { id: from })
    if (kept?.type !== 'tag' || kept.trashedAt !== null || from === into) return fail('NOT_FOUND', { id: into })
    const named = placesOf(store.db, store.registry, from).filter(({ type }) => !tagFieldsOf(store.entity(type)!).length)
    if (named.length > 0) return fail('IN_USE', { places: named })
    const operation: Operation = { id: store.newId(), name: 'mergeTags', params: { from: merged.data['name'], into: kept.data['name'] }, actor }
    let count = 0
    const types = typesOfBoth(merged.data['types'], kept.data['types'])
    for (let isFirst = true, isLast = false; !isLast; isFirst = false) {
      await store.commit(operation, () => {
        const found = holdersOf(store.db, store.registry, from)
        const holders = found.map(id => {
          const record = store.read(id)!
          const swapped = tagFieldsOf(store.entity(record.type)!).flatMap(field => {
            const tags = record.data[field] as string[] | undefined
            return tags?.includes(from) ? [[field, [...new Set(tags.map(tag => (tag === from ? into : tag)))]] as const] : []
          })
          return store.change(operation, record, { data: { ...record.data, ...Object.fromEntries(swapped) } })
        })
        count += holders.length
        isLast = found.length < BATCH
        const drafts = isFirst ? [store.change(operation, kept, { data: withTypes(kept.data, types) }), ...holders] : holders
        if (!isLast) return { drafts }
        const tag = store.read(from)
        if (!tag) throw new ExpectedError('NOT_FOUND', { id: from })
        return { drafts: [...drafts, store.change(operation, tag, { trashedAt: store.instant() })] }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
    return ok({ op: operation.id, count })
  },
})

/** What takes the holders of both must take the types of both; none stands for all. */
const typesOfBoth = (a: unknown, b: unknown): ListItem[] => {
  const [one, other] = [a, b].map(types => (types as ListItem[] | undefined) ?? [])
  return one!.length && other!.length ? [...other!, ...one!.filter(({ value }) => !other!.some(item => item.value === value))] : []
}

const withTypes = ({ types: _, ...data }: Record<string, unknown>, types: readonly ListItem[]): Record<string, unknown> => (types.length > 0 ? { ...data, types } : data)

const tagFieldsOf = ({ fields }: AnyEntity): string[] => Object.keys(fields).filter(name => fields[name]!.kind === 'tags')

/** Some of the records that hold a tag in any of their fields, trashed ones too. */
const holdersOf = (db: Db, registry: readonly AnyEntity[], tag: string): string[] => {
  const ids = new Set<string>()
  for (const entity of registry) {
    for (const field of tagFieldsOf(entity)) {
      const found = db.rows(`select c.id from ${entity.type}_${field} v join ${entity.type} c on c.n = v.n where v.k = ? limit ${BATCH}`).all(tag) as string[][]
      for (const [id] of found) if (ids.size < BATCH) ids.add(id!)
    }
  }
  return [...ids]
}

import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, ok } from '../../../shared/kernel/rpc/result.ts'
import type { SavedViewView } from '../../../shared/kernel/view/view-schemas.ts'
import { isViewLooks, SAVED_VIEW } from '../../../shared/kernel/view/view.ts'
import type { viewsRpc } from '../../../shared/modules/views/views.rpc.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'

const viewOf = ({ id, data, owner }: Envelope, me: string): SavedViewView | undefined => {
  const { name, forType, looks, isShared, isDefault } = data
  if (typeof forType !== 'string' || !isViewLooks(looks)) return undefined
  return { id, name: String(name ?? ''), forType, looks, isShared: isShared === true, isDefault: isDefault === true, owner, isMine: owner === me }
}

const idsOf = (db: Db): string[] => (db.rows(`select id from ${SAVED_VIEW} where st = 0 order by k_name, n`).all() as [string][]).map(([id]) => id)

/** `me` is who asks: others see of a person's views only the shared ones. */
export const viewsQueries = (reader: Reader, me: string): HandlersOf<typeof viewsRpc, 'query'> => ({
  list: ({ type }) => {
    const views = idsOf(reader.db).flatMap(id => viewOf(reader.envelope(id)!, me) ?? [])
    return ok({ views: views.filter(({ forType, isShared, isMine }) => (isShared || isMine) && (type === undefined || forType === type)) })
  },
})

export const viewsCommands = (store: Store): HandlersOf<typeof viewsRpc, 'command'> => ({
  makeDefault: async ({ id, isDefault }, { actor }) => {
    const params: Record<string, unknown> = { type: SAVED_VIEW, id }
    const operation = { id: store.newId(), name: 'edit', params, actor }
    await store.commit(operation, () => {
      const chosen = store.read(id)
      if (chosen?.type !== SAVED_VIEW || chosen.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id })
      params['title'] = chosen.data['name']
      const isRival = ({ data, owner }: Envelope): boolean =>
        data['forType'] === chosen.data['forType'] && (data['isShared'] === true) === (chosen.data['isShared'] === true) && (data['isShared'] === true || owner === chosen.owner)
      const rivals = isDefault ? idsOf(store.db).flatMap(other => (other === id ? [] : (store.read(other) ?? []))).filter(other => other.data['isDefault'] === true && isRival(other)) : []
      const changed = [...rivals.map(other => [other, false] as const), ...((chosen.data['isDefault'] === true) === isDefault ? [] : [[chosen, isDefault] as const])]
      return { drafts: changed.map(([record, is]) => store.change(operation, record, { data: { ...record.data, isDefault: is } })) }
    })
    return ok({ op: operation.id })
  },
})

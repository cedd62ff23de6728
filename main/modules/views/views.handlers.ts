import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, ok } from '../../../shared/kernel/rpc/result.ts'
import type { SavedViewView } from '../../../shared/kernel/view/view-schemas.ts'
import { isViewLooks, SAVED_VIEW } from '../../../shared/kernel/view/view.ts'
import type { SavedViewRecord } from '../../../shared/modules/config/saved-view.entity.ts'
import type { viewsRpc } from '../../../shared/modules/views/views.rpc.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'

const viewOf = ({ id, data, owner }: Envelope, me: string): Omit<SavedViewView, 'isUsual'> | undefined => {
  const { name, forType, looks, isShared, isDefault } = data
  if (typeof forType !== 'string' || !isViewLooks(looks)) return undefined
  return { id, name: String(name ?? ''), forType, looks, isShared: isShared === true, isDefault: isDefault === true, roles: rolesIn(data), owner, isMine: owner === me }
}

/** The roles for whose people a list opens with a view. */
const rolesIn = ({ isShared, defaultFor }: Envelope['data']): string[] => (isShared === true ? ((defaultFor ?? []) as SavedViewRecord['defaultFor'] & {}).map(({ value }) => value) : [])

/** The view with which a list opens: one's own, else that of the first of one's roles that has one, else everybody's. */
const usualOf = (views: readonly Omit<SavedViewView, 'isUsual'>[], mine: readonly string[]): string | undefined =>
  (views.find(({ isShared, isDefault }) => isDefault && !isShared) ?? mine.map(role => views.find(({ roles }) => roles.includes(role))).find(view => view !== undefined) ?? views.find(({ isDefault }) => isDefault))?.id

const idsOf = (db: Db): string[] => (db.rows(`select id from ${SAVED_VIEW} where st = 0 order by k_name, n`).all() as [string][]).map(([id]) => id)

/** `me` is who asks: others see of a person's views only the shared ones. `myRoles` are theirs, the first before the others. */
export const viewsQueries = (reader: Reader, me: string, myRoles: () => readonly string[]): HandlersOf<typeof viewsRpc, 'query'> => ({
  list: ({ type }) => {
    const all = idsOf(reader.db).flatMap(id => viewOf(reader.envelope(id)!, me) ?? [])
    const views = all.filter(({ forType, isShared, isMine }) => (isShared || isMine) && (type === undefined || forType === type))
    const mine = myRoles()
    const usual = new Set([...new Set(views.map(({ forType }) => forType))].map(each => usualOf(views.filter(({ forType }) => forType === each), mine)))
    return ok({ views: views.map(view => ({ ...view, isUsual: usual.has(view.id) })) })
  },
})

export const viewsCommands = (store: Store): HandlersOf<typeof viewsRpc, 'command'> => ({
  makeDefault: async ({ id, isDefault, role }, { actor }) => {
    const params: Record<string, unknown> = { type: SAVED_VIEW, id }
    const operation = { id: store.newId(), name: 'edit', params, actor }
    await store.commit(operation, () => {
      const chosen = store.read(id)
      if (chosen?.type !== SAVED_VIEW || chosen.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id })
      const { forType, name } = chosen.data
      const isShared = chosen.data['isShared'] === true
      if (role !== undefined && !isShared) throw new ExpectedError('BAD_INPUT', { id, role })
      params['title'] = name
      const isRival = ({ data, owner }: Envelope): boolean => data['forType'] === forType && (data['isShared'] === true) === isShared && (isShared || owner === chosen.owner)
      const isSo = ({ data }: Envelope): boolean => (role === undefined ? data['isDefault'] === true : rolesIn(data).includes(role))
      const made = ({ data }: Envelope, is: boolean): Envelope['data'] =>
        role === undefined ? { ...data, isDefault: is } : { ...data, defaultFor: [...rolesIn(data).filter(each => each !== role), ...(is ? [role] : [])].map(value => ({ value })) }
      const rivals = isDefault ? idsOf(store.db).flatMap(other => (other === id ? [] : (store.read(other) ?? []))).filter(other => isRival(other) && isSo(other)) : []
      const changed = [...rivals.map(other => [other, false] as const), ...(isSo(chosen) === isDefault ? [] : [[chosen, isDefault] as const])]
      return { drafts: changed.map(([record, is]) => store.change(operation, record, { data: made(record, is) })) }
    })
    return ok({ op: operation.id })
  },
})

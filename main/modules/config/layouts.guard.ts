import { isLayout, PLACES } from '../../../shared/kernel/layout/layout.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'

const OF_A_TYPE = ['sheet', 'form']

/** A layout is of a place that there is, means something, and is the only one of its place. */
export const layoutsGuard: Guard = (store, { document }, among) => {
  if (document.type !== 'layout' || document.trashedAt !== null) return undefined
  const { place, forType, role, layout } = document.data
  const isKnown = PLACES.some(each => each === place)
  const isOfType = OF_A_TYPE.includes(String(place))
  const entity = store.entity(String(forType))
  const problems: Problem[] = [
    ...(isKnown ? [] : [{ field: 'place', code: 'NOT_A_CHOICE', params: { value: String(place) } } as const]),
    ...((isOfType ? entity && !entity.internal : forType === undefined) ? [] : [{ field: 'forType', code: 'NOT_A_CHOICE', params: { value: String(forType ?? '') } } as const]),
    ...(role === undefined || isRole(store, String(role), among) ? [] : [{ field: 'role', code: 'NOT_A_CHOICE', params: { value: String(role) } } as const]),
    ...(isLayout(layout) ? [] : [{ field: 'layout', code: 'WRONG_KIND' } as const]),
    ...(isTaken(store, document, among) ? [{ field: 'place', code: 'NAME_TAKEN', params: { value: String(document.data['name']) } } as const] : []),
  ]
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

const isRole = (store: Store, id: string, among: readonly Draft[]): boolean => {
  const role = among.find(({ document }) => document.id === id)?.document ?? store.read(id)
  return role?.type === 'role' && role.trashedAt === null
}

const placeOf = ({ place, forType, role }: Record<string, unknown>): string => JSON.stringify([place, forType ?? null, role ?? null])

const isTaken = (store: Store, { id, data }: Draft['document'], among: readonly Draft[]): boolean => {
  const mine = placeOf(data)
  const drafted = new Set(among.map(({ document }) => document.id))
  const others = (store.db.rows('select id from layout where st = 0').all() as string[][]).flatMap(([other]) => (drafted.has(other!) ? [] : (store.read(other!) ?? [])))
  const beside = among.flatMap(({ document }) => (document.type === 'layout' && document.trashedAt === null && document.id !== id ? [document] : []))
  return [...others, ...beside].some(other => other.id !== id && placeOf(other.data) === mine)
}

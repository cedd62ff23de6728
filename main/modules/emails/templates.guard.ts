import { isAttached } from '../../../shared/kernel/entity/define.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { templateProblems } from '../../kernel/mail/render-template.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'
import { templatePlaces } from './template-places.ts'

/**
 * A template can be read, holds nothing foreign and speaks of a type that there is; one that something sends stays, but for
 * a changed shipped one, which gives way to what came with the application.
 */
export const templatesGuard: Guard = (store, { document, previous }, among) => {
  if (document.type !== 'emailTemplate') return undefined
  const { id, data, trashedAt } = document
  if (trashedAt !== null) {
    if (previous?.trashedAt !== null || data['key'] !== undefined) return undefined
    const changed = new Set(among.map(each => each.document.id))
    const places = templatePlaces(store.db, store.registry, id).filter(place => !changed.has(place.id))
    return places.length > 0 ? { code: 'IN_USE', params: { places } } : undefined
  }
  const problems = [...wrongType(store, data['forType']), ...isStoodFor(store, document, among), ...templateProblems(data)]
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

const wrongType = (store: Store, forType: unknown): Problem[] => {
  const entity = store.entity(String(forType))
  return entity && !entity.internal && !isAttached(entity) ? [] : [{ field: 'forType', code: 'NOT_A_CHOICE', params: { value: String(forType) } }]
}

/** There is one record at most that stands for a shipped template in a language. */
const isStoodFor = (store: Store, { id, data }: Draft['document'], among: readonly Draft[]): Problem[] => {
  const { key, language } = data
  if (key === undefined) return []
  const drafted = new Set(among.map(({ document }) => document.id))
  const others = store.db.rows('select id from emailTemplate where st = 0 and f_key = ? and f_language = ?').all(key, language) as string[][]
  return others.some(([other]) => other !== id && !drafted.has(other!)) ? [{ field: 'name', code: 'NAME_TAKEN', params: { value: String(data['name']) } }] : []
}

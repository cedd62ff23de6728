import { isAttached, typesReached } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { takesTag } from '../../../shared/kernel/entity/tag-set.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { COLOURS } from '../../../shared/kernel/entity/value-list.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'
import { keyOf } from '../../kernel/store/typed-table.ts'
import { placesOf } from './tag-places.ts'

/** Two tags have two names, a tag that something needs stays, and a record is given only tags meant for its type. */
export const tagsGuard: Guard = (store, draft, among) => (draft.document.type === 'tag' ? tagFailure(store, draft, among) : holderFailure(store, draft, among))

const tagFailure = (store: Store, { document: { id, data, trashedAt }, previous }: Draft, among: readonly Draft[]): Failure | undefined => {
  if (trashedAt !== null) {
    const changed = new Set(among.map(({ document }) => document.id))
    const places = previous?.trashedAt === null ? placesOf(store.db, store.registry, id).filter(place => !changed.has(place.id)) : []
    return places.length > 0 ? { code: 'IN_USE', params: { places } } : undefined
  }
  const problems = [...nameTaken(store, id, String(data['name']), among), ...wrongColour(data['colour']), ...wrongTypes(store, data['types'])]
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

const nameTaken = (store: Store, id: string, name: string, among: readonly Draft[]): Problem[] => {
  const key = keyOf({ kind: 'text' }, name)
  const others = store.db.rows('select id from tag where st = 0 and k_name = ?').all(key) as string[][]
  const isTaken =
    others.some(([other]) => other !== id && !among.some(({ document }) => document.id === other)) ||
    among.some(({ document }) => document.type === 'tag' && document.id !== id && document.trashedAt === null && keyOf({ kind: 'text' }, document.data['name']) === key)
  return isTaken ? [{ field: 'name', code: 'NAME_TAKEN', params: { value: name } }] : []
}

const wrongColour = (colour: unknown): Problem[] =>
  colour === undefined || COLOURS.some(known => known === colour) ? [] : [{ field: 'colour', code: 'NOT_A_CHOICE', params: { value: String(colour) } }]

const wrongTypes = (store: Store, types: unknown): Problem[] => {
  const known = typesReached({ kind: 'relation' }, store.registry)
  return ((types as ListItem<string>[] | undefined) ?? []).filter(({ value }) => !known.includes(value)).map(({ value }) => ({ field: 'types', code: 'NOT_A_CHOICE', params: { value } }))
}

const holderFailure = (store: Store, { document, previous, isMerge, isUndo }: Draft, among: readonly Draft[]): Failure | undefined => {
  const { type, data } = document
  const tags = data['tags'] as readonly string[] | undefined
  const before = previous?.data['tags'] as readonly string[] | undefined
  const entity = store.entity(type)
  if (!tags || tags === before || !entity || entity.internal || isAttached(entity)) return undefined
  const problems = tags.flatMap((id): Problem[] => {
    if (before?.includes(id)) return []
    const tag = among.find(each => each.document.id === id)?.document ?? store.read(id)
    // What a record had, or one that is merged into it, is not new, whatever became of the tag.
    const isHad = (isMerge || isUndo) && tag?.type === 'tag'
    return isHad || takesTag(tag, type) ? [] : [{ field: 'tags', code: 'NOT_A_CHOICE', params: { value: String(tag?.data['name'] ?? id) } }]
  })
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

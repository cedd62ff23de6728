import { type Envelope, typesReached } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { type RelationKind, SHIPPED_KINDS, type Side, SIDES } from '../../../shared/modules/relations/relation-kinds.ts'
import { linkRefusal, type Party, type Refusal } from '../../../shared/modules/relations/relations.rules.ts'
import type { Draft, Guard, Store } from '../../kernel/store/store.ts'
import { keyOf } from '../../kernel/store/typed-table.ts'
import { kindNamed } from './kinds.ts'

/** A relation links what its kind allows; a kind that relations have stays. */
export const relationsGuard: Guard = (store, draft, among) => {
  const { document } = draft
  if (document.type === 'relation') return relationFailure(store, draft, among)
  return document.type === 'relationKind' ? kindFailure(store, document) : undefined
}

const relationFailure = (store: Store, draft: Draft, among: readonly Draft[]): Failure | undefined => {
  const { data, trashedAt } = draft.document
  const before = draft.previous?.trashedAt === null ? draft.previous.data : undefined
  const changed = ['kind', ...SIDES].filter(field => before?.[field] !== data[field])
  if (trashedAt !== null || changed.length === 0) return undefined
  const isTurned = (draft.isMerge || draft.isUndo) && !changed.includes('kind')
  const refused = isTurned ? turnRefusal(store, draft, SIDES.filter(side => changed.includes(side)), among) : refusalOf(store, draft, among)
  return refused && { code: 'RELATION_REFUSED', params: { kind: data['kind'], ...named(store, refused) } }
}

const refusalOf = (store: Store, { document, isOwn }: Draft, among: readonly Draft[]): Refusal | undefined => {
  const { data } = document
  const kind = kindNamed(store.db, String(data['kind']))
  const [subject, object] = SIDES.map(side => partyOf(store, String(data[side]), among, kind?.[side].types))
  if (!kind || !subject || !object) return { reason: 'gone' }
  return linkRefusal(isOwn ? { ...kind, isInternal: false } : kind, subject, object) ?? twiceRefusal(store, document, kind, among)
}

/** Of a relation that was there before and is only turned to another record, neither the kind nor the other end is judged anew. */
const turnRefusal = (store: Store, { document }: Draft, turned: readonly Side[], among: readonly Draft[]): Refusal | undefined => {
  const { data } = document
  const kind = kindNamed(store.db, String(data['kind']))
  if (turned.some(side => !partyOf(store, String(data[side]), among, kind?.[side].types))) return { reason: 'gone' }
  return data['subject'] === data['object'] ? { reason: 'self' } : twiceRefusal(store, document, kind, among)
}

/** What a kind names may stand there, though it is the application's own. */
const partyOf = (store: Store, id: string, among: readonly Draft[], types: readonly string[] = []): Party | undefined => {
  const record = among.find(({ document }) => document.id === id)?.document ?? store.read(id)
  if (!record || record.trashedAt !== null || ![...types, ...typesReached({ kind: 'relation' }, store.registry)].includes(record.type)) return undefined
  return { id, type: record.type, tags: (record.data['tags'] as string[] | undefined) ?? [] }
}

const twiceRefusal = (store: Store, { id, data: { kind: key, subject, object } }: Envelope, kind: RelationKind | undefined, among: readonly Draft[]): Refusal | undefined => {
  const ways = kind?.isSymmetric ? [[subject, object], [object, subject]] : [[subject, object]]
  const isThere = ways.some(
    ([from, to]) =>
      among.some(({ document: { id: other, type, trashedAt, data } }) => type === 'relation' && other !== id && trashedAt === null && data['kind'] === key && data['subject'] === from && data['object'] === to) ||
      (store.db.rows('select id from relation where st = 0 and f_subject = ? and k_kind = ? and f_object = ?').all(from, keyOf({ kind: 'text' }, key), to) as string[][]).some(
        ([other]) => other !== id && !among.some(({ document }) => document.id === other),
      ),
  )
  return isThere ? { reason: 'twice' } : undefined
}

/** A refusal with the names of the tags that it speaks of. */
const named = (store: Store, refused: Refusal): Refusal | (Omit<Refusal, 'tags'> & { tagNames: string }) =>
  'tags' in refused ? { ...refused, tagNames: refused.tags.map(id => store.read(id)?.data['name'] ?? id).join(', ') } : refused

const kindFailure = (store: Store, { id, data, trashedAt }: Envelope): Failure | undefined => {
  const isShipped = SHIPPED_KINDS.some(({ key }) => key === data['key'])
  if (trashedAt !== null) {
    // Without its record a shipped kind is what it was at first.
    const count = isShipped ? 0 : (store.db.rows('select count(*) from relation where st = 0 and k_kind = ?').get(keyOf({ kind: 'text' }, id)) as number[])[0]!
    return count > 0 ? { code: 'IN_USE', params: { relations: count } } : undefined
  }
  const problems = [...(isShipped ? [] : missingWords(data)), ...unknownTypes(store, data)]
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

const missingWords = (data: Envelope['data']): Problem[] =>
  SIDES.map(side => `${side}Predicate`)
    .filter(field => data[field] === undefined)
    .map(field => ({ field, code: 'REQUIRED' }))

const unknownTypes = (store: Store, data: Envelope['data']): Problem[] => {
  const linkable = typesReached({ kind: 'relation' }, store.registry)
  return SIDES.map(side => `${side}Types`).flatMap(field =>
    ((data[field] as ListItem<string>[] | undefined) ?? []).filter(({ value }) => !linkable.includes(value)).map(({ value }) => ({ field, code: 'NOT_A_CHOICE', params: { value } })),
  )
}

import { type Envelope, typesReached } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import { type RelationKind, SHIPPED_KINDS, SIDES } from '../../../shared/modules/relations/relation-kinds.ts'
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

const relationFailure = (store: Store, { document, previous, isOwn }: Draft, among: readonly Draft[]): Failure | undefined => {
  const { data, trashedAt } = document
  if (trashedAt !== null || (previous?.trashedAt === null && ['kind', ...SIDES].every(field => previous.data[field] === data[field]))) return undefined
  const kind = kindNamed(store.db, String(data['kind']))
  const [subject, object] = SIDES.map(side => partyOf(store, String(data[side]), among, kind?.[side].types))
  const refused = !kind || !subject || !object ? ({ reason: 'gone' } as const) : refusalOf(store, isOwn ? { ...kind, isInternal: false } : kind, subject, object, document, among)
  return refused && { code: 'RELATION_REFUSED', params: { kind: data['kind'], ...named(store, refused) } }
}

/** What a kind names may stand there, though it is the application's own. */
const partyOf = (store: Store, id: string, among: readonly Draft[], types: readonly string[] = []): Party | undefined => {
  const record = among.find(({ document }) => document.id === id)?.document ?? store.read(id)
  if (!record || record.trashedAt !== null || ![...types, ...typesReached({ kind: 'relation' }, store.registry)].includes(record.type)) return undefined
  return { id, type: record.type, tags: (record.data['tags'] as string[] | undefined) ?? [] }
}

const refusalOf = (store: Store, kind: RelationKind, subject: Party, object: Party, { id }: Envelope, among: readonly Draft[]): Refusal | undefined => {
  const refused = linkRefusal(kind, subject, object)
  if (refused) return refused
  const ways = kind.isSymmetric ? [[subject.id, object.id], [object.id, subject.id]] : [[subject.id, object.id]]
  const isThere = ways.some(
    ([from, to]) =>
      among.some(({ document: { id: other, type, trashedAt, data } }) => type === 'relation' && other !== id && trashedAt === null && data['kind'] === kind.key && data['subject'] === from && data['object'] === to) ||
      (store.db.rows('select id from relation where st = 0 and f_subject = ? and k_kind = ? and f_object = ?').all(from, keyOf({ kind: 'text' }, kind.key), to) as string[][]).some(
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

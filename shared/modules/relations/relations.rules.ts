import { otherSide, type RelationKind, type Side, SIDES } from './relation-kinds.ts'

/** A record as one end of a relation. */
export interface Party {
  readonly id: string
  readonly type: string
  readonly tags: readonly string[]
}

/** Why a kind may not link two records; `side` says of which end. */
export type Refusal =
  | { readonly reason: 'gone' | 'disabled' | 'internal' | 'self' | 'twice' }
  | { readonly reason: 'type'; readonly side: Side; readonly type: string; readonly types: readonly string[] }
  | { readonly reason: 'missing' | 'forbidden'; readonly side: Side; readonly tags: readonly string[] }

/** What keeps a record from standing at one end, whatever stands at the other. */
export const sideRefusal = (kind: RelationKind, side: Side, { type, tags }: Omit<Party, 'id'>): Refusal | undefined => {
  const { types, required, forbidden } = kind[side]
  if (types.length > 0 && !types.includes(type)) return { reason: 'type', side, type, types }
  const missing = required.filter(tag => !tags.includes(tag))
  if (missing.length > 0) return { reason: 'missing', side, tags: missing }
  const wrong = forbidden.filter(tag => tags.includes(tag))
  return wrong.length > 0 ? { reason: 'forbidden', side, tags: wrong } : undefined
}

/** What keeps a kind from being chosen at all. */
export const kindRefusal = ({ isDisabled, isInternal }: RelationKind): Refusal | undefined =>
  isInternal ? { reason: 'internal' } : isDisabled ? { reason: 'disabled' } : undefined

/** What keeps a kind from linking two records, others aside. */
export const linkRefusal = (kind: RelationKind, subject: Party, object: Party): Refusal | undefined =>
  kindRefusal(kind) ?? (subject.id === object.id ? { reason: 'self' } : (sideRefusal(kind, 'subject', subject) ?? sideRefusal(kind, 'object', object)))

/** The ends at which a record of a type could stand, by hand; a symmetric kind reads alike from both. */
export const sidesFor = (kind: RelationKind, type: string): Side[] =>
  (kind.isSymmetric ? SIDES.slice(0, 1) : SIDES).filter(side => !kind.isInternal && (kind[side].types.length === 0 || kind[side].types.includes(type)))

/** The types that may stand across from a record at one end. */
export const typesAcross = (kind: RelationKind, side: Side): readonly string[] => kind[otherSide(side)].types

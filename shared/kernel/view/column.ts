import type { AnyEntity } from '../entity/define.ts'
import type { Field } from '../entity/fields.ts'
import { type FieldPath, resolvePath } from '../entity/paths.ts'
import { type EntityOf, type Place, resolvePlace } from '../filter/place.ts'
import { type ComputedColumn, resolveComputed } from './computed.ts'

/** The relations of a kind that a record has, read from one of its ends. */
export interface RelationColumn {
  readonly kind: string
  readonly side: 'subject' | 'object' | 'either'
}

/** What a column of a list shows; its values stand in a row under the column's whole path. */
export interface ColumnPlace {
  readonly at: FieldPath
  /** Where it looks, when that is not a field of the record itself. */
  readonly place?: Place
  readonly relation?: RelationColumn
  readonly computed?: ComputedColumn
}

/** Of what the envelope says, what a list can show. */
const SHOWN_OWN: readonly string[] = ['createdAt', 'updatedAt']

const RELATION = /^relation:([^:]+):(subject|object|either)$/
const RECORDS: Field = { kind: 'list', of: { kind: 'relation' } }
const NUMBER: Field = { kind: 'integer' }

export const relationPath = ({ kind, side }: RelationColumn): string => `relation:${kind}:${side}`

export const readRelation = (path: string): RelationColumn | undefined => {
  const [, kind, side] = RELATION.exec(path) ?? []
  return kind === undefined ? undefined : { kind, side: side as RelationColumn['side'] }
}

/**
 * Resolves `amount`, `address.city`, `createdAt`, `organisation.sector` (through at most three relations),
 * `relation:<kind>:<side>`, and what is computed (`age:createdAt`); undefined when there is no such column.
 */
export const resolveColumn = (entity: AnyEntity, path: string, entityOf: EntityOf): ColumnPlace | undefined => {
  const own = resolvePath(entity, path)
  if (own) return own.field.hidden ? undefined : { at: own }
  const relation = readRelation(path)
  if (relation) return { at: { path, name: path, field: RECORDS, leaf: RECORDS.of!, many: true }, relation }
  const computed = resolveComputed(entity, path, entityOf)
  if (computed) return { at: { path, name: path, field: NUMBER, leaf: NUMBER, many: false }, computed }
  const place = resolvePlace(entity, path, entityOf)
  if (!place || place.at?.field.hidden) return undefined
  if (!place.at) return SHOWN_OWN.includes(place.path) ? { at: { path, name: path, field: place.leaf, leaf: place.leaf, many: false }, place } : undefined
  return { at: { ...place.at, path, name: path.slice(0, path.length - place.path.length) + place.at.name }, place }
}

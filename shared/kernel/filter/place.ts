import type { AnyEntity } from '../entity/define.ts'
import type { Field } from '../entity/fields.ts'
import { type FieldPath, resolvePath } from '../entity/paths.ts'
import { MOST_LINKS } from './filter.ts'

/** What the envelope of every record says and a filter may ask. */
export const OWN_FIELDS: Readonly<Record<string, Field>> = {
  id: { kind: 'text' },
  title: { kind: 'text' },
  createdAt: { kind: 'dateTime' },
  updatedAt: { kind: 'dateTime' },
  createdBy: { kind: 'text' },
  updatedBy: { kind: 'text' },
  owner: { kind: 'text' },
}

/** Those of them that name a person. */
export const PEOPLE: readonly string[] = ['createdBy', 'updatedBy', 'owner']

/** The type whose records are the people of the firm. */
export const USER = 'user'

/** Whether a place names a person who may be oneself. */
export const isPersonal = ({ path, at, leaf }: Pick<Place, 'path' | 'at' | 'leaf'>): boolean => (at ? leaf.kind === 'relation' && leaf.to === USER : PEOPLE.includes(path))

/** A relation that a path follows: from a type, by a field. */
export interface Link {
  readonly from: AnyEntity
  readonly name: string
}

/** Where a condition looks: through some relations, at a field of the records to which they lead or of the record itself. */
export interface Place {
  readonly links: readonly Link[]
  readonly entity: AnyEntity
  /** What remains of the path in that type. */
  readonly path: string
  /** Undefined for what the envelope says. */
  readonly at: FieldPath | undefined
  /** What one value is. */
  readonly leaf: Field
}

export type EntityOf = (type: string) => AnyEntity | undefined

/** Resolves `status`, `address.city`, `organisation.sector`, `organisation.parent.createdAt`; undefined when there is no such place. */
export const resolvePlace = (entity: AnyEntity, path: string, entityOf: EntityOf): Place | undefined => {
  const links: Link[] = []
  let [from, rest] = [entity, path]
  for (;;) {
    const own = Object.hasOwn(OWN_FIELDS, rest) ? OWN_FIELDS[rest] : undefined
    const at = own ? undefined : resolvePath(from, rest)
    if (own || at) return { links, entity: from, path: rest, at, leaf: own ?? at!.leaf }
    const dot = rest.indexOf('.')
    const name = rest.slice(0, Math.max(0, dot))
    const field = Object.hasOwn(from.fields, name) ? from.fields[name]! : undefined
    const reached = field?.kind === 'relation' && !field.hidden && field.to !== undefined ? entityOf(field.to) : undefined
    if (!reached || links.length === MOST_LINKS) return undefined
    links.push({ from, name })
    ;[from, rest] = [reached, rest.slice(dot + 1)]
  }
}

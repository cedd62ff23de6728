import type { Filter } from '../filter/filter.ts'
import { type Field, isInCells, type OwnWords, tags } from './fields.ts'

export type Fields = Readonly<Record<string, Field>>
export type DataOf<F extends Fields> = { [K in keyof F]?: F[K] extends Field<infer V> ? V : never }

/**
 * How records are recognised when the same one comes in again (import): fields whose values must all be equal,
 * accents and case aside. Keys are tried in order; a match by one holds only if no earlier key contradicts it.
 */
export type MatchKey = readonly string[]

export interface EntityDefinition<F extends Fields = Fields> {
  /** Name of the type, of its table and of its address in the window. */
  readonly type: string
  /** Where its words are in the locales: `persons.contact` holds `one`, `many`, `fields.<name>`... */
  readonly labels: string
  readonly fields: F
  /** The name under which a person knows the record. */
  readonly title: (record: DataOf<F>) => string
  /** Columns of its list; a path goes into an address: `address.city`. */
  readonly list: readonly string[]
  /** Rows of its form. */
  readonly form: readonly (readonly string[])[]
  /** Fields that order it by default. */
  readonly sort: readonly string[]
  /** The date by which its lists begin with the latest, unless another order is asked for. */
  readonly newest?: string
  readonly keys?: readonly MatchKey[]
  /**
   * By what two of its records are suspected to be the same: places whose values must all be alike, each in the way of its
   * kind (the main names by their sound, together).
   */
  readonly duplicates?: readonly MatchKey[]
  /** The one field that an import fills when a cell names such a record, e.g. an organisation in a table of people. */
  readonly nameField?: string
  /** Filters worth an index of their own, each combined with the default order. */
  readonly indexes?: readonly (readonly string[])[]
  /** Filters that come with the type, by a key whose words are `filters.system.<type>.<key>`. */
  readonly filters?: Readonly<Record<string, Filter>>
  /** Its records are made by what they tell of: no table brings whole ones. */
  readonly isMade?: boolean
  /** The boolean that puts a record aside: out of lists and searches unless they are asked for those as well. */
  readonly archive?: string
  /** Machinery of the application: in no menu, list of types or search. */
  readonly internal?: boolean
  /** Of a type that users made, whose words are in no locale. */
  readonly own?: OwnType
}

/** How a type that users made presents itself. */
export interface OwnType {
  /** The record that it is made of. */
  readonly id: string
  readonly one: OwnWords
  readonly many: OwnWords
  readonly icon: string
  readonly colour: string
  readonly group: string
  /** What stands after the name in the title of its records. */
  readonly titleFields: readonly string[]
}

export const defineEntity = <const F extends Fields>(definition: EntityDefinition<F>): EntityDefinition<F> => definition

/** What a record keeps under `data`, by field name; an absent field is empty. */
export type RecordOf<D> = D extends EntityDefinition<infer F> ? DataOf<F> : never

/** A definition whose fields are not known at compile time. */
export type AnyEntity = EntityDefinition<Fields>

/** Erases a definition's own field types, for code that serves every type. */
export const anyEntity = <F extends Fields>(definition: EntityDefinition<F>): AnyEntity => definition as unknown as AnyEntity

/** Fields that every type which stands by itself has, without declaring them. */
const SHARED: Fields = { tags: tags() }

/** A definition as the registry holds it: a type that stands by itself gets the shared fields, last in its list and form. */
export const registered = <F extends Fields>(definition: EntityDefinition<F>): AnyEntity => {
  const entity = anyEntity(definition)
  if (entity.internal || isAttached(entity)) return entity
  const names = Object.keys(SHARED)
  return { ...entity, fields: { ...entity.fields, ...SHARED }, list: [...entity.list, ...names], form: [...entity.form, ...names.map(name => [name])] }
}

/** Where in the locales the words of a type's field are kept, by its name; of a shared one they stand once. */
export const fieldWordsOf = (labels: string, name: string): string => (Object.hasOwn(SHARED, name) ? 'config.shared' : `${labels}.fields`)

/** Whether records of a type are nothing by themselves, as notes: each must belong to some other record. */
export const isAttached = ({ fields }: AnyEntity): boolean => Object.values(fields).some(({ kind, to, required }) => kind === 'relation' && to === undefined && required)

/** The types to which a relation may lead. */
export const typesReached = ({ to }: Field, registry: readonly AnyEntity[]): string[] =>
  to === undefined ? registry.filter(entity => !entity.internal && !isAttached(entity)).map(({ type }) => type) : [to]

/** Whether a table can bring whole records of a type. */
export const isImportable = ({ internal, isMade, fields }: AnyEntity): boolean => !internal && !isMade && Object.values(fields).every(field => !field.required || isInCells(field))

/** The envelope of every record; `data` follows the definition of `type`. */
export interface Envelope {
  /** UUIDv7. */
  id: string
  type: string
  data: Record<string, unknown>
  /** For what the envelope may lack one day. */
  ext: Record<string, unknown>
  /** Instants in UTC, ISO 8601. */
  createdAt: string
  createdBy: string
  updatedAt: string
  updatedBy: string
  owner: string
  /** When it was put in the trash, else null. */
  trashedAt: string | null
  /** The operation that wrote it last. */
  op: string
}

/** Names that a field may not take: they stand beside the fields wherever a record is shown flat. */
export const RESERVED = ['id', 'type', 'title', 'data', 'ext', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'owner', 'trashedAt', 'op', 'problems', 'n', 'st', 'created', 'updated'] as const

/** Before the names of types and fields that users made: no declared one begins so. */
export const OWN = 'x_'
export const isOwnName = (name: string): boolean => name.startsWith(OWN)

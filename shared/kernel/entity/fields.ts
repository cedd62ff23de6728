/** The kinds of field an entity can declare, and the shape of the value that each one keeps. */

import { TAGS, type ValueList } from './value-list.ts'

/** Postal address; its parts are those of a vCard's ADR. */
export interface Address {
  poBox?: string
  extended?: string
  street?: string
  city?: string
  region?: string
  postcode?: string
  country?: string
  /** Where it is: `home`, `work` or a word of the user's. */
  label?: string
  /** Parameters of the vCard property it came from, kept so that an export gives them back. */
  params?: string
}

export const ADDRESS_PARTS = ['poBox', 'extended', 'street', 'postcode', 'city', 'region', 'country'] as const
export type AddressPart = (typeof ADDRESS_PARTS)[number]

/** An amount in minor units of an ISO 4217 currency: 12,50 € is `{ amount: 1250, currency: 'EUR' }`. */
export interface Money {
  amount: number
  currency: string
}

/** An instant in UTC (`2026-11-20T13:30:00.000Z`) and the IANA zone in which a person gave it. */
export interface ZonedDateTime {
  at: string
  zone: string
}

/** A file of the content store: `file` is the SHA-256 of its bytes in hexadecimal, `size` is in bytes. */
export interface FileRef {
  file: string
  name: string
  mime: string
  size: number
}

/** The most bytes of a record's file: it is held in memory while it is kept. */
export const MOST_FILE_BYTES = 100_000_000

/** The most tags of one record. */
export const MOST_TAGS = 100

/** One value of a list field; `params` as in {@link Address}. */
export interface ListItem<V = unknown> {
  value: V
  label?: string
  params?: string
}

/** Plain data of a program, at most {@link MOST_JSON} characters of it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export const MOST_JSON = 200_000

interface ValueOfKind {
  text: string
  longText: string
  email: string
  phone: string
  url: string
  integer: number
  decimal: number
  money: Money
  boolean: boolean
  date: string
  dateTime: ZonedDateTime
  choice: string
  multiChoice: string[]
  tags: string[]
  relation: string
  address: Address
  file: FileRef
  image: FileRef
  json: Json
  list: ListItem[]
}

export type FieldKind = keyof ValueOfKind
export type ScalarKind = Exclude<FieldKind, 'list' | 'address' | 'multiChoice' | 'tags'>

/** A legal identifier whose check digits are verified; a wrong one warns and never refuses. */
export type LegalId = 'siren' | 'siret' | 'vat'

export interface FieldOptions {
  /** A record without it is refused. */
  required?: boolean
  /** Weight in the global search: 3 the name itself, 2 a name as well, 1 anything else worth finding by. */
  search?: 1 | 2 | 3
  /** Kept for programs (round trips with other systems): no column, form, filter or import target. */
  hidden?: boolean
  /** Set by the application: shown, filtered and sorted by, but asked for in no form or import. */
  unasked?: boolean
  /** Verified as a legal identifier. */
  legalId?: LegalId
}

/** What users called a thing; where there is no word of the application's. */
export interface OwnWords {
  readonly fr: string
  readonly en: string
}

/** When users want a field to be filled: what came otherwise, or before, is none the worse. */
export const WANTED = ['creation', 'always'] as const
export type Wanted = (typeof WANTED)[number]

export interface Field<V = unknown> extends FieldOptions {
  readonly kind: FieldKind
  /** Hidden by users, who may show it again: what is stored stays as it is. */
  readonly isKept?: boolean
  /** Of users' own and deleted; its values wait for it to come back. */
  readonly isTrashed?: boolean
  readonly words?: OwnWords
  readonly wanted?: Wanted
  /** What a new record has in it at first. */
  readonly usual?: unknown
  /** `relation`: the type that it points to; without one, records of any type that stands by itself. */
  readonly to?: string
  /** `choice`, `multiChoice`, `tags`: the values offered. */
  readonly values?: ValueList
  /** `list`: the field that each item holds. */
  readonly of?: Field
  /** `list`: whether each item may carry a label. */
  readonly labelled?: boolean
  /** `list`: labels proposed, the first one for a new item. */
  readonly labels?: readonly string[]
  /** Never set: carries the value's type. */
  readonly _value?: V
}

type Make<K extends FieldKind> = (options?: FieldOptions) => Field<ValueOfKind[K]>
const make =
  <K extends FieldKind>(kind: K): Make<K> =>
  options => ({ kind, ...options })

export const text = make('text')
export const longText = make('longText')
export const email = make('email')
export const phone = make('phone')
export const url = make('url')
export const integer = make('integer')
export const decimal = make('decimal')
export const money = make('money')
export const boolean = make('boolean')
export const date = make('date')
export const dateTime = make('dateTime')
export const address = make('address')
export const file = make('file')
export const image = make('image')
/** What a program keeps as it is: in no list, form, search or import. */
export const json = (options?: FieldOptions): Field<Json> => ({ kind: 'json', hidden: true, ...options })
/** Ids of `tag` records, each once, in the order in which they were given. */
export const tags = (options?: FieldOptions): Field<string[]> => ({ kind: 'tags', values: TAGS, ...options })

export const choice = (values: ValueList, options?: FieldOptions): Field<string> => ({ kind: 'choice', values, ...options })
export const multiChoice = (values: ValueList, options?: FieldOptions): Field<string[]> => ({ kind: 'multiChoice', values, ...options })
export const relation = (to: string, options?: FieldOptions): Field<string> => ({ kind: 'relation', to, ...options })
/** To a record of any type. */
export const anyRelation = make('relation')

/** Whether the cell of a table can hold its value: a file it cannot, nor the name of a record whose type is not known. */
export const isInCells = ({ kind, to }: Field): boolean => kind !== 'image' && kind !== 'file' && kind !== 'json' && (kind !== 'relation' || to !== undefined)

/** Several values of one field, each with a label when `labels` proposes some. */
export const list = <V>(of: Field<V>, options?: FieldOptions & { labels?: readonly string[] }): Field<ListItem<V>[]> => ({
  kind: 'list',
  of: of,
  labelled: options?.labels !== undefined,
  ...options,
})

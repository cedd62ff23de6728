import type { ListItem } from '../../kernel/entity/fields.ts'
import { fold } from '../../kernel/text/fold.ts'

export const SIDES = ['subject', 'object'] as const
export type Side = (typeof SIDES)[number]

export const otherSide = (side: Side): Side => (side === 'subject' ? 'object' : 'subject')

/** What one end of a relation is, and what it must be. */
export interface KindSide {
  /** What it says of the other end, in the user's words; of a shipped kind `relations.shipped.<key>.<side>` says it. */
  readonly predicate?: string
  /** The types that may stand here; none stands for all. */
  readonly types: readonly string[]
  readonly required: readonly string[]
  readonly forbidden: readonly string[]
}

/** A kind of relation as it is offered: a shipped one with what users changed of it, or their own. */
export interface RelationKind extends Readonly<Record<Side, KindSide>> {
  /** What relations keep. */
  readonly key: string
  /** The `relationKind` record, where there is one. */
  readonly record?: string
  readonly isShipped: boolean
  /** The application's own: nobody adds or removes such a relation by hand. */
  readonly isInternal: boolean
  /** Both ends say the same, so that it matters not who is subject: `est partenaire de`. */
  readonly isSymmetric: boolean
  readonly isDisabled: boolean
  readonly isNotCopied: boolean
  readonly isBlock: boolean
  readonly columns: readonly string[]
}

interface Shipped {
  readonly key: string
  readonly subject: readonly string[]
  readonly object: readonly string[]
  readonly isSymmetric?: boolean
  readonly isInternal?: boolean
}

const PERSONS = ['contact', 'organisation'] as const

/** The vocabulary that comes with the application. */
export const SHIPPED_KINDS: readonly Shipped[] = [
  { key: 'employs', subject: ['organisation'], object: ['contact'] },
  { key: 'manages', subject: ['contact'], object: PERSONS },
  { key: 'customer', subject: PERSONS, object: PERSONS },
  { key: 'prospect', subject: PERSONS, object: PERSONS },
  { key: 'suspect', subject: PERSONS, object: PERSONS },
  { key: 'inactiveCustomer', subject: PERSONS, object: PERSONS },
  { key: 'partner', subject: PERSONS, object: PERSONS, isSymmetric: true },
  { key: 'competitor', subject: PERSONS, object: PERSONS, isSymmetric: true },
  { key: 'subsidiary', subject: ['organisation'], object: ['organisation'] },
  { key: 'owns', subject: PERSONS, object: [] },
  { key: 'involves', subject: ['opportunity'], object: PERSONS },
  { key: 'responsible', subject: ['contact'], object: ['opportunity'] },
  { key: 'participates', subject: ['contact', 'user'], object: ['activity'] },
  { key: 'isSubjectOf', subject: [], object: ['activity'] },
]

/** What a `relationKind` record says of a kind. */
export interface KindRecord {
  readonly id: string
  readonly [field: string]: unknown
}

const texts = (value: unknown): string[] => (value as readonly ListItem<string>[] | undefined)?.map(item => item.value) ?? []

const sideOf = (side: Side, record: KindRecord | undefined, shipped: Shipped | undefined): KindSide => {
  const types = texts(record?.[`${side}Types`])
  const predicate = record?.[`${side}Predicate`] as string | undefined
  return {
    ...(predicate === undefined ? {} : { predicate }),
    types: types.length ? types : (shipped?.[side] ?? []),
    required: (record?.[`${side}Required`] as string[] | undefined) ?? [],
    forbidden: (record?.[`${side}Forbidden`] as string[] | undefined) ?? [],
  }
}

const kindOf = (record: KindRecord | undefined, shipped: Shipped | undefined): RelationKind => {
  const subject = sideOf('subject', record, shipped)
  const object = sideOf('object', record, shipped)
  return {
    key: shipped?.key ?? record!.id,
    ...(record ? { record: record.id } : {}),
    isShipped: shipped !== undefined,
    isInternal: shipped?.isInternal ?? false,
    isSymmetric: subject.predicate && object.predicate ? fold(subject.predicate) === fold(object.predicate) : (shipped?.isSymmetric ?? false),
    isDisabled: record?.disabled === true,
    isNotCopied: record?.notCopied === true,
    isBlock: record?.isBlock === true,
    columns: texts(record?.columns),
    subject,
    object,
  }
}

/** All kinds: the shipped ones in their order with what users changed of them, then users' own. */
export const mergeKinds = (records: readonly KindRecord[]): RelationKind[] => {
  const changed = new Map(records.map(record => [record.key, record]))
  const shipped = new Set(SHIPPED_KINDS.map(({ key }) => key))
  return [...SHIPPED_KINDS.map(kind => kindOf(changed.get(kind.key), kind)), ...records.filter(({ key }) => !shipped.has(key as string)).map(record => kindOf(record, undefined))]
}

import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, list, tags, text } from '../../kernel/entity/fields.ts'

/** A kind of relation that users made, or what they changed of a shipped one. */
export const relationKind = defineEntity({
  type: 'relationKind',
  labels: 'relations.kind',
  fields: {
    /** Of the shipped kind that it changes. */
    key: text(),
    /** What the subject does to the object: `emploie`. */
    subjectPredicate: text(),
    /** What the object says of the subject: `est employé par`. */
    objectPredicate: text(),
    /** The types of each side; none stands for all. */
    subjectTypes: list(text()),
    objectTypes: list(text()),
    /** Tags that a record must have, all of them, and such as it may not have. */
    subjectRequired: tags(),
    subjectForbidden: tags(),
    objectRequired: tags(),
    objectForbidden: tags(),
    /** A copy of a record comes without it. */
    notCopied: boolean(),
    /** Kept by the records that have it, no longer offered. */
    disabled: boolean(),
    /** Shown on sheets as a block of its own, with these columns (paths) of the other record. */
    isBlock: boolean(),
    columns: list(text()),
  },
  title: r => r.subjectPredicate ?? r.key ?? '',
  list: ['subjectPredicate', 'objectPredicate', 'disabled'],
  form: [
    ['subjectPredicate', 'objectPredicate'],
    ['subjectTypes', 'objectTypes'],
    ['subjectRequired', 'objectRequired'],
    ['subjectForbidden', 'objectForbidden'],
    ['notCopied', 'disabled'],
    ['isBlock', 'columns'],
  ],
  sort: ['subjectPredicate'],
  keys: [['key']],
  internal: true,
})

export type RelationKindRecord = RecordOf<typeof relationKind>

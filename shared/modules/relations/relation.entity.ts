import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { anyRelation, text } from '../../kernel/entity/fields.ts'

/** That one record has to do with another: read from the subject's side and, as its mirror, from the object's. */
export const relation = defineEntity({
  type: 'relation',
  labels: 'relations.relation',
  fields: {
    /** The key of a shipped kind, or the id of a `relationKind` record. */
    kind: text({ required: true }),
    subject: anyRelation({ required: true }),
    object: anyRelation({ required: true }),
  },
  title: r => r.kind ?? '',
  list: ['kind', 'subject', 'object'],
  form: [['kind'], ['subject'], ['object']],
  sort: ['kind'],
  indexes: [['subject', 'kind'], ['object', 'kind']],
  internal: true,
})

export type Relation = RecordOf<typeof relation>

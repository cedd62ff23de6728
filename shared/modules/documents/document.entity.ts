import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { anyRelation, file, longText, text } from '../../kernel/entity/fields.ts'

/** A file kept with a record. */
export const document = defineEntity({
  type: 'document',
  labels: 'documents.document',
  fields: {
    name: text({ required: true, search: 3 }),
    file: file({ required: true }),
    subject: anyRelation({ required: true }),
    description: longText({ search: 1 }),
  },
  title: r => r.name ?? '',
  list: ['name', 'subject', 'description'],
  form: [['file'], ['name'], ['subject'], ['description']],
  sort: ['name'],
  indexes: [['subject']],
})

export type Document = RecordOf<typeof document>

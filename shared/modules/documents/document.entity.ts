import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { file, longText, relation, text } from '../../kernel/entity/fields.ts'

/** A file kept with a record; the relation is named after the record's type. */
export const document = defineEntity({
  type: 'document',
  labels: 'documents.document',
  fields: {
    name: text({ required: true, search: 3 }),
    file: file(),
    contact: relation('contact'),
    organisation: relation('organisation'),
    opportunity: relation('opportunity'),
    description: longText({ search: 1 }),
  },
  title: r => r.name ?? '',
  list: ['name', 'contact', 'organisation', 'opportunity', 'description'],
  form: [['name', 'file'], ['contact', 'organisation'], ['opportunity'], ['description']],
  sort: ['name'],
  indexes: [['contact'], ['organisation'], ['opportunity']],
})

export type Document = RecordOf<typeof document>

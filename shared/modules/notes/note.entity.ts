import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, longText, relation } from '../../kernel/entity/fields.ts'

const LONGEST_TITLE = 80

/** The first line of a text, cut where it would be long. */
const firstLine = (text: string): string => {
  const line = text.trim().split('\n', 1)[0]!
  return line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE).trimEnd()}…` : line
}

/** What somebody wrote down about a record; who and when is the envelope's. The relation is named after the subject's type. */
export const note = defineEntity({
  type: 'note',
  labels: 'notes.note',
  fields: {
    text: longText({ required: true, search: 1 }),
    contact: relation('contact'),
    organisation: relation('organisation'),
    opportunity: relation('opportunity'),
    isPinned: boolean(),
  },
  title: r => firstLine(r.text ?? ''),
  list: ['text', 'contact', 'organisation', 'opportunity', 'isPinned'],
  form: [['text'], ['contact', 'organisation'], ['opportunity', 'isPinned']],
  sort: ['text'],
  indexes: [['contact'], ['organisation'], ['opportunity']],
})

export type Note = RecordOf<typeof note>

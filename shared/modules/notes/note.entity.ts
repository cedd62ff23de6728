import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { anyRelation, boolean, longText } from '../../kernel/entity/fields.ts'

const LONGEST_TITLE = 80

/** The first line of a text, cut after a word when it is long. */
export const beginningOf = (text: string): string => {
  const line = /\S.*/.exec(text)?.[0].trim() ?? ''
  if (line.length <= LONGEST_TITLE) return line
  const cut = line.slice(0, LONGEST_TITLE).toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${(space > LONGEST_TITLE / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.\u{fffd}]+$/u, '')}…`
}

/** What somebody wrote down about a record; who and when is the envelope's. */
export const note = defineEntity({
  type: 'note',
  labels: 'notes.note',
  fields: {
    text: longText({ required: true, search: 1 }),
    subject: anyRelation({ required: true }),
    /** Shown before the others. */
    isPinned: boolean(),
  },
  title: r => beginningOf(r.text ?? ''),
  list: ['text', 'subject', 'isPinned'],
  form: [['text'], ['subject'], ['isPinned']],
  sort: ['text'],
  indexes: [['subject']],
})

export type Note = RecordOf<typeof note>

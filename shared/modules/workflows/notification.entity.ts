import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { anyRelation, dateTime, text } from '../../kernel/entity/fields.ts'

/** Something that a workflow tells the people at the window, until they have read it. */
export const notification = defineEntity({
  type: 'notification',
  labels: 'workflows.notification',
  fields: {
    text: text({ required: true }),
    /** The record that it is about. */
    about: anyRelation(),
    readOn: dateTime(),
  },
  title: r => r.text ?? '',
  list: ['text', 'about', 'readOn'],
  form: [['text'], ['about'], ['readOn']],
  sort: ['text'],
  internal: true,
})

export type NotificationRecord = RecordOf<typeof notification>

import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { choice, file, list, longText, text } from '../../kernel/entity/fields.ts'
import { defineValueList } from '../../kernel/entity/value-list.ts'

const templateLanguage = defineValueList({ name: 'templateLanguage', labels: 'templates.languages', open: false, values: [{ key: 'fr' }, { key: 'en' }] })

/** A mail to be written for a record: its text names what is taken from there. */
export const emailTemplate = defineEntity({
  type: 'emailTemplate',
  labels: 'templates.template',
  fields: {
    name: text({ required: true }),
    language: choice(templateLanguage, { required: true }),
    /** The type of the record that it speaks of, which is also the name of its first variable. */
    forType: text({ required: true }),
    subject: text(),
    html: longText(),
    /** The plain text; without one it is made of the HTML. */
    text: longText(),
    attachments: list(file()),
    /** The shipped template that it stands for, in its language. */
    key: text({ hidden: true }),
  },
  title: r => r.name ?? '',
  list: ['name', 'language', 'forType', 'subject'],
  form: [['name'], ['language', 'forType'], ['subject'], ['html'], ['text'], ['attachments']],
  sort: ['name'],
  keys: [
    ['name', 'language'],
    ['key', 'language'],
  ],
  internal: true,
})

export type EmailTemplate = RecordOf<typeof emailTemplate>

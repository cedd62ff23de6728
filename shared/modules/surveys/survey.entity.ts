import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, choice, integer, json, longText, text } from '../../kernel/entity/fields.ts'
import { defineValueList } from '../../kernel/entity/value-list.ts'

const language = defineValueList({ name: 'surveyLanguage', labels: 'surveys.languages', open: false, values: [{ key: 'fr' }, { key: 'en' }] })

/** A questionnaire as it is asked, time and again. */
export const survey = defineEntity({
  type: 'survey',
  labels: 'surveys.survey',
  fields: {
    name: text({ required: true, search: 3 }),
    language: choice(language),
    intro: longText(),
    thanks: longText(),
    /** An answer that comes later than this many days after it was asked is late. */
    openDays: integer(),
    /** No longer asked; what was asked can be answered. */
    isRetired: boolean(),
    /** A `Questions`. */
    questions: json({ required: true }),
  },
  title: r => r.name ?? '',
  list: ['name', 'language', 'openDays', 'isRetired'],
  form: [['name', 'language'], ['intro'], ['thanks'], ['openDays', 'isRetired']],
  sort: ['name'],
})

export type Survey = RecordOf<typeof survey>

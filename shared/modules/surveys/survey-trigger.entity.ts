import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, relation, text } from '../../kernel/entity/fields.ts'

/** Which questionnaire follows an activity of a kind, once that is done. */
export const surveyTrigger = defineEntity({
  type: 'surveyTrigger',
  labels: 'surveys.surveyTrigger',
  fields: {
    /** A value of the list `activityKind`. */
    kind: text({ required: true }),
    survey: relation('survey', { required: true }),
    /** Sent by itself, rather than offered. */
    isSent: boolean(),
  },
  title: r => r.kind ?? '',
  list: ['kind', 'survey', 'isSent'],
  form: [['kind', 'survey'], ['isSent']],
  sort: ['kind'],
  internal: true,
})

export type SurveyTrigger = RecordOf<typeof surveyTrigger>

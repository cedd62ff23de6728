import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, dateTime, integer, json, text } from '../../kernel/entity/fields.ts'

/** What shall happen by itself: when, if, then. One that comes with the application has a record only where somebody changed it. */
export const workflow = defineEntity({
  type: 'workflow',
  labels: 'workflows.workflow',
  fields: {
    name: text({ required: true }),
    isOn: boolean(),
    /** What came due or happened before is left alone. */
    since: dateTime(),
    /** Of those that are due together the lowest acts first. */
    order: integer(),
    /** Steps of one series: of several that are due together only the latest acts. */
    series: text(),
    /** A series whose due steps act before this. */
    waitsFor: text(),
    /** The type of the records that it is about. */
    forType: text({ required: true }),
    /** A `Trigger`. */
    trigger: json({ required: true }),
    /** A `Filter` of the records that it is about. */
    filter: json(),
    /** `Stop`s: what keeps it from acting, with its reason in the log. */
    stops: json(),
    /** `Action`s, in their order. */
    actions: json({ required: true }),
    /** A `Window`: when in the week it may act. */
    window: json(),
    /** Which of those that come with the application it changes. */
    shippedKey: text(),
  },
  title: r => r.name ?? '',
  list: ['name', 'isOn', 'forType'],
  form: [['name', 'isOn'], ['forType', 'order']],
  sort: ['name'],
  internal: true,
})

export type WorkflowRecord = RecordOf<typeof workflow>

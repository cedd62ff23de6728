import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { json, text } from '../../kernel/entity/fields.ts'

/** How somebody arranged a screen; what it does not name stands where it stands of itself. */
export const layout = defineEntity({
  type: 'layout',
  labels: 'layouts.layout',
  fields: {
    /** What the lists of changes call it. */
    name: text({ required: true }),
    /** One of `PLACES`. */
    place: text({ required: true }),
    /** The type of the sheet or form; none for a screen that there is once. */
    forType: text(),
    /** For whom, when not for everybody. */
    role: text(),
    /** A `Layout`. */
    layout: json({ required: true }),
  },
  title: r => r.name ?? '',
  list: ['name', 'place', 'forType', 'role'],
  form: [['name'], ['place', 'forType'], ['role']],
  sort: ['name'],
  indexes: [['place']],
  internal: true,
})

export type LayoutRecord = RecordOf<typeof layout>

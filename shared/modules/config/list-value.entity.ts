import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, integer, text } from '../../kernel/entity/fields.ts'

/** A value of a choice that users added, or what they changed of a declared one. */
export const listValue = defineEntity({
  type: 'listValue',
  labels: 'config.listValue',
  fields: {
    /** Name of the value list. */
    list: text({ required: true }),
    /** What records keep; that of a declared value changes its look. */
    key: text({ required: true }),
    /** Without one a declared value keeps the application's word. */
    label: text(),
    colour: text(),
    order: integer(),
    disabled: boolean(),
    /** As in `ListedValue`. */
    chance: integer(),
    isWon: boolean(),
    isLost: boolean(),
    staleDays: integer(),
  },
  title: r => r.label ?? r.key ?? '',
  list: ['list', 'label', 'colour', 'order', 'disabled'],
  form: [['label', 'colour'], ['order', 'disabled']],
  sort: ['list', 'label'],
  internal: true,
})

export type ListValue = RecordOf<typeof listValue>

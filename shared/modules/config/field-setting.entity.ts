import { defineEntity } from '../../kernel/entity/define.ts'
import { boolean, json, text } from '../../kernel/entity/fields.ts'

/** What users changed of one field of a type. */
export const fieldSetting = defineEntity({
  type: 'fieldSetting',
  labels: 'customs.fieldSetting',
  fields: {
    forType: text({ required: true }),
    field: text({ required: true }),
    isHidden: boolean(),
    /** `creation` or `always`. */
    wanted: text(),
    /** Whether the global search finds by it, `yes` or `no`; of itself as it is declared. */
    searched: text(),
    /** What a new record begins with. */
    usual: json(),
    label: text(),
    labelEn: text(),
  },
  title: r => `${r.forType} ${r.field}`,
  list: ['forType', 'field', 'isHidden'],
  form: [['forType', 'field'], ['label', 'labelEn'], ['isHidden', 'wanted'], ['searched']],
  sort: ['forType', 'field'],
  internal: true,
})

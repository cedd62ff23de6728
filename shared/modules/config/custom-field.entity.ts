import { defineEntity } from '../../kernel/entity/define.ts'
import { boolean, decimal, integer, text } from '../../kernel/entity/fields.ts'

/** A field that users gave a type; what its choices are is said by `listValue` records. */
export const customField = defineEntity({
  type: 'customField',
  labels: 'customs.customField',
  fields: {
    forType: text({ required: true }),
    /** Its name without the prefix; kept for ever, for records keep its values by it. */
    key: text({ required: true }),
    kind: text({ required: true }),
    label: text({ required: true }),
    /** In English, where that differs. */
    labelEn: text(),
    /** Before those with a higher one. */
    order: decimal(),
    /** Of a relation: the type of record that it leads to. */
    to: text(),
    /** Whether a record may have several. */
    isMany: boolean(),
    /** Weight in the global search. */
    search: integer(),
    /** Whether it is a column of the list, and so sorted by quickly. */
    isListed: boolean(),
    /** Whether filters by it have an index. */
    isIndexed: boolean(),
  },
  title: r => r.label ?? '',
  list: ['label', 'forType', 'kind'],
  form: [['label', 'labelEn'], ['forType', 'key'], ['kind', 'to'], ['isMany'], ['search', 'isListed'], ['isIndexed', 'order']],
  sort: ['label'],
  indexes: [['forType']],
  internal: true,
})

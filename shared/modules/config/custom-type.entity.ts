import { defineEntity } from '../../kernel/entity/define.ts'
import { list, text } from '../../kernel/entity/fields.ts'

/** A type that users made; its fields are `customField` records. */
export const customType = defineEntity({
  type: 'customType',
  labels: 'customs.customType',
  fields: {
    /** Its name without the prefix; kept for ever. */
    key: text({ required: true }),
    one: text({ required: true }),
    many: text({ required: true }),
    /** In English, where that differs. */
    oneEn: text(),
    manyEn: text(),
    icon: text(),
    colour: text(),
    /** The group of the menu in which it stands. */
    group: text(),
    /** What its first field, by which records are known, is called. */
    nameLabel: text(),
    /** Fields that stand after that one in the title. */
    titleFields: list(text()),
    /** By what two of its records are suspected to be one; see `own-rules.ts`. */
    duplicates: list(text()),
  },
  title: r => r.many ?? '',
  list: ['many', 'group'],
  form: [['one', 'many'], ['oneEn', 'manyEn'], ['icon', 'colour'], ['group'], ['nameLabel'], ['titleFields'], ['duplicates'], ['key']],
  sort: ['many'],
  internal: true,
})

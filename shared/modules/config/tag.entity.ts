import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, list, longText, text } from '../../kernel/entity/fields.ts'

/** A word that people put on records of any type, to find them again. */
export const tag = defineEntity({
  type: 'tag',
  labels: 'tags.tag',
  fields: {
    name: text({ required: true }),
    description: longText(),
    /** One of `COLOURS`. */
    colour: text(),
    /** The types whose records may have it; none stands for all. */
    types: list(text()),
    /** Kept by the records that have it, no longer offered. */
    disabled: boolean(),
  },
  title: r => r.name ?? '',
  list: ['name', 'description', 'colour', 'types', 'disabled'],
  form: [['name', 'colour'], ['types'], ['description'], ['disabled']],
  sort: ['name'],
  keys: [['name']],
  nameField: 'name',
  internal: true,
})

export type Tag = RecordOf<typeof tag>

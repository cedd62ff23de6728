import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, json, text } from '../../kernel/entity/fields.ts'

/** A filter that somebody saved; those that come with the application are part of the types. */
export const savedFilter = defineEntity({
  type: 'savedFilter',
  labels: 'filters.savedFilter',
  fields: {
    name: text({ required: true }),
    /** The type whose records it keeps. */
    forType: text({ required: true }),
    /** A `Filter`. */
    filter: json({ required: true }),
    /** Whether others than its owner see it. */
    isShared: boolean(),
    isDisabled: boolean(),
    /** Why it is disabled. */
    why: text(),
  },
  title: r => r.name ?? '',
  list: ['name', 'forType', 'isShared', 'isDisabled', 'why'],
  form: [['name'], ['isShared'], ['isDisabled', 'why'], ['forType']],
  sort: ['name'],
  indexes: [['forType']],
  internal: true,
})

export type SavedFilterRecord = RecordOf<typeof savedFilter>

import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { boolean, json, list, text } from '../../kernel/entity/fields.ts'

/** How a list looks, under a name that somebody gave it. */
export const savedView = defineEntity({
  type: 'savedView',
  labels: 'views.savedView',
  fields: {
    name: text({ required: true }),
    /** The type whose list it is of. */
    forType: text({ required: true }),
    /** `ViewLooks`. */
    looks: json({ required: true }),
    /** Whether others than its owner see it. */
    isShared: boolean(),
    /** Whether the list opens with it: for its owner, or when shared for everybody who has none of their own. */
    isDefault: boolean(),
    /** The roles for whose people the list opens with it, when it is shared. */
    defaultFor: list(text()),
  },
  title: r => r.name ?? '',
  list: ['name', 'forType', 'isShared', 'isDefault'],
  form: [['name'], ['isShared', 'isDefault'], ['forType'], ['defaultFor']],
  sort: ['name'],
  indexes: [['forType']],
  internal: true,
})

export type SavedViewRecord = RecordOf<typeof savedView>

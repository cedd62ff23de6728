import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { anyRelation } from '../../kernel/entity/fields.ts'

/** That somebody looked at two records and found that they are two. */
export const notDuplicate = defineEntity({
  type: 'notDuplicate',
  labels: 'merge.notDuplicate',
  fields: {
    one: anyRelation({ required: true }),
    other: anyRelation({ required: true }),
  },
  title: r => `${r.one} ${r.other}`,
  list: ['one', 'other'],
  form: [['one', 'other']],
  sort: ['one', 'other'],
  internal: true,
})

export type NotDuplicate = RecordOf<typeof notDuplicate>

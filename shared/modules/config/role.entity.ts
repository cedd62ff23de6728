import { defineEntity, type RecordOf } from '../../kernel/entity/define.ts'
import { decimal, list, text } from '../../kernel/entity/fields.ts'

/** What some people answer for in the firm, such as Commerce or Atelier. */
export const role = defineEntity({
  type: 'role',
  labels: 'roles.role',
  fields: {
    name: text({ required: true }),
    /** The names of those who have it. */
    members: list(text()),
    /** Roles stand by it, the smallest first. */
    order: decimal(),
  },
  title: r => r.name ?? '',
  list: ['name', 'members', 'order'],
  form: [['name'], ['members'], ['order']],
  sort: ['order', 'name'],
  internal: true,
})

export type Role = RecordOf<typeof role>

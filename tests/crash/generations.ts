import { anyEntity, type AnyEntity, defineEntity } from '../../shared/kernel/entity/define.ts'
import { email, integer, list, text } from '../../shared/kernel/entity/fields.ts'

/** The types as each version of an imagined product has them: fields, indexes, keys and what is searched come and go. */
export const generation = (number: number): AnyEntity[] => {
  const version = number % 3
  const stall = defineEntity({
    type: 'stall',
    labels: 'stall',
    fields: { name: text({ search: 2 }), town: text(version === 1 ? { search: 1 } : {}), emails: list(email()), ...(version === 1 ? {} : { rank: integer() }) },
    title: r => String(r.name),
    list: ['name'],
    form: [['name']],
    sort: ['name'],
    ...(version === 1 ? { indexes: [['town']] } : { keys: version === 2 ? [['emails'], ['town']] : [['emails']] }),
  })
  return [anyEntity(stall)]
}

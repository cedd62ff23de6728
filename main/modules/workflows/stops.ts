import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Stop } from '../../../shared/modules/workflows/workflow.ts'

const has = ({ fields }: AnyEntity, ...names: readonly string[]): boolean => names.every(name => Object.hasOwn(fields, name))

/** When a record was made, as texts of instants are compared. */
const MADE = `strftime('%Y-%m-%dT%H:%M:%fZ', c.created / 1000.0, 'unixepoch')`

/** What links records of another type with the record: itself, or its contact or, where it has none, its organisation. */
const linked = (entity: AnyEntity, alias: string): string[] => {
  if (entity.type !== 'opportunity') return [`${alias}.f_${entity.type} = c.id`]
  return [`${alias}.f_opportunity = c.id`, `${alias}.f_contact = c.f_contact`, `(c.f_contact is null and ${alias}.f_organisation = c.f_organisation)`]
}

const PERSONAL = ['opportunity', 'contact', 'organisation']

/** A condition on table `c` under which a workflow does not act on its record; undefined where the type knows no such thing. */
const stopSql = (stop: Stop, entity: AnyEntity): string | undefined => {
  switch (stop) {
    case 'closed':
      return has(entity, 'outcome') ? `c.f_outcome in ('won', 'lost')` : undefined
    case 'archived':
      return entity.archive === undefined ? undefined : `c.f_${entity.archive} = 1`
    case 'refused':
      return has(entity, 'noReminders') ? 'c.f_noReminders = 1' : undefined
    case 'replied':
      return any(entity, by => `select 1 from emailMessage m where m.st = 0 and m.f_state = 'received' and m.created > c.created and ${by('m')}`)
    case 'met':
      return any(entity, by => `select 1 from activity m where m.st = 0 and m.f_status = 'done' and m.f_doneOn > ${MADE} and ${by('m')}`)
  }
}

/** Whether there is such a record by one of the links, each of which has its index. */
const any = (entity: AnyEntity, of: (by: (alias: string) => string) => string): string | undefined =>
  PERSONAL.includes(entity.type) ? `(${linked(entity, 'm').map((_, i) => `exists (${of(alias => linked(entity, alias)[i]!)})`).join(' or ')})` : undefined

/** Which of some stops holds for the record of `c`, the first one, null where none does. */
export const stopsSql = (stops: readonly Stop[], entity: AnyEntity): string => {
  const cases = stops.flatMap(stop => {
    const sql = stopSql(stop, entity)
    return sql === undefined ? [] : [`when ${sql} then '${stop}'`]
  })
  return cases.length ? `case ${cases.join(' ')} end` : 'null'
}

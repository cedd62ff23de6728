import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Db } from '../../kernel/store/driver.ts'

/** What cannot do without a tag: a relation kind that asks for it, a saved filter. */
export interface TagPlace {
  readonly type: string
  readonly id: string
  readonly title: string
}

/** Fields in which records of the application's own machinery name tags. */
const tagFields = ({ internal, own, fields }: AnyEntity): string[] => (internal && !own ? Object.keys(fields).filter(name => fields[name]!.kind === 'tags') : [])

/** Types whose records are searched for the id anywhere in them: a filter names tags deep inside its conditions. */
const NAMING = ['savedFilter']

export const placesOf = (db: Db, registry: readonly AnyEntity[], tag: string): TagPlace[] =>
  registry.flatMap(entity => {
    const { type } = entity
    const inFields = tagFields(entity).map(field => `c.n in (select n from ${type}_${field} where k = ?)`)
    const conditions = NAMING.includes(type) ? ['instr(d.json, ?) > 0'] : inFields
    if (conditions.length === 0) return []
    const found = db.rows(`select c.id, c.title from ${type} c join doc_records d on d.n = c.n where c.st = 0 and (${conditions.join(' or ')})`).all(...conditions.map(() => tag)) as [string, string][]
    return found.map(([id, title]) => ({ type, id, title }))
  })

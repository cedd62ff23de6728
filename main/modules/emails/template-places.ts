import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Db } from '../../kernel/store/driver.ts'

/** What cannot do without a template, such as a workflow that sends it. */
export interface TemplatePlace {
  readonly type: string
  readonly id: string
  readonly title: string
}

/** Settings name a template in a relation, or deep inside what they keep for programs. */
const mayName = ({ type, internal, own, fields }: AnyEntity): boolean =>
  type !== 'emailTemplate' && internal === true && !own && Object.values(fields).some(({ kind, to }) => kind === 'json' || (kind === 'relation' && to === 'emailTemplate'))

export const templatePlaces = (db: Db, registry: readonly AnyEntity[], id: string): TemplatePlace[] =>
  registry.filter(mayName).flatMap(({ type }) => {
    const found = db.rows(`select c.id, c.title from ${type} c join doc_records d on d.n = c.n where c.st = 0 and instr(d.json, ?) > 0`).all(id) as [string, string][]
    return found.map(([place, title]) => ({ type, id: place, title }))
  })

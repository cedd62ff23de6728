import { typesReached } from '../../../shared/kernel/entity/define.ts'
import type { Store } from './store.ts'
import { columnName, LIVE } from './typed-table.ts'

/** A relation of one record that leads to another. */
export interface Link {
  /** The record that has the relation, its type, and whether it is out of the trash. */
  readonly from: string
  readonly type: string
  readonly isLive: boolean
  readonly field: string
  /** The record that it leads to. */
  readonly to: string
}

/** The relations that lead to some records, which are all of `type` where it is given. */
export const linksTo = ({ db, registry }: Pick<Store, 'db' | 'registry'>, ids: readonly string[], type?: string): Link[] => {
  const list = JSON.stringify(ids)
  return registry.flatMap(entity =>
    Object.entries(entity.fields).flatMap(([field, definition]): Link[] => {
      if (definition.kind !== 'relation' || (type !== undefined && !typesReached(definition, registry).includes(type))) return []
      const column = columnName(field)
      const found = db.rows(`select id, st, ${column} from ${entity.type} where ${column} in (select value from json_each(?))`).all(list) as [string, number, string][]
      return found.map(([from, st, to]) => ({ from, type: entity.type, isLive: st === LIVE, field, to }))
    }),
  )
}

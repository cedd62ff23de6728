import { type KindRecord, mergeKinds, type RelationKind } from '../../../shared/modules/relations/relation-kinds.ts'
import type { Db } from '../../kernel/store/driver.ts'
import { keyOf } from '../../kernel/store/typed-table.ts'

/** A kind of relation by its key, with what users changed of it; undefined where there is none, or in the trash. */
export const kindNamed = (db: Db, key: string): RelationKind | undefined => {
  const found = db.rows(`select d.id, d.json from relationKind c join doc_records d on d.n = c.n where c.st = 0 and (c.k_key = ? or c.id = ?) order by c.n`).all(keyOf({ kind: 'text' }, key), key) as [string, string][]
  return mergeKinds(found.map(([id, json]): KindRecord => ({ ...(JSON.parse(json) as { data: object }).data, id }))).find(kind => kind.key === key)
}

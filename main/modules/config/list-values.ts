import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import { placedLists } from '../../../shared/kernel/entity/list-places.ts'
import type { Stored } from '../../kernel/store/rx-storage.ts'
import type { Store } from '../../kernel/store/store.ts'

/** What is known of a value: whether its list declares it, and the live record that adds or changes it. */
export const listValueOf = (store: Store, list: string, key: string): { isDeclared: boolean; record: Stored<Envelope> | undefined } => {
  const isDeclared = placedLists(store.registry).some(placed => placed.list.name === list && placed.list.values.some(value => value.key === key))
  const [id] = (store.db.rows('select id from listValue where st = 0 and k_list = fold(?) and f_list = ? and f_key = ? order by n desc').get(list, list, key) as string[] | undefined) ?? []
  return { isDeclared, record: id === undefined ? undefined : store.read(id) }
}

/** The live records of a list, in the order in which a window reads them. */
export const recordsOfList = (store: Store, list: string): Stored<Envelope>[] =>
  (store.db.rows('select id from listValue where st = 0 and k_list = fold(?) and f_list = ? order by k_list, k_label, n').all(list, list) as string[][]).map(([id]) => store.read(id!)!)

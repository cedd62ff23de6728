import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import { SAVED_FILTER, savedFilterOf, savedIn } from '../../../shared/kernel/filter/saved.ts'
import type { Db } from '../../kernel/store/driver.ts'

/** What cannot do without a saved filter. */
export interface FilterPlace {
  readonly id: string
  readonly type: string
  readonly title: string
}

/** The saved filters, out of the trash, of which another is a part. */
export const placesUsing = (db: Db, read: (id: string) => Envelope | undefined, filter: string): FilterPlace[] =>
  (db.rows(`select id, title from ${SAVED_FILTER} where st = 0 and id <> ?`).all(filter) as [string, string][]).flatMap(([id, title]) => {
    const saved = savedFilterOf(read(id))
    return saved && savedIn(saved.filter).includes(filter) ? [{ id, type: SAVED_FILTER, title }] : []
  })

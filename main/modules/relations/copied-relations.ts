import type { Relation } from '../../../shared/modules/relations/relation.entity.ts'
import type { Store } from '../../kernel/store/store.ts'
import { kindNamed } from './kinds.ts'

/** The relations that a copy of a record has from the beginning: the same, to the same records, of every kind that is copied. */
export const copiedRelations =
  (store: Store) =>
  (from: string, to: string): Relation[] => {
    const found = store.db.rows('select id from relation where st = 0 and f_subject = ? union select id from relation where st = 0 and f_object = ?').all(from, from) as string[][]
    return found.flatMap(([id]): Relation[] => {
      const data = store.read(id!)!.data as Relation
      const kind = kindNamed(store.db, data.kind!)
      if (!kind || kind.isNotCopied || kind.isInternal || kind.isDisabled) return []
      return [{ ...data, subject: data.subject === from ? to : data.subject!, object: data.object === from ? to : data.object! }]
    })
  }

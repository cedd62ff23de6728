import type { Reader } from './reader.ts'

/** Fewer rows are sorted in a few milliseconds, and need no index. */
const MANY = 3_000
/** Before it is asked again what could not be had, or was not worth it. */
const AGAIN_MS = 10_000

/**
 * Asks once for an index of each order in which somebody looks at a long list: every index makes every write slower and
 * the file larger, and most columns are never sorted by. `indexSort` answers whether it is there now.
 */
export const createSortedLists = (reader: Reader, indexSort: (type: string, field: string) => Promise<boolean>, now: () => number): ((type: string, field: string) => void) => {
  const untilThen = new Map<string, number>()
  const ask = async (type: string, field: string, key: string): Promise<void> => {
    if (await indexSort(type, field)) untilThen.set(key, Infinity)
  }
  return (type, field) => {
    const key = `${type} ${field}`
    if (now() < (untilThen.get(key) ?? 0)) return
    const { sorts, table } = reader.table(type)
    untilThen.set(key, sorts.has(field) ? now() + AGAIN_MS : Infinity)
    if (sorts.has(field) && reader.db.sql(`select 1 from ${table} limit 1 offset ${MANY}`).get()) void ask(type, field, key)
  }
}

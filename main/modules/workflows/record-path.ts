import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { MOST_LINKS } from '../../../shared/kernel/filter/filter.ts'

/** A record as it now stands, perhaps with what a run has changed of it. */
export type ReadData = (id: string) => { readonly type: string; readonly data: Readonly<Record<string, unknown>> } | undefined

/** What stands at a path of a record, through its relations: the plain values, of a list each of its items. */
export const valuesAt = (read: ReadData, id: string, path: string): unknown[] => {
  const parts = path.split('.')
  let at: string | undefined = id
  for (let links = 0; at !== undefined && links <= MOST_LINKS; links++) {
    const value: unknown = read(at)?.data[parts[0]!]
    if (parts.length === 1) return value === undefined || value === null ? [] : Array.isArray(value) ? value.map(item => (isItem(item) ? item.value : item)) : [value]
    parts.shift()
    at = typeof value === 'string' ? value : undefined
  }
  return []
}

const isItem = (item: unknown): item is ListItem => typeof item === 'object' && item !== null && 'value' in item

/** The record to which a path of relations leads, the record itself without one. */
export const recordAt = (read: ReadData, id: string, path: string | undefined): string | undefined => {
  if (path === undefined) return id
  const [value] = valuesAt(read, id, path)
  return typeof value === 'string' ? value : undefined
}

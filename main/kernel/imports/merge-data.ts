import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field, ListItem } from '../../../shared/kernel/entity/fields.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { phoneWord } from '../search/search-index.ts'

type Data = Record<string, unknown>

/**
 * What a record becomes when a line of a file speaks of it: values that the line has replace those of the record, what
 * it leaves empty stays. In a list, a new value takes the place of one under the same label that the line no longer
 * has, and else joins the others; none disappears without another in its place. Tags join those that are there.
 * `partial`: the line may hold only parts of an address, and the other parts stay too.
 */
export const mergeData = (entity: AnyEntity, known: Data, incoming: Data, partial: boolean): Data => {
  const merged: Data = { ...known }
  for (const [name, value] of Object.entries(incoming)) {
    const field = entity.fields[name]!
    const before = known[name]
    if (before === undefined) merged[name] = value
    else if (field.kind === 'list' && !field.hidden) merged[name] = mergeItems(field.of!, before as ListItem[], value as ListItem[])
    else if (field.kind === 'tags') merged[name] = [...new Set([...(before as string[]), ...(value as string[])])]
    else if (field.kind === 'address' && partial) merged[name] = { ...(before as object), ...(value as object) }
    else merged[name] = value
  }
  return merged
}

const mergeItems = (field: Field, known: readonly ListItem[], incoming: readonly ListItem[]): ListItem[] => {
  const keyOf = ({ value }: ListItem): string => (typeof value !== 'string' ? JSON.stringify(value) : field.kind === 'phone' ? phoneWord(value) || fold(value) : fold(value))
  const fresh = new Map(incoming.map(item => [keyOf(item), item]))
  const relabelled = new Set(incoming.map(item => item.label))
  const merged: ListItem[] = []
  for (const item of known) {
    const same = fresh.get(keyOf(item))
    if (same) {
      merged.push({ ...item, ...same })
      fresh.delete(keyOf(item))
    } else if (!relabelled.has(item.label)) merged.push(item)
    else {
      // The line has another value under this label: it takes this one's place.
      const [key, replacement] = [...fresh].find(([k, { label }]) => label === item.label && !known.some(other => keyOf(other) === k)) ?? []
      merged.push(replacement ?? item)
      if (key !== undefined) fresh.delete(key)
    }
  }
  return [...merged, ...fresh.values()]
}

import type { Envelope } from './define.ts'
import type { ListItem } from './fields.ts'

/** What a change of many records does to the tags of each: it puts some on and takes some off. */
export interface TagChange {
  readonly add?: readonly string[]
  readonly remove?: readonly string[]
}

export const isTagChange = (value: unknown): value is TagChange => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(value).every(([key, ids]) => (key === 'add' || key === 'remove') && Array.isArray(ids) && ids.every(id => typeof id === 'string'))
}

export const changedTags = (tags: readonly string[], { add = [], remove = [] }: TagChange): string[] => [...new Set([...tags, ...add])].filter(id => !remove.includes(id))

/** What two people made of the same tags, by tag: what either put on is there, what either took off is gone. */
export const mergedTags = (base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] =>
  changedTags(theirs, { add: mine.filter(id => !base.includes(id)), remove: base.filter(id => !mine.includes(id)) })

/** Whether records of a type may be given a tag: one that is there, offered, and meant for them. */
export const takesTag = (tag: Pick<Envelope, 'type' | 'data' | 'trashedAt'> | undefined, type: string): boolean => {
  if (tag?.type !== 'tag' || tag.trashedAt !== null || tag.data['disabled'] === true) return false
  const only = tag.data['types'] as readonly ListItem[] | undefined
  return !only?.length || only.some(({ value }) => value === type)
}

import type { AnyEntity } from '../../shared/kernel/entity/define.ts'

/** As a name is written: what was typed in haste gets its capitals, where a letter has one of its own. */
const asName = (text: string): string => (text === text.toLowerCase() ? text.replaceAll(/(?<![\p{L}\p{M}])\p{L}/gu, first => (first.toUpperCase().toLowerCase() === first ? first.toUpperCase() : first)) : text)

/**
 * The address of the form that makes a record of this name. A type ordered by two names is a person's: the last word is
 * the first of these, what stands before it the other.
 */
export const newNamedSo = (entity: AnyEntity, typed: string): string => {
  const text = asName(typed.trim().replaceAll(/\s+/g, ' '))
  const [main, other] = entity.sort
  const cut = other ? text.lastIndexOf(' ') : -1
  const params = new URLSearchParams({ [main!]: text.slice(cut + 1), ...(cut > 0 && { [other!]: text.slice(0, cut) }) })
  return `/${entity.type}/nouveau?${params}`
}

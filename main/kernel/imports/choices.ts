import type { ValueList } from '../../../shared/kernel/entity/value-list.ts'
import { fold, words } from '../../../shared/kernel/text/fold.ts'
import type { Locales } from '../i18n/locales.ts'

/** A value of a list that a user added, or a declared one that a user renamed. */
export interface UserValue {
  readonly list: string
  readonly key: string
  readonly label: string
}

export type ChoiceLookup = (list: ValueList, word: string) => string | undefined

const wordKey = (text: string): string => words(text).join(' ') || fold(text)

/**
 * Finds the key of a choice by its label in any language, a synonym, a user's own label or the key itself; accents, case
 * and punctuation aside. A user's label wins over the application's words, a label over a synonym.
 */
export const choiceLookup = (locales: Pick<Locales, 'names'>, userValues: readonly UserValue[] = []): ChoiceLookup => {
  const known = new Map<string, Map<string, string>>()
  const wordsOf = (list: ValueList): Map<string, string> => {
    const found = new Map<string, string>()
    const add = (word: string, key: string): void => {
      const folded = wordKey(word)
      if (folded && !found.has(folded)) found.set(folded, key)
    }
    for (const value of userValues) if (value.list === list.name) add(value.label, value.key)
    for (const { key } of list.values) add(key, key)
    const named = list.values.map(({ key }) => ({ key, names: locales.names(list.labels, key) }))
    for (const { key, names } of named) if (names[0]) add(names[0], key)
    for (const { key, names } of named) for (const name of names) add(name, key)
    for (const value of userValues) if (value.list === list.name) add(value.key, value.key)
    return found
  }
  return (list, word) => {
    let found = known.get(list.name)
    if (!found) known.set(list.name, (found = wordsOf(list)))
    return found.get(wordKey(word))
  }
}

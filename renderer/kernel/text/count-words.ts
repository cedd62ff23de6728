import type { TFunction } from 'i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { registry } from '../state/registry.ts'
import { formatNumber } from './format.ts'
import type { Language } from './i18n.ts'
import { manyWord, oneWord } from './words.ts'

/** `1 284 contacts`; in French nought is singular. */
export const countWords = (t: TFunction, entity: AnyEntity, count: number, language: Language): string => {
  const isOne = language === 'fr' ? count < 2 : count === 1
  return `${formatNumber(count, language)} ${(isOne ? oneWord(t, entity) : manyWord(t, entity)).toLowerCase()}`
}

/** `1 284 contacts, 12 organisations`, of the types that people enter; empty where there are none. */
export const countsWords = (t: TFunction, counts: Readonly<Record<string, number>>, language: Language): string =>
  registry()
    .filter(({ type, internal }) => !internal && counts[type])
    .map(entity => countWords(t, entity, counts[entity.type]!, language))
    .join(', ')

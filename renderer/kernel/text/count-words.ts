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

const isOfUsers = (key: string): boolean => key.includes('-')

/** `1 284 contacts, 12 organisations`, of the types that people enter, those of their own by id; empty where there are none. */
export const countsWords = (t: TFunction, counts: Readonly<Record<string, number>>, language: Language): string => {
  const keyOf = ({ type, own }: AnyEntity): string => own?.id ?? type
  const named = registry().filter(entity => !entity.internal && counts[keyOf(entity)])
  const known = new Set(named.map(keyOf))
  const others = Object.entries(counts).reduce((sum, [key, count]) => sum + (isOfUsers(key) && !known.has(key) ? count : 0), 0)
  return [...named.map(entity => countWords(t, entity, counts[keyOf(entity)]!, language)), ...(others > 0 ? [t('backups.otherRecords', { count: others, number: formatNumber(others, language) })] : [])].join(', ')
}

import en from '../../assets/locales/en/desktop.json' with { type: 'json' }
import fr from '../../assets/locales/fr/desktop.json' with { type: 'json' }
import type { Failure } from '../../shared/kernel/rpc/result.ts'
import { failureWord, fill, type Language, wordsIn } from './words.ts'

/** What the desktop window says outside its page: menus and dialogs. */
export type DesktopWords = typeof fr

export const desktopWords = (language: Language): DesktopWords => ({ fr, en })[language]

/** Why the data could not be opened, and what to do. */
export const startFailure = (language: Language, { code, params }: Failure, data: string): string => {
  const own = desktopWords(language).failures as Readonly<Record<string, string>>
  const said = { data, failure: code, ...params }
  const key = `${code}_${String(params?.['place'])}`
  return Object.hasOwn(own, key) ? fill(own[key]!, said) : wordsIn(language)(failureWord({ code, params }), said)
}

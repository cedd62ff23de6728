import en from '../../assets/locales/en/app.json' with { type: 'json' }
import fr from '../../assets/locales/fr/app.json' with { type: 'json' }
import type { Failure } from '../../shared/kernel/rpc/result.ts'

export type Word = keyof typeof fr.terminal

export type Language = 'fr' | 'en'

export const isWord = (name: string): name is Word => Object.hasOwn(fr.terminal, name)

/** What is said of a failure: of its place where there are words for that. */
export const failureWord = ({ code, params }: Failure): Word => {
  const place = params?.['place']
  return [`${code}_${typeof place === 'string' ? place : ''}`, code].find(isWord) ?? 'cannotStart'
}

type Words = (word: Word, params?: Readonly<Record<string, unknown>>) => string

/** The words for the terminal, in the language of the system: French unless it names another one. */
export const terminalWords = (env: Readonly<Record<string, string | undefined>>): Words => wordsIn(languageOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''))

export const languageOf = (locale: string): Language => (/^(fr|C|POSIX|$)/.test(locale) ? 'fr' : 'en')

export const wordsIn = (language: Language): Words => {
  const { terminal } = { fr, en }[language]
  return (word, params) => fill(terminal[word], params)
}

/** A text whose `{{name}}` are replaced. */
export const fill = (text: string, params: Readonly<Record<string, unknown>> = {}): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))

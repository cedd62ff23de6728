import en from '../../assets/locales/en/app.json' with { type: 'json' }
import fr from '../../assets/locales/fr/app.json' with { type: 'json' }

export type Word = keyof typeof fr.terminal

export const isWord = (name: string): name is Word => Object.hasOwn(fr.terminal, name)

/** The words for the terminal, in the language of the system: French unless it names another one. */
export const terminalWords = (env: Readonly<Record<string, string | undefined>>): ((word: Word, params?: Readonly<Record<string, unknown>>) => string) => {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const { terminal } = /^(fr|C|POSIX|$)/.test(locale) ? fr : en
  return (word, params = {}) => terminal[word].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''))
}

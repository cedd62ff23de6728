import { readdirSync, readFileSync } from 'node:fs'
import { language as languageSchema, type Language } from '../../../shared/kernel/rpc/schemas.ts'

export const LANGUAGES: readonly Language[] = languageSchema.options

/** The words of the application, in every language. */
export interface Locales {
  /** The text at a path (`persons.contact.fields.firstName`), `{{name}}` replaced by params; the path itself when there is none. */
  label(language: Language, path: string, params?: Readonly<Record<string, unknown>>): string
  /** What stands at a path, whatever it is. */
  at(language: Language, path: string): unknown
  /** Every word, in every language, for one key of a group: its label and its `$synonyms`. */
  names(group: string, key: string): string[]
}

const own = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined

/** Reads every `<language>/<namespace>.json` of a folder. */
export const loadLocales = (folder: string): Locales => {
  const trees = new Map(
    LANGUAGES.map(language => {
      const files = readdirSync(`${folder}/${language}`).filter(name => name.endsWith('.json'))
      return [language, Object.fromEntries(files.map(name => [name.slice(0, -5), JSON.parse(readFileSync(`${folder}/${language}/${name}`, 'utf8')) as unknown]))]
    }),
  )
  const at: Locales['at'] = (language, path) => path.split('.').reduce<unknown>(own, trees.get(language))
  return {
    at,
    label: (language, path, params = {}) => {
      const text = at(language, path)
      if (typeof text !== 'string') return path
      return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => (own(params, name) === undefined ? whole : String(params[name])))
    },
    names: (group, key) =>
      LANGUAGES.flatMap(language => [own(at(language, group), key), own(own(at(language, group), '$synonyms'), key)].flat()).filter(word => typeof word === 'string'),
  }
}

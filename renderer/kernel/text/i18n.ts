import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'fr' | 'en'

type Part = 'first' | 'later'

const LOADERS: Record<Language, Record<Part, () => Promise<{ words: Record<string, Record<string, unknown>> }>>> = {
  fr: { first: () => import('./words-fr.ts'), later: () => import('./words-fr-later.ts') },
  en: { first: () => import('./words-en.ts'), later: () => import('./words-en-later.ts') },
}

const REMEMBERED = 'calepin.language'

/** The language of the last time, so that the first paint needs no answer of the core; else that of the browser. */
export const rememberedLanguage = (): Language => {
  const kept = localStorage.getItem(REMEMBERED) ?? navigator.language.slice(0, 2)
  return kept === 'en' ? 'en' : 'fr'
}

/** Each file of a language stands under its own name: `ui.json` holds `ui.*`. */
const take = async (language: Language, part: Part): Promise<void> => {
  const { words } = await LOADERS[language][part]()
  const byName = Object.fromEntries(Object.entries(words).map(([path, value]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), value]))
  i18next.addResourceBundle(language, 'translation', byName, true, true)
}

const taken = new Map<string, Promise<void>>()
const load = (language: Language, part: Part): Promise<void> => {
  const key = `${language} ${part}`
  const known = taken.get(key)
  if (known) return known
  const loading = take(language, part)
  taken.set(key, loading)
  loading.catch(() => taken.delete(key))
  return loading
}

/** Resolves once every word of the language that is spoken is there; the first screen has its own. */
export const wordsReady = (): Promise<void> => load(i18next.language as Language, 'later')

export const startTexts = async (language: Language): Promise<void> => {
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    // What is shown already is shown anew with the words that come later.
    react: { useSuspense: false, bindI18nStore: 'added' },
    returnNull: false,
  })
  await load(language, 'first')
  await show(language)
}

const show = async (language: Language): Promise<void> => {
  await i18next.changeLanguage(language)
  localStorage.setItem(REMEMBERED, language)
  document.documentElement.lang = language
}

/** Changes every text of the window at once. */
export const speak = async (language: Language): Promise<void> => {
  if (language === i18next.language) return
  await Promise.all([load(language, 'first'), load(language, 'later')])
  await show(language)
}

import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export type Language = 'fr' | 'en'

const LOADERS: Record<Language, () => Promise<{ words: Record<string, Record<string, unknown>> }>> = {
  fr: () => import('./words-fr.ts'),
  en: () => import('./words-en.ts'),
}

const REMEMBERED = 'calepin.language'

/** The language of the last time, so that the first paint needs no answer of the core; else that of the browser. */
export const rememberedLanguage = (): Language => {
  const kept = localStorage.getItem(REMEMBERED) ?? navigator.language.slice(0, 2)
  return kept === 'en' ? 'en' : 'fr'
}

/** Each file of a language stands under its own name: `ui.json` holds `ui.*`. */
const load = async (language: Language): Promise<void> => {
  if (i18next.hasResourceBundle(language, 'translation')) return
  const { words } = await LOADERS[language]()
  const byName = Object.fromEntries(Object.entries(words).map(([path, value]) => [path.slice(path.lastIndexOf('/') + 1, -'.json'.length), value]))
  i18next.addResourceBundle(language, 'translation', byName)
}

export const startTexts = async (language: Language): Promise<void> => {
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  })
  await speak(language)
}

/** Changes every text of the window at once. */
export const speak = async (language: Language): Promise<void> => {
  await load(language)
  await i18next.changeLanguage(language)
  localStorage.setItem(REMEMBERED, language)
  document.documentElement.lang = language
}

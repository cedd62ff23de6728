import type { Language } from '../kernel/text/i18n.ts'

/** A language is called by its own name whatever the one in use. */
export const LANGUAGES: readonly { readonly value: Language; readonly word: string; readonly lang: Language }[] = [
  { value: 'fr', word: 'Français', lang: 'fr' },
  { value: 'en', word: 'English', lang: 'en' },
]

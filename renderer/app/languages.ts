import type { Language } from '../kernel/text/i18n.ts'

/** A language is called by its own name whatever the one in use. */
export const LANGUAGES: Record<Language, string> = { fr: 'Français', en: 'English' }

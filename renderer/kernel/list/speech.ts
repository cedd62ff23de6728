import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferedValue } from '../../../shared/kernel/entity/merge-values.ts'
import type { ValueList } from '../../../shared/kernel/entity/value-list.ts'
import { useOfferedValues } from '../state/value-lists.ts'
import type { Language } from '../text/i18n.ts'
import { useLanguage } from '../text/use-language.ts'

/** What cells need to say their values: asked for once by the list, for hooks in thousands of cells would be dear. */
export interface Speech {
  readonly t: TFunction
  readonly language: Language
  readonly offered: (list: ValueList) => readonly OfferedValue[]
}

export const useSpeech = (): Speech => {
  const { t } = useTranslation()
  const language = useLanguage()
  const offered = useOfferedValues()
  return useMemo(() => ({ t, language, offered }), [t, language, offered])
}

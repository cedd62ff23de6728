import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { drafts } from '../state/drafts.ts'
import { isKept, onKept } from '../state/local-db.ts'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import css from './form.module.css'

/** Says since when what is typed is safe. */
export const DraftState = ({ path }: { readonly path: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const draft = useSyncExternalStore(drafts.subscribe, () => drafts.get(path))
  const isSafe = useSyncExternalStore(onKept, isKept)
  if (!draft) return null
  return <span className={css.draftState}>{isSafe ? t('form.draftSafe', { when: formatInstant(draft.at, language) }) : t('form.draftUnsafe')}</span>
}

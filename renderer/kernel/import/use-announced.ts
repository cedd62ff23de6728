import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { showToast } from '../state/toasts.ts'
import { useLanguage } from '../text/use-language.ts'
import { countsText } from './counts-text.ts'

/** Tells of the end of an import wherever the person then is, but where the import itself is shown. */
export const useAnnounced = (): ((job: string) => void) => {
  const api = useApi()
  const language = useLanguage()
  const navigate = useNavigate()
  const { failed } = useOperations()
  const { t } = useTranslation()
  return useCallback(
    job => {
      const page = `/travaux/${job}`
      void unwrap(api.jobs.watch({ job }, () => {})).then(ended => {
        if (location.pathname === page) return
        const text = ended.state === 'done' ? t('imports.ended', { name: ended.title, words: countsText(t, ended, language, 'ended') }) : t('imports.endedBadly', { name: ended.title })
        showToast(text, { label: t('imports.seeResult'), run: () => void navigate(page) })
      }, failed)
    },
    [api, failed, language, navigate, t],
  )
}

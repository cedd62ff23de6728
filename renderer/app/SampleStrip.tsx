import { useQuery, useQueryClient } from '@tanstack/react-query'
import { WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { keys } from '../kernel/state/queries.ts'
import { showToast } from '../kernel/state/toasts.ts'
import css from './shell.module.css'

/** Says that what is shown is invented, as long as it is, and takes it away in one click. */
export const SampleStrip = () => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const operations = useOperations()
  const [isBusy, setBusy] = useState(false)
  const { data } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  if (!data?.hasSample) return null
  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      const { kept } = await unwrap(api.app.removeSample({}))
      await queries.invalidateQueries()
      await navigate('/')
      showToast(kept ? t('shell.sampleGoneKept', { kept }) : t('shell.sampleGone'))
    } catch (error) {
      operations.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <aside className={css.strip} aria-label={t('shell.sample')}>
      <WandSparkles size={16} aria-hidden="true" />
      {t('shell.sampleHere')}
      <button type="button" disabled={isBusy} onClick={() => void remove()}>
        {t('shell.removeSample')}
      </button>
    </aside>
  )
}

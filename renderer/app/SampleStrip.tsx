import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { useOperations } from '../kernel/state/operations.ts'
import { showToast } from '../kernel/state/toasts.ts'
import { Button } from '../kernel/ui/Button.tsx'
import { Notice } from '../kernel/ui/Notice.tsx'

/** Says that what is shown is invented, and takes it away in one click. */
export const SampleStrip = () => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const operations = useOperations()
  const [isBusy, setBusy] = useState(false)
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
    <aside aria-label={t('shell.sample')}>
      <Notice
        tint="info"
        isStrip
        action={
          <Button isSmall disabled={isBusy} onClick={() => void remove()}>
            {t('shell.removeSample')}
          </Button>
        }
      >
        {t('shell.sampleHere')}
      </Notice>
    </aside>
  )
}

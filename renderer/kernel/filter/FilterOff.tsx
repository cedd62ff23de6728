import { useTranslation } from 'react-i18next'
import type { SavedFilterView } from '../../../shared/kernel/filter/filter-views.ts'
import { SAVED_FILTER } from '../../../shared/kernel/filter/saved.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { savedName } from './say-filter.ts'

/** Says that a saved filter is switched off, and why, with the way to switch it on again. */
export const FilterOff = ({ saved }: { readonly saved: SavedFilterView }) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const name = savedName(t, saved)
  const enable = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.save({ type: SAVED_FILTER, id: saved.id, patch: { isDisabled: null, why: null } }))
      operations.report(op, t('filters.off.enabled', { name }))
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <Notice
      tint="info"
      action={
        <Button isSmall onClick={() => void enable()}>
          {t('filters.off.enable')}
        </Button>
      }
    >
      {saved.why ? t('filters.off.because', { name, why: saved.why }) : t('filters.off.is', { name })}
    </Notice>
  )
}

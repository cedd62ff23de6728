import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedFilterView } from '../../../shared/kernel/filter/filter-views.ts'
import { SAVED_FILTER } from '../../../shared/kernel/filter/saved.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import css from './filter.module.css'

interface Props {
  readonly saved: SavedFilterView
  /** How many other filters use it. */
  readonly userCount: number
  readonly onClose: () => void
}

/** Switches a saved filter off, and asks why. */
export const DisableDialog = ({ saved, userCount, onClose }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const form = useId()
  const [why, setWhy] = useState('')
  const disable = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.save({ type: SAVED_FILTER, id: saved.id, patch: { isDisabled: true, why: why.trim() || null } }))
      operations.report(op, t('filters.off.disabled', { name: saved.name }))
    } catch (error) {
      operations.failed(error)
    }
    onClose()
  }
  return (
    <Dialog
      title={t('filters.off.title', { name: saved.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button look="filled" type="submit" form={form}>
            {t('filters.off.disable')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={css.why}
        onSubmit={event => {
          event.preventDefault()
          void disable()
        }}
      >
        <p>{t('filters.off.hint')}</p>
        {userCount > 0 && <p>{t('filters.off.used', { count: userCount })}</p>}
        <label htmlFor={`${form}-why`}>{t('filters.off.why')}</label>
        <input id={`${form}-why`} type="text" autoComplete="off" maxLength={200} value={why} onChange={event => setWhy(event.target.value)} />
      </form>
    </Dialog>
  )
}

import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { EmptyState } from '../kernel/ui/EmptyState.tsx'

/** Stands in for the window after a bug in it: the data is in the core, so opening it again loses nothing. */
export const Stumbled = () => {
  const { t } = useTranslation()
  const error = useRouteError()
  return (
    <EmptyState title={t('ui.stumbled')} actions={<Button onClick={() => location.reload()}>{t('ui.reload')}</Button>}>
      {t('ui.stumbledHint')}
      <details>
        <summary>{t('ui.details')}</summary>
        {error instanceof Error ? error.message : String(error)}
      </details>
    </EmptyState>
  )
}

import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useTranslation } from 'react-i18next'
import { FailureError } from '../rpc/connection.ts'
import { failureText } from '../text/words.ts'

/** What happened and what to do, with a way to try again. */
export const Failed = ({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) => {
  const { t } = useTranslation()
  const failure = error instanceof FailureError ? error.failure : { code: 'INTERNAL' as const }
  const id = failure.params?.['id']
  return (
    <Alert
      severity="error"
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {t('ui.retry')}
          </Button>
        )
      }
    >
      {failureText(t, failure)}
      {typeof id === 'string' && (
        <details>
          <summary>{t('ui.details')}</summary>
          {id}
        </details>
      )}
    </Alert>
  )
}

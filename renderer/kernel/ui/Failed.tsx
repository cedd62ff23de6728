import { useTranslation } from 'react-i18next'
import { FailureError } from '../rpc/connection.ts'
import { failureText } from '../text/words.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'

/** What happened and what to do, with a way to try again. */
export const Failed = ({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) => {
  const { t } = useTranslation()
  const failure = error instanceof FailureError ? error.failure : { code: 'INTERNAL' as const }
  const id = failure.params?.['id']
  return (
    <Notice
      tint="err"
      action={
        onRetry && (
          <Button isSmall onClick={onRetry}>
            {t('ui.retry')}
          </Button>
        )
      }
    >
      {failureText(t, failure)}
      {typeof id === 'string' && (
        <details>
          <summary>{t('shell.details')}</summary>
          {id}
        </details>
      )}
    </Notice>
  )
}

import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { Button } from '../kernel/ui/Button.tsx'
import { EmptyState } from '../kernel/ui/EmptyState.tsx'
import { Page } from '../kernel/ui/Page.tsx'
import { useBugDetails } from './bugs.ts'
import { CopyDetails } from './CopyDetails.tsx'
import css from './shell.module.css'

/** Stands in for a screen after a bug in it: the data is in the core, so going on loses nothing. */
export const Stumbled = () => {
  const { t } = useTranslation()
  const error = useRouteError()
  const [at] = useState(() => new Date().toISOString())
  const details = useBugDetails({ error, at })
  return (
    <Page title={t('shell.stumbled')}>
      <div role="alert">
        <EmptyState
          icon={CircleAlert}
          title={t('ui.stumbled')}
          actions={
            <>
              <Button look="filled" onClick={() => location.reload()}>
                {t('ui.reload')}
              </Button>
              <Button onClick={() => location.assign('/')}>{t('ui.home')}</Button>
              <CopyDetails text={details} />
            </>
          }
        >
          {t('ui.stumbledHint')}
        </EmptyState>
      </div>
      <details className={css.bug}>
        <summary>{t('shell.details')}</summary>
        <pre>{details}</pre>
      </details>
    </Page>
  )
}

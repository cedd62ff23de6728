import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { unwrap } from '../kernel/rpc/connection.ts'
import { keys } from '../kernel/state/queries.ts'
import { EmptyState } from '../kernel/ui/EmptyState.tsx'
import css from './shell.module.css'

/** Stands in for a screen after a bug in it: the data is in the core, so going on loses nothing. */
export const Stumbled = () => {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const error = useRouteError()
  const [at] = useState(() => new Date().toISOString())
  const [isCopied, setCopied] = useState(false)
  const { data } = useQuery({ queryKey: keys.info, queryFn: ({ signal }) => unwrap(api.app.info({}, { signal })) })
  const details = [
    `Calepin ${data?.version ?? '?'} · ${i18n.language} · ${at}`,
    `${location.pathname}${location.search}`,
    navigator.userAgent,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ].join('\n')
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(details)
    setCopied(true)
  }
  return (
    <div className={css.stumbled}>
      <EmptyState
        title={t('ui.stumbled')}
        actions={
          <>
            <button type="button" className={css.plainButton} onClick={() => location.reload()}>
              {t('ui.reload')}
            </button>
            <button type="button" className={css.plainButton} onClick={() => location.assign('/')}>
              {t('ui.home')}
            </button>
            <button type="button" className={css.plainButton} onClick={() => void copy()}>
              {t(isCopied ? 'shell.copied' : 'shell.copyDetails')}
            </button>
          </>
        }
      >
        {t('ui.stumbledHint')}
      </EmptyState>
      <details>
        <summary>{t('shell.details')}</summary>
        <pre>{details}</pre>
      </details>
    </div>
  )
}

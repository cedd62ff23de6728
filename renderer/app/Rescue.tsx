import { useQuery } from '@tanstack/react-query'
import { DatabaseBackup } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Damage } from '../../shared/modules/rescue/rescue.rpc.ts'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { type Api, FailureError, unwrap } from '../kernel/rpc/connection.ts'
import { countsWords } from '../kernel/text/count-words.ts'
import { formatInstant } from '../kernel/text/format.ts'
import { useLanguage } from '../kernel/text/use-language.ts'
import { Block } from '../kernel/ui/Block.tsx'
import { Button } from '../kernel/ui/Button.tsx'
import { Chip } from '../kernel/ui/Chip.tsx'
import { Failed } from '../kernel/ui/Failed.tsx'
import { Notice } from '../kernel/ui/Notice.tsx'
import { usePageTitle } from '../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../kernel/ui/Table.tsx'
import { keys } from '../kernel/state/queries.ts'
import { useRescueState } from './rescue-state.ts'
import { RescueExport } from './RescueExport.tsx'
import css from './rescue.module.css'

type Backup = Extract<Awaited<ReturnType<Api['rescue']['backups']>>, { ok: true }>['value']['backups'][number]

const COLOURS = { good: 'ok', damaged: 'err', unread: 'neutral' } as const

/** What happened to damaged data, what is safe, and the ways out. */
export const Rescue = () => {
  const { t } = useTranslation()
  const state = useRescueState()
  const title = t(state?.damage ? 'rescue.title' : 'rescue.none')
  usePageTitle(state ? title : '')
  if (!state) return null
  const { damage, data } = state
  return (
    <div className={css.scroll} tabIndex={-1}>
      <div className={css.rescue}>
        <h1>{title}</h1>
        {damage ? <WaysOut damage={damage} data={data} /> : <Notice tint="ok">{t('rescue.noneHint')}</Notice>}
      </div>
    </div>
  )
}

const WaysOut = ({ damage: { kind, place, path, said }, data }: { readonly damage: Damage; readonly data: string }) => {
  const { t } = useTranslation()
  return (
    <>
      <p role="alert">
        {t(`rescue.happened.${kind === 'page' ? place : kind}`)} {t('rescue.cause')}
      </p>
      <Notice tint="ok">{t('rescue.safe')}</Notice>
      <Backups folder={data} />
      {kind !== 'gone' && <RescueExport />}
      <details className={css.details}>
        <summary>{t('shell.details')}</summary>
        <dl>
          <dt>{t('rescue.file')}</dt>
          <dd>{path}</dd>
          {said && (
            <>
              <dt>{t('rescue.said')}</dt>
              <dd lang="en">{said}</dd>
            </>
          )}
        </dl>
      </details>
    </>
  )
}

const Backups = ({ folder }: { readonly folder: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const [restoring, setRestoring] = useState<string>()
  const [failure, setFailure] = useState<FailureError>()
  const { data, error, isFetching, refetch } = useQuery({ queryKey: [...keys.rescue, 'backups'], queryFn: ({ signal }) => unwrap(api.rescue.backups({}, { signal })), staleTime: 0 })
  const at = (backup: Backup): string => formatInstant(backup.at, language)
  const restore = async ({ id }: Backup): Promise<void> => {
    setRestoring(id)
    setFailure(undefined)
    try {
      await unwrap(api.rescue.restore({ id }))
      // Nothing that was read before is true any more.
      location.assign('/')
    } catch (reason) {
      if (!(reason instanceof FailureError)) throw reason
      setFailure(reason)
      setRestoring(undefined)
    }
  }
  const best = data?.backups.find(({ health }) => health === 'good')
  const columns: TableColumn<Backup>[] = [
    { name: 'at', head: t('backups.at'), look: 'nowrap', render: backup => <time dateTime={backup.at}>{at(backup)}</time> },
    { name: 'holds', head: t('backups.holds'), render: ({ counts }) => countsWords(t, counts, language) || t('backups.nothing') },
    { name: 'health', head: t('rescue.state'), render: ({ health }) => <Chip colour={COLOURS[health]}>{t(`rescue.health.${health}`)}</Chip> },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: backup =>
        backup.health === 'unread' && (
          <Button isSmall aria-label={t('backups.restoreOf', { at: at(backup) })} disabled={restoring !== undefined} onClick={() => void restore(backup)}>
            {t('backups.restore')}
          </Button>
        ),
    },
  ]
  return (
    <Block icon={DatabaseBackup} title={t('rescue.restore')}>
      <div className={css.part}>
        {!data && isFetching && <p role="status">{t('rescue.reading')}</p>}
        {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
        {failure && <Failed error={failure} />}
        {best && (
          <>
            <p>{t('rescue.best', { at: at(best), what: countsWords(t, best.counts, language) || t('backups.nothing') })}</p>
            <div>
              <Button look="filled" disabled={restoring !== undefined} onClick={() => void restore(best)}>
                {restoring === best.id ? t('backups.restoring') : t('backups.restoreOf', { at: at(best) })}
              </Button>
            </div>
          </>
        )}
        {data && !best && (
          <>
            <p>{t(data.backups.length ? 'rescue.noneGood' : 'rescue.noneThere', { place: data.place })}</p>
            <ul className={css.steps}>
              {['plug', 'begin', 'keep'].map(step => (
                <li key={step}>{t(`rescue.without.${step}`, { folder })}</li>
              ))}
            </ul>
            <div>
              <Button disabled={isFetching} onClick={() => void refetch()}>
                {t('rescue.again')}
              </Button>
            </div>
          </>
        )}
      </div>
      {data && data.backups.length > 1 && <Table label={t('backups.many')} columns={columns} rows={data.backups} keyOf={({ id }) => id} />}
    </Block>
  )
}

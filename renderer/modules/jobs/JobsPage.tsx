import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks, Pause, Play, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { jobResult, jobWord } from '../../kernel/import/job-text.ts'
import { JobProgress } from '../../kernel/import/JobProgress.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { isEnded, JOB_COLOURS } from '../../kernel/state/jobs.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import css from './jobs.module.css'

const MOST = 200
/** How often it is asked what there is: of what goes on, and of what may be begun elsewhere. */
const OFTEN_MS = 500
const SELDOM_MS = 2_000

/** Long work, under way and ended; its results stay until a person removes them. */
export const JobsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const queries = useQueryClient()
  const { failed } = useOperations()
  const { data, error, refetch } = useQuery({
    queryKey: keys.jobs,
    queryFn: async ({ signal }) => (await unwrap(api.jobs.list({ limit: MOST }, { signal }))).jobs,
    staleTime: 0,
    refetchInterval: query => (query.state.data?.every(isEnded) ? SELDOM_MS : OFTEN_MS),
  })
  const act = async (method: 'pause' | 'resume' | 'cancel' | 'remove', jobs: readonly JobView[]): Promise<void> => {
    try {
      for (const { job } of jobs) await unwrap(api.jobs[method]({ job }) as Promise<Awaited<ReturnType<typeof api.jobs.remove>>>)
    } catch (reason) {
      failed(reason)
    } finally {
      await queries.invalidateQueries({ queryKey: keys.jobs })
    }
  }
  const going = data?.filter(job => !isEnded(job)) ?? []
  const ended = data?.filter(isEnded) ?? []
  const what: TableColumn<JobView> = { name: 'what', head: t('jobs.one'), look: 'name', render: job => <Link to={`/travaux/${job.job}`}>{jobWord(t, job)}</Link> }
  const state: TableColumn<JobView> = { name: 'state', head: t('jobs.stateWord'), render: job => <Chip colour={JOB_COLOURS[job.state]}>{t(`jobs.state.${job.state}`)}</Chip> }
  const started: TableColumn<JobView> = { name: 'started', head: t('jobs.startedAt'), look: 'nowrap', render: job => <time dateTime={job.createdAt}>{formatInstant(job.createdAt, language)}</time> }
  return (
    <Page
      title={t('jobs.many')}
      actions={
        ended.length > 1 && (
          <Button look="plain" onClick={() => void act('remove', ended)}>
            {t('jobs.removeAll')}
          </Button>
        )
      }
    >
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 && (
        <EmptyState icon={ListChecks} title={t('jobs.none')} actions={<ButtonLink to="/importer">{t('ui.importFile')}</ButtonLink>}>
          {t('jobs.noneHint')}
        </EmptyState>
      )}
      {going.length > 0 && (
        <Block title={t('jobs.groups.going')} count={formatNumber(going.length, language)}>
          <Table
            label={t('jobs.groups.going')}
            rows={going}
            keyOf={({ job }) => job}
            columns={[
              what,
              state,
              { name: 'progress', head: t('jobs.progress'), look: 'wide', render: job => <JobProgress job={job} /> },
              started,
              {
                name: 'actions',
                head: t('ui.actions'),
                isHeadHidden: true,
                look: 'end',
                render: job => (
                  <span className={css.actions}>
                    {job.state === 'running' && (
                      <Button isSmall icon={Pause} onClick={() => void act('pause', [job])}>
                        {t('jobs.pause')}
                      </Button>
                    )}
                    {job.state === 'paused' && (
                      <Button isSmall icon={Play} onClick={() => void act('resume', [job])}>
                        {t('jobs.resume')}
                      </Button>
                    )}
                    <Button isSmall icon={X} onClick={() => void act('cancel', [job])}>
                      {t('jobs.cancel')}
                    </Button>
                  </span>
                ),
              },
            ]}
          />
        </Block>
      )}
      {ended.length > 0 && (
        <Block title={t('jobs.groups.ended')} count={formatNumber(ended.length, language)}>
          <Table
            label={t('jobs.groups.ended')}
            rows={ended}
            keyOf={({ job }) => job}
            columns={[
              what,
              state,
              { name: 'result', head: t('jobs.result'), render: job => (job.error ? failureText(t, job.error as Parameters<typeof failureText>[1]) : jobResult(t, job, language)) },
              started,
              {
                name: 'actions',
                head: t('ui.actions'),
                isHeadHidden: true,
                look: 'end',
                render: job => (
                  <button type="button" className={css.remove} aria-label={t('jobs.removeOne', { what: jobWord(t, job) })} title={t('jobs.remove')} onClick={() => void act('remove', [job])}>
                    <X size={16} aria-hidden="true" />
                  </button>
                ),
              },
            ]}
          />
        </Block>
      )}
    </Page>
  )
}

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks, Pause, Play, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
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
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import css from './jobs.module.css'
import { SchedulesBlock } from './SchedulesBlock.tsx'

const PAGE_SIZE = 50
const MOST = 500
/** From here on they can be narrowed down. */
const MANY = 8
const STATES: Readonly<Record<string, readonly JobView['state'][]>> = { going: ['waiting', 'running', 'paused'], done: ['done'], failed: ['failed', 'cancelled'] }
const ALL = 'all'
/** How often it is asked what there is: of what goes on, and of what may be begun elsewhere. */
const OFTEN_MS = 500
const SELDOM_MS = 2_000

/** What is done by itself, and long work, under way and ended; its results stay until a person removes them. */
export const JobsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const queries = useQueryClient()
  const { failed } = useOperations()
  const [params, setParams] = useSearchParams()
  const [limit, setLimit] = useState(PAGE_SIZE)
  const shown = params.get('etat') ?? ALL
  const states = STATES[shown]
  const kind = params.get('sorte') ?? undefined
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.jobs, 'list', limit, states ? shown : ALL, kind],
    queryFn: ({ signal }) => unwrap(api.jobs.list({ limit, ...(states && { states: [...states] }), ...(kind !== undefined && { kind }) }, { signal })),
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: query => (query.state.data?.jobs.every(isEnded) ? SELDOM_MS : OFTEN_MS),
  })
  const jobs = data?.jobs ?? []
  const isNarrowed = states !== undefined || kind !== undefined
  const narrow = (name: string, value: string): void => {
    const next = new URLSearchParams(params)
    if (value === ALL) next.delete(name)
    else next.set(name, value)
    setParams(next, { replace: true })
  }
  const act = async (method: 'pause' | 'resume' | 'cancel' | 'remove', meant: readonly JobView[]): Promise<void> => {
    try {
      for (const { job } of meant) await unwrap(api.jobs[method]({ job }) as Promise<Awaited<ReturnType<typeof api.jobs.remove>>>)
    } catch (reason) {
      failed(reason)
    } finally {
      await queries.invalidateQueries({ queryKey: keys.jobs })
    }
  }
  const going = jobs.filter(job => !isEnded(job))
  const ended = jobs.filter(isEnded)
  const sortWord = (sort: { readonly kind: string; readonly title: string }): string => t([`schedules.sorts.${sort.kind}`, `${sort.title}.name`], { defaultValue: sort.kind })
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
      <SchedulesBlock />
      {(isNarrowed || jobs.length > MANY) && (
        <div className={css.bar}>
          <Segments label={t('schedules.filter.state')} value={states ? shown : ALL} options={[ALL, ...Object.keys(STATES)].map(value => ({ value, word: t(`schedules.filter.${value}`) }))} onChoose={value => narrow('etat', value)} />
          <Select
            label={t('schedules.filter.kind')}
            isLabelHidden
            value={kind ?? ALL}
            options={[{ value: ALL, word: t('schedules.filter.allKinds') }, ...(data?.kinds ?? []).map(sort => ({ value: sort.kind, word: sortWord(sort) }))]}
            onChoose={value => narrow('sorte', value)}
          />
        </div>
      )}
      {data && jobs.length === 0 && isNarrowed && (
        <EmptyState icon={ListChecks} title={t('schedules.filter.none')} actions={<Button onClick={() => setParams({}, { replace: true })}>{t('schedules.filter.showAll')}</Button>} />
      )}
      {data && jobs.length === 0 && !isNarrowed && (
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
      {data?.hasMore && limit < MOST && (
        <div>
          <Button onClick={() => setLimit(Math.min(MOST, limit * 2))}>{t('ui.more')}</Button>
        </div>
      )}
    </Page>
  )
}

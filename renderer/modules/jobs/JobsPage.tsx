import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import LinearProgress from '@mui/material/LinearProgress'
import Tooltip from '@mui/material/Tooltip'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ListChecks, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { isEnded, JOB_COLOURS } from '../../kernel/state/jobs.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import table from '../../kernel/ui/table.module.css'
import ui from '../../kernel/ui/ui.module.css'

const REFRESH_MS = 1_000

/** Long work, under way and ended; its results stay until a person removes them. */
export const JobsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const queries = useQueryClient()
  const { failed } = useOperations()
  const { data, error, refetch } = useQuery({
    queryKey: keys.jobs,
    queryFn: async ({ signal }) => (await unwrap(api.jobs.list({ limit: 200 }, { signal }))).jobs,
    staleTime: 0,
    refetchInterval: query => (query.state.data?.every(isEnded) ? false : REFRESH_MS),
  })
  const remove = async (job: string): Promise<void> => {
    try {
      await unwrap(api.jobs.remove({ job }))
      await queries.invalidateQueries({ queryKey: keys.jobs })
    } catch (reason) {
      failed(reason)
    }
  }
  return (
    <Page title={t('jobs.many')}>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data?.length === 0 && (
        <EmptyState
          icon={ListChecks}
          title={t('jobs.none')}
          actions={
            <Button component={Link} to="/importer">
              {t('ui.importFile')}
            </Button>
          }
        >
          {t('jobs.noneHint')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <div className={`${ui.block} ${table.wrap}`}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('jobs.one')}</th>
                <th>{t('jobs.stateWord')}</th>
                <th>{t('jobs.progress')}</th>
                <th>{t('jobs.startedAt')}</th>
                <th>
                  <span className="visually-hidden">{t('ui.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(job => (
                <tr key={job.job}>
                  <td>
                    <Link to={`/travaux/${job.job}`}>{t(`jobs.kind.${job.kind}`, { title: job.title, defaultValue: job.title })}</Link>
                  </td>
                  <td>
                    <Chip colour={JOB_COLOURS[job.state]}>{t(`jobs.state.${job.state}`)}</Chip>
                  </td>
                  <td className={table.wide}>
                    {isEnded(job) || !job.total ? (
                      formatNumber(job.done, language)
                    ) : (
                      <LinearProgress variant="determinate" value={(100 * job.done) / job.total} aria-label={t('jobs.progress')} />
                    )}
                  </td>
                  <td className={`${table.soft} ${table.nowrap}`}>{formatInstant(job.createdAt, language)}</td>
                  <td className={table.end}>
                    {isEnded(job) && (
                      <Tooltip title={t('jobs.remove')}>
                        <IconButton size="small" aria-label={t('jobs.remove')} onClick={() => void remove(job.job)}>
                          <X size={16} aria-hidden="true" />
                        </IconButton>
                      </Tooltip>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Page>
  )
}

import Button from '@mui/material/Button'
import LinearProgress from '@mui/material/LinearProgress'
import { CircleAlert, Download, Pause, Play, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { downloadFile } from '../rpc/files.ts'
import { isEnded, JOB_COLOURS } from '../state/jobs.ts'
import { useOperations } from '../state/operations.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord, manyWord, problemText } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Failed } from '../ui/Failed.tsx'
import table from '../ui/table.module.css'
import css from './import.module.css'

interface Props {
  readonly job: JobView
  /** The type of the records that it writes, when who shows it knows. */
  readonly type?: unknown
  /** Whether it only tries. */
  readonly isTrial?: boolean
}

/** How far a job is, what it did and what it could not do; an import can be taken back from here. */
export const JobPanel = ({ job, type = job.result?.['type'], isTrial = job.result?.['dryRun'] === true }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const number = (value: number): string => formatNumber(value, language)
  const entity = visibleEntity(typeof type === 'string' ? type : undefined)
  const file = job.result?.['file']
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act()
    } catch (error) {
      operations.failed(error)
    }
  }
  const downloadErrors = (): Promise<void> =>
    attempt(async () => {
      const staged = await unwrap(api.imports.errorFile({ job: job.job, language }))
      downloadFile(staged.file, staged.name)
    })
  const revert = (): Promise<void> =>
    attempt(async () => {
      const { op, undone } = await unwrap(api.imports.revert({ job: job.job }))
      operations.report(op, t('imports.reverted', { count: undone }))
    })
  const control = (method: 'pause' | 'resume' | 'cancel'): Promise<void> => attempt(() => unwrap(api.jobs[method]({ job: job.job })))
  const failures = job.counts['failed'] ?? 0
  return (
    <>
      <Block
        title={isEnded(job) ? t('jobs.result') : t('jobs.progress')}
        actions={
          <>
            {job.state === 'running' && <Button size="small" startIcon={<Pause size={14} aria-hidden="true" />} onClick={() => void control('pause')}>{t('jobs.pause')}</Button>}
            {job.state === 'paused' && <Button size="small" startIcon={<Play size={14} aria-hidden="true" />} onClick={() => void control('resume')}>{t('jobs.resume')}</Button>}
            {!isEnded(job) && <Button size="small" startIcon={<X size={14} aria-hidden="true" />} onClick={() => void control('cancel')}>{t('jobs.cancel')}</Button>}
          </>
        }
      >
        <div className={css.panel}>
          <div className={css.panelLine}>
            <Chip colour={JOB_COLOURS[job.state]}>{t(`jobs.state.${job.state}`)}</Chip>
            <span role="status">
              {job.total === undefined ? t('jobs.done', { count: job.done, done: number(job.done) }) : t('jobs.doneOf', { done: number(job.done), total: number(job.total) })}
            </span>
          </div>
          {!isEnded(job) && (
            <>
              <LinearProgress
                aria-label={t('jobs.progress')}
                {...(job.total ? { variant: 'determinate' as const, value: Math.min(100, (100 * job.done) / job.total) } : { variant: 'indeterminate' as const })}
              />
              <p className={table.soft}>{t('jobs.mayLeave')}</p>
            </>
          )}
          {job.error && <Failed error={new FailureError(job.error as Failure)} />}
          {job.kind === 'import' && (
            <dl className={css.counts}>
              {(['created', 'updated', 'unchanged', 'failed'] as const).map(name => (
                <div key={name} className={css.count} data-name={name}>
                  <dt>{t(`imports.counts.${isTrial ? 'trial.' : ''}${name}`)}</dt>
                  <dd className={name === 'failed' && failures ? table.err : undefined}>{number(job.counts[name] ?? 0)}</dd>
                </div>
              ))}
            </dl>
          )}
          {isEnded(job) && (
            <div className={css.panelLine}>
              {entity && !isTrial && (
                <Button component={Link} to={`/${entity.type}`}>
                  {t('imports.see', { many: manyWord(t, entity).toLowerCase() })}
                </Button>
              )}
              {job.kind === 'import' && job.op && !isTrial && (
                <Button startIcon={<Undo2 size={16} aria-hidden="true" />} onClick={() => void revert()}>
                  {t('imports.revert')}
                </Button>
              )}
              {typeof file === 'string' && (
                <Button startIcon={<Download size={16} aria-hidden="true" />} onClick={() => downloadFile(file, String(job.result?.['name']))}>
                  {t('ui.download')}
                </Button>
              )}
            </div>
          )}
        </div>
      </Block>
      {job.errors.length > 0 && (
        <Block
          icon={CircleAlert}
          title={t('imports.failedLines')}
          count={number(failures)}
          actions={
            isEnded(job) && (
              <Button size="small" startIcon={<Download size={14} aria-hidden="true" />} onClick={() => void downloadErrors()}>
                {t('imports.downloadErrors', { count: failures })}
              </Button>
            )
          }
        >
          <div className={table.wrap} tabIndex={0} role="group" aria-label={t('imports.failedLines')}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th className={table.end}>{t('imports.line')}</th>
                  <th>{t('imports.content')}</th>
                  <th>{t('imports.reason')}</th>
                </tr>
              </thead>
              <tbody>
                {job.errors.map(error => (
                  <tr key={error.line}>
                    <td className={table.end}>{number(error.line)}</td>
                    <td className={css.content}>{error.text}</td>
                    <td>
                      {error.problems.map((problem, index) => (
                        <div key={index} className={problem.warning ? undefined : table.err}>
                          {entity?.fields[problem.field] ? `${fieldWord(t, entity, problem.field)}${t('ui.colon')}` : ''}
                          {problemText(t, problem as Parameters<typeof problemText>[1])}
                        </div>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Block>
      )}
    </>
  )
}

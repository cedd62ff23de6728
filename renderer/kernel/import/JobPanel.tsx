import { Download, Pause, Play, Redo2, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { downloadFile } from '../rpc/files.ts'
import { isEnded, JOB_COLOURS } from '../state/jobs.ts'
import { useOperations } from '../state/operations.ts'
import { useStanding } from '../state/standing.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { manyWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Notice } from '../ui/Notice.tsx'
import { JobErrors } from './JobErrors.tsx'
import { JobProgress } from './JobProgress.tsx'
import { jobResult } from './job-text.ts'
import css from './import.module.css'

interface Props {
  readonly job: JobView
  /** The type of the records that it writes, when who shows it knows. */
  readonly type?: unknown
  /** Whether it only tries. */
  readonly isTrial?: boolean
  /** What stands before the lines in error. */
  readonly children?: ReactNode
}

/** How far a job is, what it did and what it could not do; an import can be taken back from here, and done again. */
export const JobPanel = ({ job, type = job.result?.['type'], isTrial = job.result?.['dryRun'] === true, children }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const entity = visibleEntity(typeof type === 'string' ? type : undefined)
  const file = job.result?.['file']
  const hasEnded = isEnded(job)
  const isImport = job.kind === 'import' && !isTrial
  const isReverted = useStanding(isImport && hasEnded ? job.op : undefined)
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
  const control = (method: 'pause' | 'resume' | 'cancel'): Promise<void> => attempt(() => unwrap(api.jobs[method]({ job: job.job })))
  return (
    <>
      <Block
        title={hasEnded ? t('jobs.result') : t('jobs.progress')}
        actions={
          <>
            {job.state === 'running' && (
              <Button isSmall icon={Pause} onClick={() => void control('pause')}>
                {t('jobs.pause')}
              </Button>
            )}
            {job.state === 'paused' && (
              <Button isSmall icon={Play} onClick={() => void control('resume')}>
                {t('jobs.resume')}
              </Button>
            )}
            {!hasEnded && (
              <Button isSmall icon={X} onClick={() => void control('cancel')}>
                {t('jobs.cancel')}
              </Button>
            )}
          </>
        }
      >
        <div className={css.panel}>
          <div className={css.panelLine}>
            <Chip colour={JOB_COLOURS[job.state]}>{t(`jobs.state.${job.state}`)}</Chip>
            <span role="status">{hasEnded ? jobResult(t, job, language) : ''}</span>
          </div>
          {!hasEnded && (
            <>
              <JobProgress job={job} />
              {!isTrial && <p className={css.hint}>{t('jobs.mayLeave')}</p>}
            </>
          )}
          {job.error && <Failed error={new FailureError(job.error as Failure)} />}
          {isReverted?.isUndone && <Notice tint="info">{t('imports.isReverted')}</Notice>}
          {job.kind === 'import' && <Counts job={job} isTrial={isTrial} />}
          {hasEnded && (isImport || typeof file === 'string') && (
            <div className={css.panelLine}>
              {entity && isImport && <ButtonLink to={`/${entity.type}`}>{t('imports.see', { many: manyWord(t, entity).toLowerCase() })}</ButtonLink>}
              {isReverted &&
                (isReverted.isUndone ? (
                  <Button icon={Redo2} onClick={() => void operations.redo(isReverted.turns)}>
                    {t('imports.redo')}
                  </Button>
                ) : (
                  <Button icon={Undo2} onClick={() => void operations.undo(isReverted.turns)}>
                    {t('imports.revert')}
                  </Button>
                ))}
              {typeof file === 'string' && (
                <Button icon={Download} onClick={() => downloadFile(file, String(job.result?.['name']))}>
                  {t('ui.download')}
                </Button>
              )}
            </div>
          )}
        </div>
      </Block>
      {children}
      <JobErrors job={job} entity={entity} onDownload={hasEnded ? () => void downloadErrors() : undefined} />
    </>
  )
}

const COUNTS = ['created', 'updated', 'unchanged', 'failed'] as const

const Counts = ({ job, isTrial }: { readonly job: JobView; readonly isTrial: boolean }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <dl className={css.counts}>
      {COUNTS.map(name => (
        <div key={name} className={css.count} data-name={name} data-any={job.counts[name] ? true : undefined}>
          <dt>{t(`imports.counts.${isTrial ? 'trial.' : ''}${name}`)}</dt>
          <dd>{formatNumber(job.counts[name] ?? 0, language)}</dd>
        </div>
      ))}
    </dl>
  )
}

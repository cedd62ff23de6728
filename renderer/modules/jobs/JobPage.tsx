import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { JobPanel } from '../../kernel/import/JobPanel.tsx'
import { jobWord } from '../../kernel/import/job-text.ts'
import { UpdatesBlock } from '../../kernel/import/UpdatesBlock.tsx'
import { useJob } from '../../kernel/state/jobs.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import css from '../../kernel/import/import.module.css'
import { ChangesBlock } from './ChangesBlock.tsx'

/** One job, as it goes on and once it has ended. */
export const JobPage = () => {
  const { t } = useTranslation()
  const { job: id } = useParams()
  const { job, error } = useJob(id)
  const stated = (useLocation().state as { type?: string } | null)?.type
  const type = job?.result?.['type'] ?? stated
  return (
    <Page
      title={job ? jobWord(t, job) : t('jobs.one')}
      actions={
        <ButtonLink look="plain" to="/travaux">
          {t('jobs.many')}
        </ButtonLink>
      }
    >
      <div className={css.page}>
        {error ? <Failed error={error} /> : null}
        {job && (
          <JobPanel job={job} type={type}>
            <UpdatesBlock job={job} />
            {job.kind !== 'import' && <ChangesBlock job={job} />}
          </JobPanel>
        )}
      </div>
    </Page>
  )
}

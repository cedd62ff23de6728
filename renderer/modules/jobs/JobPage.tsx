import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'react-router'
import { JobPanel } from '../../kernel/import/JobPanel.tsx'
import { useJob } from '../../kernel/state/jobs.ts'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'

export const JobPage = () => {
  const { t } = useTranslation()
  const { job: id } = useParams()
  const type = (useLocation().state as { type?: string } | null)?.type
  const { job, error } = useJob(id)
  return (
    <Page title={job ? t(`jobs.kind.${job.kind}`, { title: job.title, defaultValue: job.title }) : t('jobs.one')}>
      {error ? <Failed error={error} /> : null}
      {job && <JobPanel job={job} type={type} />}
    </Page>
  )
}

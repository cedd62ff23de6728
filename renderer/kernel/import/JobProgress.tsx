import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { type Sample, spokenDuration, timeLeftMs } from './time-left.ts'
import css from './import.module.css'

/** How far a job is: count, share, time left and errors so far. */
export const JobProgress = ({ job }: { readonly job: JobView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const left = useTimeLeft(job)
  const number = (value: number): string => formatNumber(value, language)
  const { done, total, counts } = job
  const failures = counts['failed'] ?? 0
  const about = [
    total === undefined ? t('jobs.done', { count: done, done: number(done) }) : t('jobs.doneOf', { done: number(done), total: number(total) }),
    ...(total ? [t('jobs.share', { share: Math.min(100, Math.floor((100 * done) / total)) })] : []),
    ...(left === undefined || job.state !== 'running' ? [] : [t(`jobs.left.${spokenDuration(left).unit}`, { count: spokenDuration(left).count })]),
    ...(failures ? [t('jobs.errorsSoFar', { count: failures, number: number(failures) })] : []),
  ]
  return (
    <div className={css.progress}>
      <progress className={css.bar} aria-label={t('jobs.progress')} {...(total ? { value: Math.min(done, total), max: total } : {})} />
      <span>{about.join(' · ')}</span>
    </div>
  )
}

const useTimeLeft = ({ job, done, total, state }: JobView): number | undefined => {
  const [pace, setPace] = useState<{ readonly of: string; readonly first: Sample; readonly now: Sample }>()
  // After a pause the pace is another one.
  const of = `${job} ${state}`
  useEffect(() => {
    const now = { done, at: performance.now() }
    setPace(old => (old?.of === of ? { ...old, now } : { of, first: now, now }))
  }, [of, done])
  return pace && timeLeftMs(pace.first, pace.now, total)
}

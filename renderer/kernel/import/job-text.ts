import type { TFunction } from 'i18next'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatNumber } from '../text/format.ts'
import type { Language } from '../text/i18n.ts'
import { countsText } from './counts-text.ts'

/** What a job is called, e.g. `Import de clients.csv`; one that began by itself has its words where its title says. */
export const jobWord = (t: TFunction, { kind, title, result }: Pick<JobView, 'kind' | 'title' | 'result'>): string => t([`jobs.kind.${kind === 'import' && result?.['dryRun'] === true ? 'trial' : kind}`, `${title}.name`], { title, defaultValue: title })

/** Which count tells what a kind of job did. */
const COUNTED: Readonly<Record<string, string>> = { bulk: 'changed', undo: 'undone', purge: 'purged', export: 'exported', link: 'created', duplicates: 'found', merge: 'moved' }

/** What a schedule did, in its own words: what it counted, or that there was nothing to do. */
export const scheduleResult = (t: TFunction, words: string, counts: JobView['counts'], language: Language): string =>
  Object.entries(counts)
    .flatMap(([name, count]) => (count > 0 ? [t(`${words}.counts.${name}`, { count, number: formatNumber(count, language), defaultValue: '' })] : []))
    .filter(Boolean)
    .join(' · ') || t('schedules.nothing')

/** What a job did, in words. */
export const jobResult = (t: TFunction, job: Pick<JobView, 'kind' | 'title' | 'counts' | 'done' | 'result'>, language: Language): string => {
  if (job.kind === 'import') return countsText(t, job, language, job.result?.['dryRun'] === true ? 'foreseen' : 'ended')
  if (t(`${job.title}.name`, { defaultValue: '' })) return scheduleResult(t, job.title, job.counts, language)
  const name = COUNTED[job.kind]
  const count = name === undefined ? job.done : (job.counts[name] ?? 0)
  const number = formatNumber(count, language)
  return name === undefined ? t('jobs.done', { count, done: number }) : t(`jobs.results.${job.kind}`, { count, number })
}

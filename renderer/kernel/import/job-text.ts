import type { TFunction } from 'i18next'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatNumber } from '../text/format.ts'
import type { Language } from '../text/i18n.ts'
import { countsText } from './counts-text.ts'

/** What a job is called, e.g. `Import de clients.csv`. */
export const jobWord = (t: TFunction, { kind, title, result }: Pick<JobView, 'kind' | 'title' | 'result'>): string => t(`jobs.kind.${kind === 'import' && result?.['dryRun'] === true ? 'trial' : kind}`, { title, defaultValue: title })

/** Which count tells what a kind of job did. */
const COUNTED: Readonly<Record<string, string>> = { bulk: 'changed', undo: 'undone', purge: 'purged', export: 'exported', link: 'created', duplicates: 'found', merge: 'moved' }

/** What a job did, in words. */
export const jobResult = (t: TFunction, job: Pick<JobView, 'kind' | 'counts' | 'done' | 'result'>, language: Language): string => {
  if (job.kind === 'import') return countsText(t, job, language, job.result?.['dryRun'] === true ? 'foreseen' : 'ended')
  const name = COUNTED[job.kind]
  const count = name === undefined ? job.done : (job.counts[name] ?? 0)
  const number = formatNumber(count, language)
  return name === undefined ? t('jobs.done', { count, done: number }) : t(`jobs.results.${job.kind}`, { count, number })
}

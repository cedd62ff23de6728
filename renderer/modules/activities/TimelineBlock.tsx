import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { History, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { TIMELINE_SOURCES, type TimelineItem, type TimelineSource } from '../../../shared/modules/activities/timeline-sources.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOff } from '../../kernel/state/off.ts'
import { keys } from '../../kernel/state/queries.ts'
import { registry } from '../../kernel/state/registry.ts'
import { formatMonth, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { TimelineEntry } from './TimelineEntry.tsx'
import { UpcomingEntry } from './UpcomingEntry.tsx'
import css from './activities.module.css'

const PAGE = 30
const SOON = 6
const ALL = 'all'

/** What belongs together under one word. */
const GROUPS: Readonly<Record<string, readonly TimelineSource[]>> = {
  activities: ['activity'],
  messages: ['emailMessage', 'surveyResponse'],
  notes: ['note', 'document'],
  events: ['event'],
}

/** What is planned with a record, then all that happened, newest first. */
export const TimelineBlock = ({ entity, record: { id, trashedAt } }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const off = useOff()
  const [group, setGroup] = useState(ALL)
  const sources = TIMELINE_SOURCES.filter(source => source === 'event' || (!off.types.has(source) && registry().some(({ type }) => type === source)))
  const only = group === ALL ? sources : sources.filter(source => GROUPS[group]!.includes(source))
  const past = useInfiniteQuery({
    queryKey: [...keys.journal, 'timeline', id, only.join()],
    queryFn: async ({ signal, pageParam }) => unwrap(api.activities.timeline({ id, only, limit: PAGE, ...(pageParam && { after: pageParam }) }, { signal })),
    initialPageParam: '',
    getNextPageParam: page => page.next,
    placeholderData: old => old,
  })
  const [isWhole, setWhole] = useState(false)
  const soon = useQuery({
    queryKey: [...keys.journal, 'upcoming', id, isWhole],
    queryFn: async ({ signal }) => unwrap(api.activities.upcoming({ id, limit: isWhole ? 200 : SOON }, { signal })),
    placeholderData: old => old,
  })
  // What is to come stands above: what has been waits for it, so that nothing is pushed down.
  const items = (soon.isPending ? [] : (past.data?.pages ?? [])).flatMap(page => page.items.filter(({ record }) => !off.types.has(record.type)))
  const upcoming = group === ALL || group === 'activities' ? (soon.data?.items ?? []) : []
  const hidden = (soon.data?.count ?? 0) - upcoming.length
  const words = ['all', ...Object.keys(GROUPS).filter(name => GROUPS[name]!.some(source => sources.includes(source)))].map(name => ({ value: name, word: t(`activities.timeline.groups.${name}`) }))
  const error = past.error ?? soon.error
  return (
    <Block
      icon={History}
      title={t('activities.timeline.title')}
      name={`${entity.type}.timeline`}
      actions={
        trashedAt === null && (
          <Link to={`/activity/nouveau?${entity.type}=${id}`} className={css.plus} aria-label={t('activities.activity.new')} title={t('activities.activity.new')}>
            <Plus size={16} aria-hidden="true" />
          </Link>
        )
      }
    >
      <div className={css.groups}>
        <Segments label={t('activities.timeline.show')} value={group} options={words} onChoose={setGroup} />
      </div>
      {error && !past.data ? <Failed error={error} onRetry={() => void Promise.all([past.refetch(), soon.refetch()])} /> : null}
      {upcoming.length > 0 && (
        <>
          <h3 className={css.month}>
            <span>{t('activities.timeline.upcoming')}</span>
          </h3>
          <ul className={css.entries}>
            {upcoming.map(item => (
              <UpcomingEntry key={item.key} item={item} isOpen={trashedAt === null} />
            ))}
          </ul>
          {hidden > 0 && (
            <button type="button" className={css.more} onClick={() => setWhole(true)}>
              {t('activities.timeline.moreUpcoming', { count: hidden, number: formatNumber(hidden, language) })}
            </button>
          )}
        </>
      )}
      {byMonth(items).map(([month, of]) => (
        <section key={month} aria-label={formatMonth(month, language)}>
          <h3 className={css.month}>
            <span>{formatMonth(month, language)}</span>
          </h3>
          <ul className={css.entries}>
            {of.map(item => (
              <TimelineEntry key={item.key} item={item} target={id} />
            ))}
          </ul>
        </section>
      ))}
      {past.isSuccess && !soon.isPending && items.length === 0 && <p className={css.none}>{t(group === ALL ? 'activities.timeline.none' : 'activities.timeline.noneOf')}</p>}
      {past.hasNextPage && (
        <button type="button" className={css.more} disabled={past.isFetchingNextPage} onClick={() => void past.fetchNextPage()}>
          {t('activities.timeline.older')}
        </button>
      )}
    </Block>
  )
}

/** Things that happened by the month on this machine's calendar, in their order. */
const byMonth = (items: readonly TimelineItem[]): [string, TimelineItem[]][] => [...Map.groupBy(items, ({ at }) => thisDay(new Date(at)).slice(0, 7))]

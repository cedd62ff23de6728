import { useQuery } from '@tanstack/react-query'
import { ListTodo, Square } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOff } from '../../kernel/state/off.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatDay, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import css from './layouts.module.css'

const DUE: Filter = { any: [{ saved: 'activity.overdue' }, { saved: 'activity.today' }] }
const ASKED = { filter: DUE, sort: [{ field: 'day', dir: 'asc' as const }], view: ['name', 'day', 'contact', 'organisation', 'opportunity'], limit: 12 }

/** What is to be done today, what should have been done first; a tick marks it as done. */
export const TodayBlock = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const isOff = useOff().types.has('activity')
  const operations = useOperations()
  const list = useQuery({
    queryKey: keys.rows('activity', ASKED),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: 'activity', ...ASKED }, { signal }))).rows,
    enabled: !isOff,
  })
  const { data: count } = useQuery({ queryKey: keys.count('activity', { filter: DUE }), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type: 'activity', filter: DUE }, { signal }))).count, enabled: !isOff })
  if (isOff) return null
  const today = thisDay()
  const mark = async ({ id, title }: Row): Promise<void> => {
    try {
      operations.report((await unwrap(api.entities.save({ type: 'activity', id, patch: { status: 'done' } }))).op, t('activities.doneOne', { title }))
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <Block icon={ListTodo} title={t('layouts.blocks.today')} count={count ? formatNumber(count, language) : undefined} name="home.today">
      {list.error && !list.data ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.length === 0 && <p className={css.text}>{t('activities.today.none')}</p>}
      <ul>
        {list.data?.map(row => {
          const day = String(row['day'])
          const whom = ['contact', 'organisation', 'opportunity'].flatMap(name => (row[name] as TitledId | undefined)?.title ?? [])
          return (
            <li key={row.id} className={css.line}>
              <button type="button" className={css.done} aria-label={t('activities.markDoneOne', { title: row.title })} title={t('activities.markDone')} onClick={() => void mark(row)}>
                <Square size={16} aria-hidden="true" />
              </button>
              <Link to={`/activity/${row.id}`}>{row.title}</Link>
              <small>{whom.slice(0, 2).join(' · ')}</small>
              {day < today && <small className={css.overdue}>{formatDay(day, language, Number(today.slice(0, 4)))}</small>}
            </li>
          )
        })}
      </ul>
      <div className={css.foot}>
        <Link to="/activity?filtre=activity.todo">{t('activities.today.all')}</Link>
      </div>
    </Block>
  )
}

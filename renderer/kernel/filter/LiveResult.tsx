import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { failureText } from '../text/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import css from './filter.module.css'

interface Props {
  readonly entity: AnyEntity
  /** Undefined for everything. */
  readonly filter: Filter | undefined
  /** Whether conditions that are not whole yet are left out. */
  readonly hasGaps: boolean
  /** The filters that use the one which is edited. */
  readonly users: readonly { readonly id: string; readonly title: string }[]
}

const FIRST = 12

/** How many records a filter keeps, and the first of them, while it is made. */
export const LiveResult = ({ entity, filter, hasGaps, users }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { type } = entity
  const which = filter ? { filter } : {}
  const beside = entity.list.find(path => entity.fields[path]?.kind === 'relation') ?? entity.list[1]
  const view = beside ? [beside] : []
  const count = useQuery({ queryKey: keys.count(type, which), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type, ...which }, { signal }))).count, placeholderData: keepPreviousData })
  const whole = useQuery({ queryKey: keys.count(type, {}), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type }, { signal }))).count })
  const rows = useQuery({ queryKey: keys.rows(type, { ...which, view, limit: FIRST }), queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type, ...which, view, limit: FIRST }, { signal }))).rows, placeholderData: keepPreviousData })
  const besideOf = (value: unknown): string => (typeof value === 'string' ? value : ((value as { title?: string } | undefined)?.title ?? ''))
  const share = count.data !== undefined && whole.data ? count.data / whole.data : 0
  return (
    <aside className={css.live} aria-label={t('filters.page.live')}>
      <div className={css.count} role="status">
        <h2>{t(hasGaps ? 'filters.page.liveWithout' : 'filters.page.live')}</h2>
        {count.error instanceof FailureError ? (
          <p className={css.liveWrong}>{failureText(t, count.error.failure)}</p>
        ) : (
          count.data !== undefined &&
          whole.data !== undefined && (
            <>
              <p>{t('filters.page.outOf', { words: countWords(t, entity, count.data, language), whole: formatNumber(whole.data, language) })}</p>
              <div className={css.share} aria-hidden="true">
                <span style={{ width: `${share > 0 ? Math.max(1.5, share * 100) : 0}%` }} />
              </div>
            </>
          )
        )}
      </div>
      {rows.data && !count.error && (
        <>
          <h3>{t('filters.page.firstRows')}</h3>
          {rows.data.length === 0 ? (
            <p className={css.none}>{t('filters.page.nothing')}</p>
          ) : (
            <ul className={css.firstRows}>
              {rows.data.map(row => (
                <li key={row.id}>
                  <Avatar id={row.id} title={row.title} isSquare={type !== 'contact'} />
                  <span>
                    <Link to={`/${type}/${row.id}`}>{row.title}</Link>
                    <small>{beside && besideOf(row[beside])}</small>
                  </span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {users.length > 0 && (
        <p className={css.users}>
          {t('filters.page.usedBy')}{' '}
          {users.map(({ id, title }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <Link to={`/${type}/filtre?filtre=${id}`}>{title}</Link>
            </span>
          ))}
        </p>
      )}
    </aside>
  )
}

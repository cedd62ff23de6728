import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { writeChosen } from '../../kernel/filter/filter-address.ts'
import { FilterOff } from '../../kernel/filter/FilterOff.tsx'
import { useSavedFilters } from '../../kernel/filter/use-filter-names.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import css from './layouts.module.css'

/** The records of a type that a saved filter keeps, as somebody wants to see them on arriving. */
export const ListBlock = ({ block }: { readonly block: OwnBlock }) => {
  const { t } = useTranslation()
  const { filters, isKnown } = useSavedFilters()
  const entity = visibleEntity(block.type)
  const saved = filters.find(({ id }) => id === block.filter)
  if (!isKnown) return null
  if (entity && (block.filter === undefined || (saved && !saved.isTrashed && !saved.isDisabled && saved.forType === entity.type))) return <Found block={block} entity={entity} />
  return (
    <Block title={block.title} name={`home.${block.key}`}>
      {entity && saved?.isDisabled && !saved.isTrashed ? <FilterOff saved={saved} /> : <p className={css.text}>{t('layouts.filterGone')}</p>}
    </Block>
  )
}

const SHOWN = 8

const Found = ({ block: { key, title, filter: saved }, entity }: { readonly block: OwnBlock; readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { icon } = useTypeLooks(entity.type)
  const which = saved === undefined ? {} : { filter: { saved } }
  const list = useQuery({
    queryKey: keys.rows(entity.type, { ...which, limit: SHOWN }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: entity.type, ...which, limit: SHOWN }, { signal }))).rows,
  })
  const { data: count } = useQuery({ queryKey: keys.count(entity.type, which), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type: entity.type, ...which }, { signal }))).count })
  const address = new URLSearchParams()
  writeChosen(address, saved === undefined ? {} : { saved })
  return (
    <Block icon={icon} title={title} count={count === undefined ? undefined : formatNumber(count, language)} name={`home.${key}`}>
      {list.error && !list.data ? <Failed error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.length === 0 && <p className={css.text}>{t('layouts.nothingYet')}</p>}
      <ul>
        {list.data?.map(row => (
          <li key={row.id} className={css.line}>
            <Link to={`/${entity.type}/${row.id}`}>{row.title || t('ui.untitled')}</Link>
          </li>
        ))}
      </ul>
      {(count ?? 0) > SHOWN && (
        <div className={css.foot}>
          <Link to={`/${entity.type}?${address}`}>{t('ui.seeAll', { count })}</Link>
        </div>
      )}
    </Block>
  )
}

import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Columns3, FileUp, Filter as Funnel, ListFilter, Plus } from 'lucide-react'
import { type ComponentType, lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useSearchParams } from 'react-router'
import { type AnyEntity, isImportable } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { CHOSEN, chosenFilter, type Chosen, writeChosen } from '../filter/filter-address.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { useRemembered } from '../state/remembered.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber, thisDay } from '../text/format.ts'
import { wordsReady } from '../text/i18n.ts'
import { useLanguage } from '../text/use-language.ts'
import { manyWord, newWord } from '../text/words.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { lazyMui } from '../ui/with-mui.tsx'
import { type Column, columnsOf, type Layout, readColumns, useLayout, waysOf, writeColumns } from './columns.ts'
import { AskedChip, LinkChip } from './Conditions.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { Grid } from './Grid.tsx'
import { ListSearch } from './ListSearch.tsx'
import { useRows } from './pages.ts'
import { useRowSelection, whichTicked } from './row-selection.ts'
import { askedName, readAddress, selectionOf } from './selection.ts'
import { nextSort, readSort } from './sort.ts'
import { useBulk } from './use-bulk.ts'
import css from './list.module.css'

const ColumnsMenu = lazyMui(async () => (await import('./ColumnsMenu.tsx')).ColumnsMenu)
const NothingFound = lazyMui(async () => (await import('./NothingFound.tsx')).NothingFound)

/** What the first list can be drawn without, and words that come as late. */
const later = <P extends object>(load: () => Promise<ComponentType<P>>) => lazy(async () => ({ default: (await Promise.all([load(), wordsReady()]))[0] }))
const FilterPicker = later(async () => (await import('../filter/FilterPicker.tsx')).FilterPicker)
const SelectionBar = later(async () => (await import('./SelectionBar.tsx')).SelectionBar)
const FilterSaid = later(async () => (await import('../filter/FilterSaid.tsx')).FilterSaid)

/** What an address says beside which rows are shown. */
const withoutLooks = (params: URLSearchParams, ...names: string[]): string => new URLSearchParams([...params].filter(([name]) => !names.includes(name))).toString()

/** The list of a type; what is looked for, what columns are asked and the order stand in the address. */
export const ListPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { search } = useLocation()
  const looks = useTypeLooks(entity.type)
  const bulk = useBulk(entity)
  const [params, setParams] = useSearchParams()
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(entity, sortText), [entity, sortText])
  const [kept, setKept] = useLayout(entity)
  const [hasFilters, setFilters] = useRemembered(`filters.${entity.type}`, true)
  const layout = useMemo<Layout>(() => ({ paths: readColumns(entity, params) ?? kept?.paths ?? entity.list, widths: kept?.widths ?? {} }), [entity, params, kept])
  const columns = useMemo(() => columnsOf(entity, layout), [entity, layout])
  const address = useMemo(() => readAddress(entity, params, thisDay()), [entity, params])
  const selection = useMemo(() => selectionOf(entity, params, viewOf(entity, columns), thisDay()), [entity, params, columns])
  const { text, link, asked, chosen } = address
  const chosenOne = chosenFilter(chosen)
  const [range, setRange] = useState({ first: 0, last: 40 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const near = useDeferredValue(range)
  const rows = useRows(entity.type, selection, near.first, near.last)
  const [isDrawn, setDrawn] = useState(false)
  const hasRows = rows.count === 0 || rows.at(near.first) !== undefined
  useEffect(() => {
    if (hasRows) setDrawn(true)
  }, [hasRows])
  const place = `${entity.type} ${withoutLooks(params, 'cols')}`
  const ticks = useRowSelection(`${entity.type} ${withoutLooks(params, 'cols', 'sort')}`)
  const isNarrowed = text !== '' || link !== undefined || asked.length > 0 || chosenOne !== undefined
  const whole = useTotalCount(entity.type, isNarrowed)
  const [columnsAnchor, setColumnsAnchor] = useState<HTMLElement | null>(null)
  // The router gives every change the address as it was last drawn: two that follow each other at once would lose the first.
  const written = useRef(params)
  useEffect(() => {
    written.current = params
  }, [params])
  const edit = useCallback(
    (alter: (next: URLSearchParams) => void, how: { replace?: boolean; flushSync?: boolean } = { replace: true }) => {
      const next = new URLSearchParams(written.current)
      alter(next)
      written.current = next
      setParams(next, how)
    },
    [setParams],
  )
  const change = useCallback((name: string, value: string) => edit(next => (value ? next.set(name, value) : next.delete(name))), [edit])
  const onAsk = useCallback((path: string, value: string) => change(askedName(path), value), [change])
  const onSort = useCallback((field: string) => change('sort', nextSort(sort, field)), [change, sort])
  const clear = (): void =>
    edit(next => {
      next.delete('q')
      if (link) next.delete(link.field)
      for (const { path } of asked) next.delete(askedName(path))
      writeChosen(next, {})
    }, {})
  const choose = (next: Chosen, isSaved = false): void =>
    edit(now => {
      writeChosen(now, next)
      if (isSaved) for (const { path } of asked) now.delete(askedName(path))
    }, {})
  const arrange = (next: Layout | undefined): void => {
    setKept(next)
    edit(now => writeColumns(entity, now, next?.paths), { replace: true, flushSync: true })
  }
  const latest = useRef(layout)
  latest.current = layout
  const onWidth = useCallback((path: string, width: number) => setKept({ ...latest.current, widths: { ...latest.current.widths, [path]: width } }), [setKept])
  const trash = async (row: Row | undefined): Promise<void> => {
    if ((await bulk.change(row ? { ids: [row.id] } : whichTicked(selection, ticks.ticked))) && !row) ticks.clear()
  }
  const gridHost = useRef<HTMLDivElement>(null)
  const toggleFilters = (): void => {
    setFilters(!hasFilters)
    // The row of filters is drawn before the next frame.
    if (!hasFilters) requestAnimationFrame(() => gridHost.current?.querySelector<HTMLElement>('[role="columnheader"] input[type="text"]')?.focus())
  }
  useShortcuts({ f: toggleFilters })
  const filters = useMemo(() => (hasFilters ? { asked, onAsk } : undefined), [hasFilters, asked, onAsk])
  const many = manyWord(t, entity)
  const isEmpty = rows.count === 0 && !rows.isStale
  const sentence = rows.count === undefined || isEmpty ? '' : (text || address.filter) && whole !== undefined ? t('list.countOf', { words: countWords(t, entity, rows.count, language), whole: formatNumber(whole, language) }) : countWords(t, entity, rows.count, language)
  const grid = (
    <Grid
      entity={entity}
      label={many}
      columns={columns}
      rows={rows}
      sort={sort}
      onSort={onSort}
      onWidth={onWidth}
      onRange={onRange}
      onOpen={(row, index) => void navigate(`/${entity.type}/${row.id}`, { state: { cameFrom: { search, index } } })}
      onTrash={row => void trash(row)}
      filters={filters}
      ticks={ticks}
      isEditable
      totals={selection}
      place={place}
    />
  )
  return (
    <Page
      title={many}
      isScrolling={false}
      beside={
        <span className={css.sentence} role="status">
          {sentence}
        </span>
      }
      actions={
        <>
          <Button look="plain" icon={Columns3} aria-haspopup="dialog" aria-expanded={columnsAnchor !== null} onClick={event => setColumnsAnchor(event.currentTarget)}>
            {t('list.columns')}
          </Button>
          {isImportable(entity) && (
            <ButtonLink look="plain" to={`/importer?type=${entity.type}`} icon={FileUp}>
              {t('ui.import')}
            </ButtonLink>
          )}
          <ExportMenu entity={entity} which={{ ...(text ? { text } : {}), ...(address.filter ? { filter: address.filter } : {}) }} hasCard={looks.hasCard} isDisabled={!rows.count} />
          <ButtonLink to={`/${entity.type}/nouveau`} icon={Plus}>
            {newWord(t, entity)}
          </ButtonLink>
        </>
      }
    >
      {columnsAnchor && (
        <Suspense>
          <ColumnsMenu entity={entity} anchor={columnsAnchor} columns={columns} layout={layout} isOwn={kept !== undefined || params.has('cols')} onLayout={arrange} onClose={() => setColumnsAnchor(null)} />
        </Suspense>
      )}
      <div className={css.bar}>
        <Suspense fallback={<PickerToCome isSet={chosenOne !== undefined} />}>
          {isDrawn ? (
            <FilterPicker entity={entity} chosen={chosen} asked={asked.flatMap(one => one.filter ?? [])} onChoose={choose} onSaved={next => choose(next, true)} />
          ) : (
            <PickerToCome isSet={chosenOne !== undefined} />
          )}
        </Suspense>
        <ListSearch text={text} label={t('ui.filterList', { many: many.toLowerCase() })} onChange={value => change('q', value)} />
        <button type="button" className={css.toggle} aria-pressed={hasFilters} title={t('list.filtersHint')} onClick={toggleFilters}>
          <ListFilter size={16} aria-hidden="true" />
          {t('list.filters')}
        </button>
        {link && <LinkChip entity={entity} field={link.field} id={link.id} onRemove={() => change(link.field, '')} />}
        {asked.map(one => (
          <AskedChip key={one.path} entity={entity} asked={one} onRemove={() => onAsk(one.path, '')} />
        ))}
        {isNarrowed && (
          <button type="button" className={css.clearAll} onClick={clear}>
            {t('list.clearAll')}
          </button>
        )}
      </div>
      {chosenOne && (
        <Suspense fallback={<div className={css.saidSoon} />}>
          <FilterSaid entity={entity} filter={chosenOne} />
        </Suspense>
      )}
      {rows.error ? (
        <div className={css.fill}>
          <Failed error={rows.error} onRetry={rows.retry} />
        </div>
      ) : isEmpty && !isNarrowed ? (
        <div className={css.fill}>
          <EmptyState
            icon={looks.icon}
            title={t('ui.emptyList', { many: many.toLowerCase() })}
            actions={
              <>
                {isImportable(entity) && <ButtonLink to={`/importer?type=${entity.type}`}>{t('ui.importFile')}</ButtonLink>}
                <ButtonLink to={`/${entity.type}/nouveau`}>
                  {t('ui.createFirst')}
                </ButtonLink>
              </>
            }
          >
            {t('ui.emptyListHint')}
          </EmptyState>
        </div>
      ) : (
        <div className={css.gridHost} ref={gridHost}>
          {grid}
          {isEmpty && (
            <div className={hasFilters ? `${css.nothing} ${css.underFilters}` : css.nothing}>
              <Suspense>
                <NothingFound entity={entity} address={address} onRemove={name => (name === CHOSEN ? choose({}) : change(name, ''))} onClear={clear} />
              </Suspense>
            </div>
          )}
          {isDrawn && (
            <Suspense>
              <SelectionBar entity={entity} selection={selection} count={rows.count ?? 0} ticks={ticks} bulk={bulk} hasCard={looks.hasCard} />
            </Suspense>
          )}
        </div>
      )}
    </Page>
  )
}

/** Stands where the filter is chosen, until that is loaded. */
const PickerToCome = ({ isSet }: { readonly isSet: boolean }) => {
  const { t } = useTranslation()
  return (
    <button type="button" className={css.picker} aria-disabled="true" data-set={isSet || undefined}>
      <Funnel size={16} aria-hidden="true" />
      <span>
        {t('list.filter')}
        {t('ui.colon')}
        {isSet ? '…' : t('list.noFilter')}
      </span>
      <ChevronDown size={14} aria-hidden="true" />
    </button>
  )
}

/** How many records of the type there are in all, while a list shows only some. */
const useTotalCount = (type: string, isAsked: boolean): number | undefined => {
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.count(type, {}), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type }, { signal }))).count, enabled: isAsked })
  return data
}

/** The paths that a row is read with: its columns, its picture, and by which its person is reached. */
const viewOf = (entity: AnyEntity, columns: readonly Column[]): string[] => [
  ...new Set([...columns.map(column => column.at.path), ...(entity.fields['picture'] ? ['picture'] : []), ...waysOf(entity).map(way => way.name)]),
]

import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Columns3, Download, FileUp, Filter as Funnel, LayoutGrid, ListFilter, type LucideIcon, Plus } from 'lucide-react'
import { Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { type AnyEntity, isImportable } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { CHOSEN, chosenFilter, type Chosen, writeChosen } from '../filter/filter-address.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { useRemembered } from '../state/remembered.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber, thisDay } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { manyWord, newWord } from '../text/words.ts'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Failed } from '../ui/Failed.tsx'
import { KeepsFocus } from '../ui/KeepsFocus.tsx'
import { Page } from '../ui/Page.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { later, lazyMui } from '../ui/with-mui.tsx'
import { chooseView, layoutOf, NO_VIEW, readShape, type Shape, VIEW, withView, writeShape } from '../view/view-address.ts'
import { useViews } from '../view/use-views.ts'
import { type Column, type Layout, readColumns, useLayout, waysOf, writeColumns } from './columns.ts'
import { Grid } from './Grid.tsx'
import { ListSearch } from './ListSearch.tsx'
import { useRows } from './pages.ts'
import { useRowSelection, whichTicked } from './row-selection.ts'
import { ARCHIVES, askedName, readAddress, selectionOf, WITH_ARCHIVES } from './selection.ts'
import { nextSort, readSort } from './sort.ts'
import { useBulk } from './use-bulk.ts'
import { useColumns } from './use-columns.ts'
import css from './list.module.css'

const ColumnsMenu = lazyMui(async () => (await import('./ColumnsMenu.tsx')).ColumnsMenu)
const NothingFound = lazyMui(async () => (await import('./NothingFound.tsx')).NothingFound)

/** What the first list can be drawn without. */
const ViewPicker = later(async () => (await import('../view/ViewPicker.tsx')).ViewPicker)
const GroupedGrid = later(async () => (await import('../view/GroupedGrid.tsx')).GroupedGrid)
const Board = later(async () => (await import('../view/Board.tsx')).Board)
const Cards = later(async () => (await import('../view/Cards.tsx')).Cards)
const HeadMenu = lazyMui(async () => (await import('../view/HeadMenu.tsx')).HeadMenu)
const AskedChip = later(async () => (await import('./Conditions.tsx')).AskedChip)
const LinkChip = later(async () => (await import('./Conditions.tsx')).LinkChip)
const ExportMenu = later(async () => (await import('./ExportMenu.tsx')).ExportMenu)
const FilterPicker = later(async () => (await import('../filter/FilterPicker.tsx')).FilterPicker)
const ArchivedToggle = later(async () => (await import('./ArchivedToggle.tsx')).ArchivedToggle)
const SelectionBar = later(async () => (await import('./SelectionBar.tsx')).SelectionBar)
const FilterSaid = later(async () => (await import('../filter/FilterSaid.tsx')).FilterSaid)

/** What an address says beside which rows are shown. */
const withoutLooks = (params: URLSearchParams, ...names: string[]): string => new URLSearchParams([...params].filter(([name]) => !names.includes(name))).toString()

/** The list of a type; what is looked for, what columns are asked and the order stand in the address. */
export const ListPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const looks = useTypeLooks(entity.type)
  const bulk = useBulk(entity)
  const [asIs, setParams] = useSearchParams()
  const views = useViews(entity.type)
  const params = useMemo(() => withView(entity, asIs, views), [entity, asIs, views])
  const view = views.find(({ id }) => id === params.get(VIEW))
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(entity, sortText), [entity, sortText])
  const shape = useMemo(() => readShape(entity, params), [entity, params])
  const [kept, setKept] = useLayout(entity, view?.id)
  const [hasFilters, setFilters] = useRemembered(`filters.${entity.type}`, true)
  const usual = useMemo<Layout>(() => (view ? layoutOf(view.looks) : { paths: entity.list, widths: {} }), [entity, view])
  const layout = useMemo<Layout>(
    () => ({ paths: readColumns(entity, params) ?? kept?.paths ?? usual.paths, widths: { ...usual.widths, ...kept?.widths }, totals: { ...usual.totals, ...kept?.totals } }),
    [entity, params, kept, usual],
  )
  const columns = useColumns(entity, useMemo(() => withArchive(entity, layout, params), [entity, layout, params]))
  const address = useMemo(() => readAddress(entity, params, thisDay()), [entity, params])
  const selection = useMemo(() => selectionOf(entity, params, viewOf(entity, columns), thisDay()), [entity, params, columns])
  const { text, link, asked, chosen, archived } = address
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
  const whole = useTotalCount(entity.type, isNarrowed, archived)
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
    edit(now => writeColumns(now, next?.paths, usual.paths), { replace: true, flushSync: true })
  }
  const reshape = (next: Partial<Shape>): void => edit(now => writeShape(now, { ...shape, ...next }), {})
  const chooseLooks = (id: string | undefined): void => {
    if (id === view?.id) setKept(undefined)
    edit(now => chooseView(now, id ?? NO_VIEW), {})
  }
  const latest = useRef(layout)
  latest.current = layout
  const onWidth = useCallback((path: string, width: number) => setKept({ ...latest.current, widths: { ...latest.current.widths, [path]: width } }), [setKept])
  const [heading, setHeading] = useState<{ readonly path: string; readonly beside: HTMLElement }>()
  const onMenu = useCallback((path: string, beside: HTMLElement) => setHeading({ path, beside }), [])
  const trash = async (row: Row | undefined): Promise<void> => {
    if (!(await bulk.change(row ? { ids: [row.id] } : whichTicked(selection, ticks.ticked)))) return
    if (row) ticks.drop(row.id)
    else ticks.clear()
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
  const onOpen = (row: Row, index: number, within?: Filter): void => void navigate(`/${entity.type}/${row.id}`, { state: { cameFrom: { search: `?${params}`, index, ...(within ? { within } : {}) } } })
  const shown = { entity, label: many, columns, selection, place, onOpen }
  const table = { sort, onSort, onWidth, onMenu, onTrash: (row: Row | undefined) => void trash(row), filters, ticks, isEditable: true, totals: selection }
  const list =
    shape.form === 'board' && shape.board ? (
      <Board {...shown} field={shape.board} />
    ) : shape.form === 'cards' ? (
      <Cards {...shown} rows={rows} onRange={onRange} />
    ) : shape.group ? (
      <GroupedGrid {...shown} {...table} by={shape.group} whole={rows.count ?? 0} />
    ) : (
      <Grid {...shown} {...table} rows={rows} onRange={onRange} />
    )
  const exportToCome = (
    <Button look="plain" icon={Download} aria-disabled="true">
      {t('ui.export')}
    </Button>
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
          <KeepsFocus>
            <Suspense fallback={exportToCome}>
              {isDrawn ? (
                <ExportMenu entity={entity} which={{ ...(text ? { text } : {}), ...(archived ? { archived } : {}), ...(address.filter ? { filter: address.filter } : {}) }} paths={layout.paths} hasCard={looks.hasCard} isDisabled={!rows.count} />
              ) : (
                exportToCome
              )}
            </Suspense>
          </KeepsFocus>
          <ButtonLink to={`/${entity.type}/nouveau`} icon={Plus}>
            {newWord(t, entity)}
          </ButtonLink>
        </>
      }
    >
      {heading && (
        <Suspense>
          <HeadMenu entity={entity} columns={columns} path={heading.path} anchor={heading.beside} sort={sort} group={shape.group} layout={layout} onSort={next => change('sort', next)} onGroup={group => reshape({ group })} onLayout={arrange} onClose={() => setHeading(undefined)} />
        </Suspense>
      )}
      {columnsAnchor && (
        <Suspense>
          <ColumnsMenu entity={entity} anchor={columnsAnchor} columns={columns} layout={layout} isOwn={kept !== undefined || params.has('cols')} onLayout={arrange} onClose={() => setColumnsAnchor(null)} />
        </Suspense>
      )}
      <div className={css.bar}>
        <KeepsFocus>
          <Suspense fallback={<PickerToCome icon={LayoutGrid} word={t('list.view')} isSet={view !== undefined} />}>
            {isDrawn ? (
              <ViewPicker entity={entity} views={views} view={view} params={params} layout={layout} onChoose={chooseLooks} onShape={reshape} onSaved={() => setKept(undefined)} />
            ) : (
              <PickerToCome icon={LayoutGrid} word={t('list.view')} isSet={view !== undefined} />
            )}
          </Suspense>
        </KeepsFocus>
        <KeepsFocus>
          <Suspense fallback={<PickerToCome icon={Funnel} word={t('list.filter')} none={t('list.noFilter')} isSet={chosenOne !== undefined} />}>
            {isDrawn ? (
              <FilterPicker entity={entity} chosen={chosen} asked={asked.flatMap(one => one.filter ?? [])} onChoose={choose} onSaved={next => choose(next, true)} />
            ) : (
              <PickerToCome icon={Funnel} word={t('list.filter')} none={t('list.noFilter')} isSet={chosenOne !== undefined} />
            )}
          </Suspense>
        </KeepsFocus>
        <ListSearch text={text} label={t('ui.filterList', { many: many.toLowerCase() })} onChange={value => change('q', value)} />
        {shape.form === 'table' && (
          <button type="button" className={css.toggle} aria-pressed={hasFilters} title={t('list.filtersHint')} onClick={toggleFilters}>
            <ListFilter size={16} aria-hidden="true" />
            {t('list.filters')}
          </button>
        )}
        {entity.archive && (
          <Suspense>
            <ArchivedToggle isOn={archived === 'with'} onChange={isOn => change(ARCHIVES, isOn ? WITH_ARCHIVES : '')} />
          </Suspense>
        )}
        <Suspense>
          {link && <LinkChip entity={entity} field={link.field} id={link.id} onRemove={() => change(link.field, '')} />}
          {asked.map(one => (
            <AskedChip key={one.path} entity={entity} asked={one} onRemove={() => onAsk(one.path, '')} />
          ))}
        </Suspense>
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
          <Suspense>{list}</Suspense>
          {isEmpty && (
            <div className={hasFilters ? `${css.nothing} ${css.underFilters}` : css.nothing}>
              <Suspense>
                <NothingFound entity={entity} address={address} onRemove={name => (name === CHOSEN ? choose({}) : change(name, ''))} onClear={clear} />
              </Suspense>
            </div>
          )}
          {isDrawn && (
            <Suspense>
              <SelectionBar entity={entity} selection={selection} paths={layout.paths} count={rows.count ?? 0} ticks={ticks} bulk={bulk} hasCard={looks.hasCard} />
            </Suspense>
          )}
        </div>
      )}
    </Page>
  )
}

interface ToComeProps {
  readonly icon: LucideIcon
  readonly word: string
  /** What is said when none is chosen; without it none is said. */
  readonly none?: string
  readonly isSet: boolean
}

/** Stands where the view or the filter is chosen, until that is loaded. */
const PickerToCome = ({ icon: Icon, word, none = '…', isSet }: ToComeProps) => {
  const { t } = useTranslation()
  return (
    <button type="button" className={css.picker} aria-disabled="true" data-set={isSet || undefined}>
      <Icon size={16} aria-hidden="true" />
      <span>
        {word}
        {t('ui.colon')}
        {isSet ? '…' : none}
      </span>
      <ChevronDown size={14} aria-hidden="true" />
    </button>
  )
}

/** Where what is archived stands among the rest, a column tells them apart. */
const withArchive = ({ archive }: AnyEntity, layout: Layout, params: URLSearchParams): Layout =>
  archive && params.has(ARCHIVES) && !layout.paths.includes(archive) ? { ...layout, paths: [...layout.paths.slice(0, 1), archive, ...layout.paths.slice(1)] } : layout

/** How many records of the type there are in all, while a list shows only some. */
const useTotalCount = (type: string, isAsked: boolean, archived: 'with' | 'only' | undefined): number | undefined => {
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.count(type, { archived }), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type, archived }, { signal }))).count, enabled: isAsked })
  return data
}

/** The paths that a row is read with: its columns, its picture, and by which its person is reached. */
const viewOf = (entity: AnyEntity, columns: readonly Column[]): string[] => [
  ...new Set([...columns.map(column => column.at.path), ...(entity.fields['picture'] ? ['picture'] : []), ...waysOf(entity).map(way => way.name)]),
]

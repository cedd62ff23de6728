import Button from '@mui/material/Button'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { Columns3, Download, FileUp, ListFilter, Plus, Search, TriangleAlert, X } from 'lucide-react'
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import { type AnyEntity, isImportable } from '../../../shared/kernel/entity/define.ts'
import type { OfferedValue } from '../../../shared/kernel/entity/merge-values.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { ValueList } from '../../../shared/kernel/entity/value-list.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { useRemembered } from '../state/remembered.ts'
import { useRecord } from '../state/use-record.ts'
import { useExport } from '../state/use-export.ts'
import { valueWord } from '../state/value-lists.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber, thisDay } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord, manyWord, newWord } from '../text/words.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { type Column, columnsOf, useLayout } from './columns.ts'
import { Grid } from './Grid.tsx'
import { useRows } from './pages.ts'
import { useRowSelection } from './row-selection.ts'
import { type Address, type Asked, askedName, readAddress, type Selection, selectionOf } from './selection.ts'
import { SelectionBar } from './SelectionBar.tsx'
import { nextSort, readSort } from './sort.ts'
import { useSpeech } from './speech.ts'
import css from './list.module.css'

const ColumnsMenu = lazy(async () => ({ default: (await import('./ColumnsMenu.tsx')).ColumnsMenu }))

const PAUSE_MS = 120

/** The list of a type; what is looked for, what columns are asked and the order stand in the address. */
export const ListPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const { search } = useLocation()
  const looks = useTypeLooks(entity.type)
  const api = useApi()
  const operations = useOperations()
  const [params, setParams] = useSearchParams()
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(entity, sortText), [entity, sortText])
  const [layout, setLayout] = useLayout(entity)
  const [hasFilters, setFilters] = useRemembered(`filters.${entity.type}`, true)
  const columns = useMemo(() => columnsOf(entity, layout), [entity, layout])
  const address = useMemo(() => readAddress(entity, params, thisDay()), [entity, params])
  const selection = useMemo(() => selectionOf(entity, params, viewOf(entity, columns), thisDay()), [entity, params, columns])
  const { text, link, asked } = address
  const [range, setRange] = useState({ first: 0, last: 40 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const near = useDeferredValue(range)
  const rows = useRows(entity.type, selection, near.first, near.last)
  const place = `${entity.type} ${search}`
  const ticks = useRowSelection(place)
  const isNarrowed = text !== '' || link !== undefined || asked.length > 0
  const whole = useTotalCount(entity.type, isNarrowed)
  const [columnsAnchor, setColumnsAnchor] = useState<HTMLElement | null>(null)
  // The router gives every change the address as it was last drawn: two that follow each other at once would lose the first.
  const written = useRef(params)
  useEffect(() => {
    written.current = params
  }, [params])
  const edit = useCallback(
    (alter: (next: URLSearchParams) => void, replace = true) => {
      const next = new URLSearchParams(written.current)
      alter(next)
      written.current = next
      setParams(next, { replace })
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
    }, false)
  const latest = useRef(layout)
  latest.current = layout
  const onWidth = useCallback(
    (path: string, width: number) => {
      const paths = latest.current?.paths ?? entity.list
      setLayout({ paths, widths: { ...latest.current?.widths, [path]: width } })
    },
    [entity, setLayout],
  )
  const trash = async (row: Row): Promise<void> => {
    const ids = ticks.ticked.ids.size ? [...ticks.ticked.ids] : [row.id]
    try {
      if (ticks.ticked.isAll) return
      const { op, count } = await unwrap(api.entities.changeMany({ type: entity.type, ids }))
      operations.report(op, count === 1 && ids[0] === row.id ? t('ui.trashedOne', { title: row.title }) : t('list.trashed', { words: countWords(t, entity, count, language) }))
      ticks.clear()
    } catch (error) {
      operations.failed(error)
    }
  }
  useShortcuts({ f: () => setFilters(!hasFilters) })
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
          <Button variant="text" aria-haspopup="dialog" aria-expanded={columnsAnchor !== null} startIcon={<Columns3 size={16} aria-hidden="true" />} onClick={event => setColumnsAnchor(event.currentTarget)}>
            {t('list.columns')}
          </Button>
          {isImportable(entity) && (
            <Button variant="text" component={Link} to={`/importer?type=${entity.type}`} startIcon={<FileUp size={16} aria-hidden="true" />}>
              {t('ui.import')}
            </Button>
          )}
          <ExportButton entity={entity} selection={selection} hasCard={looks.hasCard} isDisabled={!rows.count} />
          <Button component={Link} to={`/${entity.type}/nouveau`} startIcon={<Plus size={16} aria-hidden="true" />}>
            {newWord(t, entity)}
          </Button>
        </>
      }
    >
      {columnsAnchor && (
        <Suspense>
          <ColumnsMenu entity={entity} anchor={columnsAnchor} columns={columns} layout={layout} onLayout={setLayout} onClose={() => setColumnsAnchor(null)} />
        </Suspense>
      )}
      <div className={css.bar}>
        <QuickFilter text={text} label={t('ui.filterList', { many: many.toLowerCase() })} onChange={value => change('q', value)} />
        <button type="button" className={css.toggle} aria-pressed={hasFilters} title={t('list.filtersHint')} onClick={() => setFilters(!hasFilters)}>
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
                {isImportable(entity) && (
                  <Button component={Link} to={`/importer?type=${entity.type}`}>
                    {t('ui.importFile')}
                  </Button>
                )}
                <Button component={Link} to={`/${entity.type}/nouveau`}>
                  {t('ui.createFirst')}
                </Button>
              </>
            }
          >
            {t('ui.emptyListHint')}
          </EmptyState>
        </div>
      ) : (
        <div className={css.gridHost}>
          {grid}
          {isEmpty && (
            <div className={css.nothing}>
              <EmptyState title={t('ui.noMatch', { many: many.toLowerCase() })} actions={<Button onClick={clear}>{t(asked.length + (text ? 1 : 0) + (link ? 1 : 0) > 1 ? 'list.clearAll' : 'ui.clearFilter')}</Button>}>
                {t('list.noMatchWhy', { conditions: conditionWords(t, entity, address) })}
              </EmptyState>
            </div>
          )}
          <SelectionBar entity={entity} selection={selection} count={rows.count ?? 0} ticks={ticks} hasCard={looks.hasCard} />
        </div>
      )}
    </Page>
  )
}

/** How many records of the type there are in all, while a list shows only some. */
const useTotalCount = (type: string, isAsked: boolean): number | undefined => {
  const api = useApi()
  const { data } = useQuery({ queryKey: keys.count(type, {}), queryFn: async ({ signal }) => (await unwrap(api.entities.count({ type }, { signal }))).count, enabled: isAsked })
  return data
}

/** The conditions that keep everything out, each in quotes. */
const conditionWords = (t: TFunction, entity: AnyEntity, { text, link, asked }: Address): string =>
  [
    ...(text ? [t('list.quoted', { text })] : []),
    ...(link ? [fieldWord(t, entity, link.field)] : []),
    ...asked.map(one => t('list.condition', { name: fieldWord(t, entity, one.path), text: one.text })),
  ].join(', ')

/** The paths that a row is read with: its columns and its picture. */
const viewOf = (entity: AnyEntity, columns: readonly Column[]): string[] => [...columns.map(column => column.at.path), ...(entity.fields['picture'] ? ['picture'] : [])]

/** A condition above a column, in words; one that could not be read says so and keeps nothing out. */
const AskedChip = ({ entity, asked: { path, text, wrong }, onRemove }: { readonly entity: AnyEntity; readonly asked: Asked; readonly onRemove: () => void }) => {
  const { t, offered } = useSpeech()
  const name = fieldWord(t, entity, path)
  const values = resolvePath(entity, path)!.leaf.values
  const words = values ? text.split(',').map(key => valueText(t, values, offered(values), key)).join(', ') : text
  return (
    <span className={wrong ? `${css.filterChip} ${css.wrongChip}` : css.filterChip}>
      {wrong && <TriangleAlert size={13} aria-hidden="true" />}
      {name}
      {t('ui.colon')}
      <b>{words}</b>
      {wrong && <span>({t(`list.wrong.${wrong}`)})</span>}
      <button type="button" aria-label={t('ui.removeItem', { name })} onClick={onRemove}>
        <X size={13} aria-hidden="true" />
      </button>
    </span>
  )
}

const valueText = (t: TFunction, list: ValueList, all: readonly OfferedValue[], key: string): string => {
  const found = all.find(one => one.key === key)
  return found ? valueWord(t, list, found) : key
}

interface LinkProps {
  readonly entity: AnyEntity
  readonly field: string
  readonly id: string
  readonly onRemove: () => void
}

/** Says that only the records linked to one other are shown. */
const LinkChip = ({ entity, field, id, onRemove }: LinkProps) => {
  const { t } = useTranslation()
  const { data } = useRecord(entity.fields[field]!.to, id)
  return (
    <span className={css.filterChip}>
      {fieldWord(t, entity, field)} {t('ui.is')} <b>{data?.title}</b>
      <button type="button" aria-label={t('ui.removeItem', { name: fieldWord(t, entity, field) })} onClick={onRemove}>
        <X size={13} aria-hidden="true" />
      </button>
    </span>
  )
}

const QuickFilter = ({ text, label, onChange }: { readonly text: string; readonly label: string; readonly onChange: (text: string) => void }) => {
  const [typed, setTyped] = useState(text)
  const sent = useRef(text)
  useEffect(() => {
    if (text !== sent.current) setTyped(text)
    sent.current = text
  }, [text])
  useEffect(() => {
    if (typed.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed.trim()
      onChange(typed.trim())
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, onChange])
  return (
    <span className={css.quick}>
      <Search size={14} aria-hidden="true" />
      <input type="search" value={typed} placeholder={label} aria-label={label} data-quick-filter onChange={event => setTyped(event.target.value)} onKeyDown={event => event.key === 'Escape' && setTyped('')} />
    </span>
  )
}

interface ExportProps {
  readonly entity: AnyEntity
  readonly selection: Selection
  readonly hasCard: boolean
  readonly isDisabled: boolean
}

const ExportButton = ({ entity, selection: { text, filter }, hasCard, isDisabled }: ExportProps) => {
  const { t } = useTranslation()
  const { isExporting, exportRecords } = useExport()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const start = (format: 'csv' | 'vcf'): void => {
    setAnchor(null)
    void exportRecords({ type: entity.type, format, ...(text ? { text } : {}), ...(filter ? { filter } : {}) })
  }
  return (
    <>
      <Button
        variant="text"
        disabled={isDisabled || isExporting}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        startIcon={<Download size={16} aria-hidden="true" />}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {isExporting ? t('ui.exporting') : t('ui.export')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={() => start('csv')}>{t('ui.exportCsv')}</MenuItem>
        {hasCard && <MenuItem onClick={() => start('vcf')}>{t('ui.exportCards')}</MenuItem>}
      </Menu>
    </>
  )
}

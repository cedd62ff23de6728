import Button from '@mui/material/Button'
import InputAdornment from '@mui/material/InputAdornment'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import OutlinedInput from '@mui/material/OutlinedInput'
import { Download, FileUp, Plus, Search, X } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useRecord } from '../state/use-record.ts'
import { useExport } from '../state/use-export.ts'
import { countWords } from '../text/count-words.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord, manyWord, newWord } from '../text/words.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import { useTypeLooks } from '../ui/type-looks.ts'
import { columnsOf } from './columns.ts'
import { Grid } from './Grid.tsx'
import { type Selection, useRows } from './pages.ts'
import { nextSort, readSort, sortKeys } from './sort.ts'
import css from './list.module.css'

const PAUSE_MS = 120

/** The list of a type; what is looked for and the order stand in the address. */
export const ListPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const looks = useTypeLooks(entity.type)
  const [params, setParams] = useSearchParams()
  const text = params.get('q') ?? ''
  const sortText = params.get('sort')
  const sort = useMemo(() => readSort(entity, sortText), [entity, sortText])
  const columns = useMemo(() => columnsOf(entity), [entity])
  const link = Object.keys(entity.fields).find(name => entity.fields[name]!.kind === 'relation' && params.get(name))
  const linked = link ? params.get(link)! : ''
  const selection = useMemo<Selection>(
    () => ({
      ...(text ? { text } : {}),
      ...(link ? { filter: { field: link, op: 'eq' as const, value: linked } } : {}),
      sort: sortKeys(entity, sort),
      view: viewOf(entity),
    }),
    [entity, link, linked, sort, text],
  )
  const [range, setRange] = useState({ first: 0, last: 40 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const near = useDeferredValue(range)
  const rows = useRows(entity.type, selection, near.first, near.last)
  const change = useCallback(
    (name: string, value: string) =>
      setParams(
        old => {
          const next = new URLSearchParams(old)
          if (value) next.set(name, value)
          else next.delete(name)
          return next
        },
        { replace: true },
      ),
    [setParams],
  )
  const many = manyWord(t, entity)
  const isEmpty = rows.count === 0 && !rows.isStale
  return (
    <Page
      title={many}
      isScrolling={false}
      beside={
        <span className={css.sentence} role="status">
          {rows.count !== undefined && !isEmpty && countWords(t, entity, rows.count, language)}
        </span>
      }
      actions={
        <>
          <Button variant="text" component={Link} to={`/importer?type=${entity.type}`} startIcon={<FileUp size={16} aria-hidden="true" />}>
            {t('ui.import')}
          </Button>
          <ExportButton entity={entity} selection={selection} hasCard={looks.hasCard} isDisabled={!rows.count} />
          <Button component={Link} to={`/${entity.type}/nouveau`} startIcon={<Plus size={16} aria-hidden="true" />}>
            {newWord(t, entity)}
          </Button>
        </>
      }
    >
      <div className={css.bar}>
        {link && <LinkChip entity={entity} field={link} id={linked} onRemove={() => change(link, '')} />}
        <QuickFilter text={text} label={t('ui.filterList', { many: many.toLowerCase() })} onChange={value => change('q', value)} />
      </div>
      {rows.error ? (
        <div className={css.fill}>
          <Failed error={rows.error} onRetry={rows.retry} />
        </div>
      ) : isEmpty ? (
        <div className={css.fill}>
          {text ? (
            <EmptyState title={t('ui.noMatch', { many: many.toLowerCase() })} actions={<Button onClick={() => change('q', '')}>{t('ui.clearFilter')}</Button>}>
              {t('ui.noMatchWhy', { text })}
            </EmptyState>
          ) : (
            <EmptyState
              icon={looks.icon}
              title={t('ui.emptyList', { many: many.toLowerCase() })}
              actions={
                <>
                  <Button component={Link} to={`/importer?type=${entity.type}`}>
                    {t('ui.importFile')}
                  </Button>
                  <Button component={Link} to={`/${entity.type}/nouveau`}>
                    {t('ui.createFirst')}
                  </Button>
                </>
              }
            >
              {t('ui.emptyListHint')}
            </EmptyState>
          )}
        </div>
      ) : (
        <Grid
          entity={entity}
          label={many}
          columns={columns}
          rows={rows}
          sort={sort}
          onSort={field => change('sort', nextSort(sort, field))}
          onRange={onRange}
          onOpen={row => void navigate(`/${entity.type}/${row.id}`)}
          place={`${entity.type} ${linked} ${text} ${sortText ?? ''}`}
        />
      )}
    </Page>
  )
}

/** The paths that a row is read with: its columns and its picture. */
const viewOf = (entity: AnyEntity): string[] => [...entity.list, ...(entity.fields['picture'] ? ['picture'] : [])]

interface LinkProps {
  readonly entity: AnyEntity
  readonly field: string
  readonly id: string
  readonly onRemove: () => void
}

/** Says that only the records linked to one other are shown. */
const LinkChip = ({ entity, field, id, onRemove }: LinkProps) => {
  const { t } = useTranslation()
  const { data } = useRecord(entity.fields[field]!.to!, id)
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
    <OutlinedInput
      sx={{ width: 280 }}
      type="search"
      value={typed}
      placeholder={label}
      onChange={event => setTyped(event.target.value)}
      onKeyDown={event => event.key === 'Escape' && setTyped('')}
      inputProps={{ 'aria-label': label, 'data-quick-filter': true }}
      startAdornment={
        <InputAdornment position="start" sx={{ ml: 2.5, mr: -1, color: 'var(--text-3)' }}>
          <Search size={14} aria-hidden="true" />
        </InputAdornment>
      }
    />
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

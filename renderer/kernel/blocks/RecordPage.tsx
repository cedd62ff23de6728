import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import IconButton from '@mui/material/IconButton'
import Tooltip from '@mui/material/Tooltip'
import { ChevronLeft, ChevronRight, Copy, Download, Globe, Mail, MapPin, Pencil, Phone, Trash2 } from 'lucide-react'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field, FileRef, ListItem } from '../../../shared/kernel/entity/fields.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { useExport } from '../state/use-export.ts'
import { isColoured, useOfferedValues } from '../state/value-lists.ts'
import { manyWord } from '../text/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Failed } from '../ui/Failed.tsx'
import { usePageTitle } from '../ui/Page.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTypeLooks } from '../ui/type-looks.ts'
import { Value, webAddress } from '../ui/Value.tsx'
import ui from '../ui/ui.module.css'
import { useListAddress, useNeighbours } from '../list/came-from.ts'
import { addressLines, formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { ArchivedNotice } from './ArchivedNotice.tsx'
import { TagLine } from './TagLine.tsx'
import { Figures } from './Figures.tsx'
import { MergedInto } from './MergedInto.tsx'
import { SheetColumns } from './SheetColumns.tsx'
import { type SheetProps, useSheet } from './sheet-block.ts'
import { useRecent } from '../state/recent.ts'
import { useRecord } from '../state/use-record.ts'
import css from './blocks.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly id: string
}

export const RecordPage = ({ entity, id }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { data: record, error, refetch } = useRecord(entity.type, id)
  const navigate = useNavigate()
  const list = useListAddress(entity)
  const neighbours = useNeighbours(entity, id)
  const step = (to: string | undefined, by: -1 | 1): void => {
    if (to) void navigate(`/${entity.type}/${to}`, { state: neighbours!.stateFor(by), replace: true })
  }
  useShortcuts({ 'alt+arrowleft': () => step(neighbours?.previous, -1), 'alt+arrowright': () => step(neighbours?.next, 1) })
  usePageTitle(record?.title ?? '')
  useRecent(record)
  return (
    <div className={`${ui.page} ${ui.scroll}`}>
      <nav className={css.trail} aria-label={t('ui.trail')}>
        <Link to={list}>{manyWord(t, entity)}</Link>
        <ChevronRight size={14} aria-hidden="true" />
        <span className={css.trailTitle}>{record?.title}</span>
        {neighbours && (
          <span className={css.neighbours} data-repeats>
            {t('sheet.position', { position: formatNumber(neighbours.position, language), count: formatNumber(neighbours.count, language) })}
            <button type="button" aria-label={t('sheet.previous')} title={`${t('sheet.previous')} (Alt ←)`} disabled={!neighbours.previous} onClick={() => step(neighbours.previous, -1)}>
              <ChevronLeft size={16} aria-hidden="true" />
            </button>
            <button type="button" aria-label={t('sheet.next')} title={`${t('sheet.next')} (Alt →)`} disabled={!neighbours.next} onClick={() => step(neighbours.next, 1)}>
              <ChevronRight size={16} aria-hidden="true" />
            </button>
          </span>
        )}
      </nav>
      {error && !record ? (
        <div className={ui.body}>
          <Failed error={error} onRetry={() => void refetch()} />
        </div>
      ) : (
        record && (
          <>
            {record.trashedAt !== null && <MergedInto record={record} />}
            <RecordBlocks entity={entity} record={record} />
          </>
        )
      )}
    </div>
  )
}

const RecordBlocks = ({ entity, record }: SheetProps) => (
  <div className={css.record}>
    <Summary entity={entity} record={record} />
    <SheetColumns entity={entity} record={record} />
  </div>
)

const Summary = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const looks = useTypeLooks(entity.type)
  const operations = useOperations()
  const { isExporting, exportRecords } = useExport()
  const list = useListAddress(entity)
  const isTrashed = record.trashedAt !== null
  const edit = `/${entity.type}/${record.id}/modifier`
  const remove = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: entity.type, id: record.id }))
      operations.report(op, t('ui.trashedOne', { title: record.title }))
      await navigate(list)
    } catch (error) {
      operations.failed(error)
    }
  }
  const restore = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.restore({ type: entity.type, id: record.id }))
      operations.report(op, t('ui.restoredOne', { title: record.title }))
    } catch (error) {
      operations.failed(error)
    }
  }
  useShortcuts({
    e: isTrashed ? undefined : () => void navigate(edit),
    delete: isTrashed ? undefined : () => void remove(),
    escape: () => void navigate(list),
  })
  const { actions } = useSheet(entity)
  const offered = useOfferedValues()
  const hasChip = (name: string): boolean => entity.fields[name]?.kind === 'choice' && isColoured(offered(entity.fields[name].values!))
  const chips = Object.entries(entity.fields).filter(([name]) => record[name] && entity.list.includes(name) && hasChip(name))
  const under = entity.list.slice(1).filter(name => {
    const { kind, legalId, unasked } = entity.fields[name] ?? {}
    return !legalId && !unasked && (kind === 'text' || kind === 'relation' || kind === 'money' || kind === 'date' || (kind === 'choice' && !hasChip(name))) && record[name] && !entity.sort.includes(name)
  })
  return (
    <section className={`${ui.block} ${css.summary}`} aria-label={t('ui.summary')}>
      {isTrashed && (
        <Alert severity="warning" action={<Button size="small" onClick={() => void restore()}>{t('ui.restore')}</Button>}>
          {t('ui.isTrashed')}
        </Alert>
      )}
      {!isTrashed && entity.archive && record[entity.archive] === true && <ArchivedNotice entity={entity} record={record} />}
      <div className={css.summaryRow}>
        <Avatar id={record.id} title={record.title} isSquare={!looks.isPerson} isLarge picture={(record['picture'] as FileRef | null | undefined)?.file} />
        <div className={css.summaryText}>
          <div className={css.titleRow}>
            <h1>{record.title || t('ui.untitled')}</h1>
            {chips.map(([name, field]) => (
              <Value key={name} field={field} value={record[name]} />
            ))}
          </div>
          {under.length > 0 && (
            <p className={css.under}>
              {under.map((name, index) => (
                <span key={name}>
                  {index > 0 && ' · '}
                  <Value field={entity.fields[name]!} value={record[name]} />
                </span>
              ))}
            </p>
          )}
          <Ways entity={entity} record={record} />
          {entity.fields['tags'] && !entity.fields['tags'].hidden && <TagLine entity={entity} record={record} />}
        </div>
        <div className={css.actions}>
          {!isTrashed && (
            <>
              <Button component={Link} to={edit} startIcon={<Pencil size={16} aria-hidden="true" />}>
                {t('ui.edit')}
                <kbd aria-hidden="true">E</kbd>
              </Button>
              {looks.hasCard && (
                <Button
                  startIcon={<Download size={16} aria-hidden="true" />}
                  disabled={isExporting}
                  onClick={() => void exportRecords({ type: entity.type, format: 'vcf', ids: [record.id] })}
                >
                  {t('ui.exportCard')}
                </Button>
              )}
              <Suspense>
                {actions.map(({ name, Action }) => (
                  <Action key={name} entity={entity} record={record} />
                ))}
              </Suspense>
              {!entity.isMade && (
                <Tooltip title={t('ui.copyOne')}>
                  <IconButton component={Link} to={`/${entity.type}/nouveau?copyOf=${record.id}`} aria-label={t('ui.copyOne')}>
                    <Copy size={16} aria-hidden="true" />
                  </IconButton>
                </Tooltip>
              )}
              <Tooltip title={t('ui.toTrash')}>
                <IconButton aria-label={t('ui.toTrash')} onClick={() => void remove()}>
                  <Trash2 size={16} aria-hidden="true" />
                </IconButton>
              </Tooltip>
            </>
          )}
        </div>
      </div>
      <Figures entity={entity} record={record} />
    </section>
  )
}

const WAYS: Partial<Record<Field['kind'], { icon: typeof Mail; href: (value: string) => string }>> = {
  phone: { icon: Phone, href: value => `tel:${value.replace(/[^\d+]/g, '')}` },
  email: { icon: Mail, href: value => `mailto:${value}` },
  url: { icon: Globe, href: webAddress },
}
const MOST_WAYS = 5

const Ways = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const ways = Object.entries(entity.fields).flatMap(([name, field]) => {
    const kind = (field.of ?? field).kind
    const way = WAYS[kind]
    if (!way || !record[name]) return []
    const values = field.of ? (record[name] as ListItem<string>[]).map(item => item.value) : [record[name] as string]
    return values.map(value => ({ key: `${name} ${value}`, value, kind, ...way }))
  })
  const place = Object.entries(entity.fields).flatMap(([name, field]) => (field.kind === 'address' && record[name] ? [addressLines(record[name]).join(', ')] : []))[0]
  if (ways.length === 0 && !place) return null
  return (
    <div className={css.ways}>
      {ways.slice(0, MOST_WAYS).map(({ key, value, kind, icon: Icon, href }) => (
        <Button key={key} size="small" component="a" href={href(value)} {...(kind === 'url' ? { target: '_blank', rel: 'noreferrer' } : {})} startIcon={<Icon size={14} aria-hidden="true" />}>
          {kind === 'url' ? value.replace(/^https?:\/\//i, '').replace(/\/$/, '') : value}
        </Button>
      ))}
      {place && (
        <Button size="small" component="a" href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(place)}`} target="_blank" rel="noreferrer" title={place} startIcon={<MapPin size={14} aria-hidden="true" />}>
          {t('sheet.route')}
        </Button>
      )}
    </div>
  )
}

import Button from '@mui/material/Button'
import { Download, Pencil, Trash2, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { useExport } from '../state/use-export.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import type { RowSelection } from './row-selection.ts'
import type { Selection } from './selection.ts'
import css from './list.module.css'

const BulkEdit = lazy(async () => ({ default: (await import('./BulkEdit.tsx')).BulkEdit }))

interface Props {
  readonly entity: AnyEntity
  readonly selection: Selection
  readonly count: number
  readonly ticks: RowSelection
  readonly hasCard: boolean
}

/** What can be done with the ticked rows, each as one operation. */
export const SelectionBar = ({ entity, selection, count, ticks, hasCard }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const { isExporting, exportRecords } = useExport()
  const [isBusy, setBusy] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const { ids, isAll } = ticks.ticked
  const many = isAll ? count : ids.size
  const { text, filter } = selection
  const which = isAll ? { ...(text ? { text } : {}), ...(filter ? { filter } : {}) } : { ids: [...ids] }
  const change = async (patch?: Record<string, unknown>): Promise<void> => {
    setBusy(true)
    try {
      const done = await unwrap(api.entities.changeMany({ type: entity.type, ...which, ...(patch && { patch }) }))
      const words = countWords(t, entity, done.count, language)
      operations.report(done.op, done.refused ? t('list.changedRefused', { words, refused: done.refused }) : t(patch ? 'list.changed' : 'list.trashed', { words }))
      if (!patch) ticks.clear()
      setEditing(false)
    } catch (error) {
      operations.failed(error)
    } finally {
      setBusy(false)
    }
  }
  if (many === 0) return null
  return (
    <div className={css.selectionBar} role="toolbar" aria-label={t('list.selection')}>
      <b role="status">{t('list.ticked', { count: many, number: formatNumber(many, language) })}</b>
      {!isAll && count > many && (
        <button type="button" className={css.tickAllButton} onClick={ticks.all}>
          {t('list.tickAll', { number: formatNumber(count, language) })}
        </button>
      )}
      <span className={css.barLine} />
      <Button variant="text" disabled={isBusy} startIcon={<Pencil size={16} aria-hidden="true" />} onClick={() => setEditing(true)}>
        {t('ui.edit')}
      </Button>
      <Button variant="text" disabled={isBusy || isExporting} startIcon={<Download size={16} aria-hidden="true" />} onClick={() => void exportRecords({ type: entity.type, format: 'csv', ...which })}>
        {t('list.exportTable')}
      </Button>
      {hasCard && (
        <Button variant="text" disabled={isBusy || isExporting} onClick={() => void exportRecords({ type: entity.type, format: 'vcf', ...which })}>
          {t('list.exportCards')}
        </Button>
      )}
      <Button variant="text" color="error" disabled={isBusy} startIcon={<Trash2 size={16} aria-hidden="true" />} onClick={() => void change()}>
        {t('ui.trash')}
      </Button>
      <span className={css.barLine} />
      <button type="button" className={css.barClose} aria-label={t('list.clear')} title={t('list.clear')} onClick={ticks.clear}>
        <X size={16} aria-hidden="true" />
      </button>
      {isEditing && (
        <Suspense>
          <BulkEdit entity={entity} title={t('list.editMany', { words: countWords(t, entity, many, language) })} isBusy={isBusy} onApply={patch => void change(patch)} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </div>
  )
}

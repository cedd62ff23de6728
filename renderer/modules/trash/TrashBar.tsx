import { Trash2, Undo2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import list from '../../kernel/list/list.module.css'
import type { RowSelection } from '../../kernel/list/row-selection.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Button } from '../../kernel/ui/Button.tsx'

interface Props {
  /** Rows that are ticked, out of all that are listed. */
  readonly many: number
  readonly count: number
  readonly ticks: RowSelection
  readonly isBusy: boolean
  readonly onRestore: () => void
  readonly onPurge: () => void
}

/** What can be done with the ticked rows of the trash. */
export const TrashBar = ({ many, count, ticks, isBusy, onRestore, onPurge }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <div className={list.selectionBar} role="toolbar" aria-label={t('list.selection')}>
      <b role="status">{t('list.ticked', { count: many, number: formatNumber(many, language) })}</b>
      {count > many && (
        <button type="button" className={list.tickAllButton} onClick={ticks.all}>
          {t('list.tickAll', { number: formatNumber(count, language) })}
        </button>
      )}
      <span className={list.barLine} />
      <Button look="plain" icon={Undo2} disabled={isBusy} onClick={onRestore}>
        {t('ui.restore')}
      </Button>
      <Button look="danger" icon={Trash2} disabled={isBusy} onClick={onPurge}>
        {t('pages.trash.delete')}
      </Button>
      <span className={list.barLine} />
      <button type="button" className={list.barClose} aria-label={t('list.clear')} title={t('list.clear')} onClick={ticks.clear}>
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  )
}

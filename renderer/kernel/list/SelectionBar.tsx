import { Pencil, Trash2, X } from 'lucide-react'
import { Suspense, useContext, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { countWords } from '../text/count-words.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { Button } from '../ui/Button.tsx'
import { lazyMui } from '../ui/with-mui.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { type RowSelection, tickedCount, whichTicked } from './row-selection.ts'
import { SelectionActionsContext } from './selection-actions.ts'
import type { Selection } from './selection.ts'
import type { useBulk } from './use-bulk.ts'
import css from './list.module.css'

const BulkEdit = lazyMui(async () => (await import('./BulkEdit.tsx')).BulkEdit)

interface Props {
  readonly entity: AnyEntity
  readonly selection: Selection
  /** The columns of the list, by their paths. */
  readonly paths: readonly string[]
  readonly count: number
  readonly ticks: RowSelection
  readonly bulk: ReturnType<typeof useBulk>
  readonly hasCard: boolean
}

/** What can be done with the ticked rows, each as one operation. */
export const SelectionBar = ({ entity, selection, paths, count, ticks, bulk: { isBusy, change }, hasCard }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const [isEditing, setEditing] = useState(false)
  const actions = useContext(SelectionActionsContext).filter(action => action.isFor(entity))
  const many = tickedCount(ticks.ticked, count)
  if (many === 0) return null
  const which = whichTicked(selection, ticks.ticked)
  const apply = async (patch: Record<string, unknown>): Promise<void> => {
    if (await change(which, patch)) setEditing(false)
  }
  const trash = async (): Promise<void> => {
    if (await change(which)) ticks.clear()
  }
  return (
    <div className={css.selectionBar} role="toolbar" aria-label={t('list.selection')}>
      <b role="status">{t('list.ticked', { count: many, number: formatNumber(many, language) })}</b>
      {count > many && (
        <button type="button" className={css.tickAllButton} onClick={ticks.all}>
          {t('list.tickAll', { number: formatNumber(count, language) })}
        </button>
      )}
      <span className={css.barLine} />
      <Button look="plain" icon={Pencil} disabled={isBusy} onClick={() => setEditing(true)}>
        {t('ui.edit')}
      </Button>
      {actions.map(({ name, Action }) => (
        <Action key={name} entity={entity} which={which} many={many} isBusy={isBusy} />
      ))}
      <ExportMenu entity={entity} which={which} paths={paths} hasCard={hasCard} isDisabled={isBusy} />
      <Button look="danger" icon={Trash2} disabled={isBusy} onClick={() => void trash()}>
        {t('ui.trash')}
      </Button>
      <span className={css.barLine} />
      <button type="button" className={css.barClose} aria-label={t('list.clear')} title={t('list.clear')} onClick={ticks.clear}>
        <X size={16} aria-hidden="true" />
      </button>
      {isEditing && (
        <Suspense>
          <BulkEdit entity={entity} title={t('list.editMany', { words: countWords(t, entity, many, language) })} isBusy={isBusy} onApply={patch => void apply(patch)} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </div>
  )
}

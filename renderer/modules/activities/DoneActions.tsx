import { Check, RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import type { SelectionActionProps } from '../../kernel/list/selection-actions.ts'
import { useBulk } from '../../kernel/list/use-bulk.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { useDone } from './use-done.ts'

/** Marks the activity of a sheet as done, or opens it again. */
export const DoneSheetAction = ({ record }: SheetProps) => {
  const { t } = useTranslation()
  const mark = useDone()
  const isDone = record['status'] === 'done'
  return (
    <Button icon={isDone ? RotateCcw : Check} onClick={() => void mark(record, !isDone)}>
      {t(isDone ? 'activities.reopen' : 'activities.markDone')}
    </Button>
  )
}

/** Marks the activity of a row as done. */
export const DoneRowAction = ({ row }: { readonly row: Row }) => {
  const { t } = useTranslation()
  const mark = useDone()
  if (row['status'] === 'done') return null
  const word = t('activities.markDone')
  return (
    <button type="button" tabIndex={-1} aria-label={t('activities.markDoneOne', { title: row.title })} title={word} onClick={() => void mark(row, true)}>
      <Check size={15} aria-hidden="true" />
    </button>
  )
}

/** Marks the ticked activities as done. */
export const DoneSelectionAction = ({ entity, which, isBusy }: SelectionActionProps) => {
  const { t } = useTranslation()
  const bulk = useBulk(entity)
  return (
    <Button look="plain" icon={Check} disabled={isBusy || bulk.isBusy} onClick={() => void bulk.change(which, { status: 'done' })}>
      {t('activities.markDoneMany')}
    </Button>
  )
}

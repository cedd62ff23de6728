import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Which } from '../list/use-bulk.ts'
import { manyWord } from '../text/words.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ExportFields } from './ExportFields.tsx'
import { useExportChoice } from './use-export-choice.ts'

interface Props {
  readonly entity: AnyEntity
  /** What the list shows or what is ticked in it. */
  readonly which: Which
  /** The columns of the list, by their paths. */
  readonly paths: readonly string[]
  readonly onClose: () => void
}

/** Asks how records shall be exported; the export goes on by itself. */
export const ExportDialog = ({ entity, which, paths, onClose }: Props) => {
  const { t } = useTranslation()
  const { start, count, chosen, isExporting, ...asked } = useExportChoice(entity, which, paths)
  return (
    <Dialog
      title={t('pages.export.titleOf', { many: manyWord(t, entity).toLowerCase() })}
      onClose={onClose}
      isWide
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            look="filled"
            icon={Download}
            disabled={!count || isExporting}
            onClick={() => {
              void start()
              onClose()
            }}
          >
            {t('pages.export.start', { words: chosen })}
          </Button>
        </>
      }
    >
      <ExportFields entity={entity} columnCount={asked.columnCount} choice={asked.choice} part={asked.part} whole={asked.whole} onChange={asked.change} />
    </Dialog>
  )
}

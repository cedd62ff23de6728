import { ArchiveRestore } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useArchive } from '../state/use-archive.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { SheetProps } from './sheet-block.ts'

/** Says that a record is archived, and takes it out again. */
export const ArchivedNotice = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const { isBusy, archive } = useArchive(entity)
  return (
    <Notice
      tint="info"
      action={
        <Button isSmall icon={ArchiveRestore} disabled={isBusy} onClick={() => void archive({ ids: [record.id] }, false)}>
          {t('archive.takeOut')}
        </Button>
      }
    >
      {t('archive.is')}
    </Notice>
  )
}

import { Archive } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useArchive } from '../../kernel/state/use-archive.ts'
import { Button } from '../../kernel/ui/Button.tsx'

/** Puts the record shown in the archives; what is there is taken out by the strip above it. */
export const ArchiveOne = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const { isBusy, archive } = useArchive(entity)
  if (record[entity.archive!] === true) return null
  return (
    <Button icon={Archive} disabled={isBusy} onClick={() => void archive({ ids: [record.id] }, true)}>
      {t('archive.put')}
    </Button>
  )
}

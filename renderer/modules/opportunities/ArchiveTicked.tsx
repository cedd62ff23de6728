import { Archive, ArchiveRestore } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { SelectionActionProps } from '../../kernel/list/selection-actions.ts'
import { ARCHIVES } from '../../kernel/list/selection.ts'
import { useArchive } from '../../kernel/state/use-archive.ts'
import { Button } from '../../kernel/ui/Button.tsx'

/** Puts the ticked rows in the archives and, in a list that shows what is there, takes them out. */
export const ArchiveTicked = ({ entity, which, isBusy }: SelectionActionProps) => {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const { isBusy: isMoving, archive } = useArchive(entity)
  const isOff = isBusy || isMoving
  return (
    <>
      <Button look="plain" icon={Archive} disabled={isOff} onClick={() => void archive(which, true)}>
        {t('archive.put')}
      </Button>
      {params.has(ARCHIVES) && (
        <Button look="plain" icon={ArchiveRestore} disabled={isOff} onClick={() => void archive(which, false)}>
          {t('archive.takeOut')}
        </Button>
      )}
    </>
  )
}

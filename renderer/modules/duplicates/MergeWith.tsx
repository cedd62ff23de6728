import { GitMerge } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { Button } from '../../kernel/ui/Button.tsx'

const MergeWithDialog = lazy(async () => ({ default: (await import('./MergeWithDialog.tsx')).MergeWithDialog }))

/** Asks which other record is the same as the one shown. */
export const MergeWith = (props: SheetProps) => {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button icon={GitMerge} onClick={() => setAsking(true)}>
        {t('merge.mergeWith')}
      </Button>
      {isAsking && (
        <Suspense>
          <MergeWithDialog {...props} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}

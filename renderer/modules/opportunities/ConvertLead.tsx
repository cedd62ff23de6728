import { UserRoundCheck } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { Button } from '../../kernel/ui/Button.tsx'

const ConvertDialog = lazy(async () => ({ default: (await import('./ConvertDialog.tsx')).ConvertDialog }))

/** Makes of a lead what it has become. */
export const ConvertLead = (props: SheetProps) => {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  if (props.record['status'] === 'converted') return null
  return (
    <>
      <Button look="filled" icon={UserRoundCheck} onClick={() => setAsking(true)}>
        {t('sales.convert.convert')}
      </Button>
      {isAsking && (
        <Suspense>
          <ConvertDialog {...props} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  )
}

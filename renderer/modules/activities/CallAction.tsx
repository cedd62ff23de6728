import { PhoneCall } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { lazyMui } from '../../kernel/ui/with-mui.tsx'
import { partiesOf } from './parties.ts'

const CallDialog = lazyMui(async () => (await import('./CallDialog.tsx')).CallDialog)

/** Writes down a call with whom a sheet is about. */
export const CallAction = ({ record }: SheetProps) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={PhoneCall} onClick={() => setOpen(true)}>
        {t('activities.call.log')}
      </Button>
      {isOpen && (
        <Suspense>
          <CallDialog parties={partiesOf(record)} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

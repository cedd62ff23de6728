import { Waypoints } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SelectionActionProps } from '../../kernel/list/selection-actions.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { lazyMui } from '../../kernel/ui/with-mui.tsx'

const RelateDialog = lazyMui(async () => (await import('./RelateDialog.tsx')).RelateDialog)

/** Links the ticked rows of a list with one record. */
export const RelateAction = ({ entity, which, many, isBusy }: SelectionActionProps) => {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="plain" icon={Waypoints} disabled={isBusy} onClick={() => setOpen(true)}>
        {t('list.relateTo')}
      </Button>
      {isOpen && (
        <Suspense>
          <RelateDialog entity={entity} many={many} which={which} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

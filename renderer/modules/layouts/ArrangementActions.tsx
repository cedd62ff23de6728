import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../kernel/ui/Button.tsx'
import type { Arrangement } from './use-arrangement.ts'

/** What is done with what was arranged. */
export const ArrangementActions = ({ arrangement: { isChanged, isOfRole, isArranged, isBusy, save, abandon, reset } }: { readonly arrangement: Arrangement }) => {
  const { t } = useTranslation()
  return (
    <>
      {isArranged && (
        <Button look="plain" icon={RotateCcw} disabled={isBusy} onClick={() => void reset()}>
          {t(isOfRole ? 'layouts.resetToAll' : 'layouts.reset')}
        </Button>
      )}
      {isChanged && (
        <Button disabled={isBusy} onClick={abandon}>
          {t('layouts.abandon')}
        </Button>
      )}
      <Button look="filled" disabled={isBusy || !isChanged} onClick={() => void save()}>
        {t('ui.save')}
      </Button>
    </>
  )
}

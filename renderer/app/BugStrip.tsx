import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../kernel/ui/Notice.tsx'
import { type Bug, useBugDetails, useStrayBug } from './bugs.ts'
import { CopyDetails } from './CopyDetails.tsx'
import css from './shell.module.css'

/** Says that something went wrong which no screen could tell, and lets one go on. */
export const BugStrip = () => {
  const { bug, forget } = useStrayBug()
  return bug && <Strip key={bug.at} bug={bug} onClose={forget} />
}

const Strip = ({ bug, onClose }: { readonly bug: Bug; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const details = useBugDetails(bug)
  return (
    <Notice
      tint="err"
      isStrip
      action={
        <>
          <CopyDetails isSmall text={details} />
          <button type="button" className={css.iconButton} aria-label={t('ui.close')} onClick={onClose}>
            <X size={16} aria-hidden="true" />
          </button>
        </>
      }
    >
      {t('shell.strayBug')}
    </Notice>
  )
}

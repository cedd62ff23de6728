import { useTranslation } from 'react-i18next'
import { ButtonLink } from '../kernel/ui/Button.tsx'
import { Notice } from '../kernel/ui/Notice.tsx'
import { useRescueState } from './rescue-state.ts'

/** Says that a part of the data was found damaged, as long as that part is there. */
export const RescueStrip = () => {
  const { t } = useTranslation()
  const state = useRescueState()
  return (
    state?.damage && (
      <Notice
        tint="err"
        isStrip
        action={
          <ButtonLink isSmall to="/secours">
            {t('rescue.whatToDo')}
          </ButtonLink>
        }
      >
        {t('rescue.found')}
      </Notice>
    )
  )
}

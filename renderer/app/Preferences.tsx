import { Settings2 } from 'lucide-react'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import css from './shell.module.css'

const PreferencesPanel = lazy(async () => ({ default: (await import('./PreferencesPanel.tsx')).PreferencesPanel }))

/** Settings of this machine, dropped from a button. */
export const Preferences = () => {
  const { t } = useTranslation()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={css.iconButton} aria-label={t('ui.preferences')} data-tip={t('ui.preferences')} aria-haspopup="dialog" aria-expanded={isOpen} popoverTarget={id}>
        <Settings2 size={18} aria-hidden="true" />
      </button>
      <div id={id} popover="auto" role="dialog" aria-label={t('ui.preferences')} tabIndex={-1} className={css.preferences} onToggle={event => setOpen(event.newState === 'open')}>
        {isOpen && (
          <Suspense>
            <PreferencesPanel />
          </Suspense>
        )}
      </div>
    </>
  )
}

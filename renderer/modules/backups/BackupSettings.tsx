import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showToast } from '../../kernel/state/toasts.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import type { BackupChange, BackupState } from './use-backups.ts'
import css from './backups.module.css'

interface Props {
  readonly state: BackupState
  readonly isBusy: boolean
  /** Resolves to whether it was kept. */
  readonly onSave: (change: BackupChange) => Promise<boolean>
}

const PERIODS = [
  ['daily', 1, 60],
  ['weekly', 0, 60],
  ['monthly', 0, 120],
] as const

/** Where backups lie and how many are kept. */
export const BackupSettings = ({ state, isBusy, onSave }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const [place, setPlace] = useState(state.place)
  const [keep, setKeep] = useState(state.keep)
  const isChanged = place.trim() !== state.place || PERIODS.some(([period]) => keep[period] !== state.keep[period])
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (await onSave({ place: place.trim(), keep })) showToast(t('backups.settingsKept'))
  }
  return (
    <form className={css.text} onSubmit={event => void save(event)}>
      <div>
        <label htmlFor={`${id}-place`}>{t('backups.place')}</label>
        <input id={`${id}-place`} className={css.input} value={place} required aria-describedby={`${id}-hint`} onChange={event => setPlace(event.target.value)} />
        <p id={`${id}-hint`} className={css.hint}>
          {t('backups.placeHint')}
        </p>
      </div>
      <fieldset className={css.keep}>
        <legend>{t('backups.keep')}</legend>
        {PERIODS.map(([period, min, max]) => (
          <label key={period}>
            <input
              type="number"
              className={css.input}
              min={min}
              max={max}
              required
              value={Number.isNaN(keep[period]) ? '' : keep[period]}
              onChange={event => setKeep({ ...keep, [period]: event.target.valueAsNumber })}
            />
            {t(`backups.${period}`)}
          </label>
        ))}
      </fieldset>
      <div>
        <Button type="submit" disabled={isBusy || !isChanged}>
          {t('ui.save')}
        </Button>
      </div>
    </form>
  )
}

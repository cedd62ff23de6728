import { useTranslation } from 'react-i18next'
import type { Window } from '../../../shared/modules/workflows/workflow.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { dayWord, WEEK } from './workflow-words.ts'
import css from './workflows.module.css'

interface Props {
  readonly window: Window
  readonly onChange: (window: Window) => void
}

/** The days and hours at which something may leave. */
export const WindowFields = ({ window, onChange }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const turn = (day: number): void => {
    const days = WEEK.filter(each => (each === day ? !window.days.includes(each) : window.days.includes(each)))
    if (days.length > 0) onChange({ ...window, days })
  }
  const hour = (end: 'from' | 'to') => (
    <label className={css.inline}>
      {t(`workflows.hours.${end}`)}
      <input
        type="time"
        className={css.input}
        value={window[end]}
        onChange={event => {
          const next = { ...window, [end]: event.target.value }
          if (event.target.value && next.from < next.to) onChange(next)
        }}
      />
    </label>
  )
  return (
    <div className={css.window}>
      <fieldset className={css.checks}>
        <legend>{t('workflows.hours.days')}</legend>
        {WEEK.map(day => (
          <label key={day}>
            <input type="checkbox" checked={window.days.includes(day)} onChange={() => turn(day)} />
            {dayWord(language, day, 'long')}
          </label>
        ))}
      </fieldset>
      <div className={css.inline}>
        {hour('from')} {hour('to')}
      </div>
    </div>
  )
}

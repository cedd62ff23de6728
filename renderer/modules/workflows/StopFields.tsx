import { useTranslation } from 'react-i18next'
import { type Stop, STOPS } from '../../../shared/modules/workflows/workflow.ts'
import css from './workflows.module.css'

interface Props {
  readonly stops: readonly Stop[]
  readonly offered?: readonly Stop[]
  readonly onChange: (stops: Stop[]) => void
}

/** What keeps a workflow from acting. */
export const StopFields = ({ stops, offered = STOPS, onChange }: Props) => {
  const { t } = useTranslation()
  return (
    <fieldset className={css.checks}>
      <legend>{t('workflows.stopsLead')}</legend>
      {offered.map(stop => (
        <label key={stop}>
          <input type="checkbox" checked={stops.includes(stop)} onChange={() => onChange(STOPS.filter(each => (each === stop ? !stops.includes(each) : stops.includes(each))))} />
          {t(`workflows.stops.${stop}`)}
        </label>
      ))}
    </fieldset>
  )
}

import { Archive } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import css from './list.module.css'

interface Props {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** Whether a list also shows what is archived. */
export const ArchivedToggle = ({ isOn, onChange }: Props) => {
  const { t } = useTranslation()
  return (
    <button type="button" className={css.toggle} aria-pressed={isOn} title={t(isOn ? 'archive.shownHint' : 'archive.leftOutHint')} onClick={() => onChange(!isOn)}>
      <Archive size={16} aria-hidden="true" />
      {t('archive.shown')}
    </button>
  )
}

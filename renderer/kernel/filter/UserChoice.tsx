import { useTranslation } from 'react-i18next'
import { isMe } from '../../../shared/kernel/filter/filter.ts'
import { isNamed, useUsers } from '../state/users.ts'
import { Select } from '../ui/Select.tsx'

interface Props {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** Stands for whoever asks. */
const ME = '='

/** Somebody of the firm, or oneself, whoever that is. */
export const UserChoice = ({ label, value, onChange }: Props) => {
  const { t } = useTranslation()
  const { users } = useUsers()
  const others = users.filter(user => isNamed(user) && (!user.isInactive || user.id === value))
  const chosen = isMe(value) ? ME : typeof value === 'string' ? value : ''
  const options = [...(chosen === '' ? [{ value: '', word: '' }] : []), { value: ME, word: t('filters.page.me') }, ...others.map(({ id, title }) => ({ value: id, word: title }))]
  return <Select label={label} isLabelHidden value={chosen} options={options} onChoose={next => onChange(next === ME ? { me: true } : next || undefined)} />
}

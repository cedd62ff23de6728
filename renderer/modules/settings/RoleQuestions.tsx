import FormLabel from '@mui/material/FormLabel'
import { Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Editor } from '../../kernel/form/Editor.tsx'
import { isNamed, useUsers } from '../../kernel/state/users.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import css from './settings.module.css'

interface Props {
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly isInvalid?: boolean
}

export const RoleNameQuestion = ({ value, onChange, isInvalid = false }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={css.field}>
      <FormLabel htmlFor={id} required>
        {t('roles.role.fields.name')}
      </FormLabel>
      <Editor id={id} field={{ kind: 'text' }} value={value} onChange={text => onChange(text as string | null)} onBlur={() => {}} isInvalid={isInvalid} describedBy={undefined} label={t('roles.role.fields.name')} />
    </div>
  )
}

/** The people of a text that names one on each line. */
export const membersOf = (text: string | null): string[] => [...new Set((text ?? '').split('\n').map(line => line.trim()).filter(Boolean))]

/** Who has a role, one to a line; those who use Calepin are offered. */
export const RoleMembersQuestion = ({ value, onChange }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const { users } = useUsers()
  const named = membersOf(value)
  const others = users.filter(user => isNamed(user) && !user.isInactive && !named.includes(user.title))
  return (
    <div className={css.field}>
      <FormLabel htmlFor={id}>{t('roles.role.fields.members')}</FormLabel>
      <Editor id={id} field={{ kind: 'longText' }} value={value} onChange={text => onChange(text as string | null)} onBlur={() => {}} isInvalid={false} describedBy={`${id}-hint`} label={t('roles.role.fields.members')} />
      <p id={`${id}-hint`} className={css.hint}>
        {t('roles.onePerLine')}
      </p>
      {others.length > 0 && (
        <div className={css.chips}>
          {others.map(({ id: user, title }) => (
            <Button key={user} isSmall icon={Plus} onClick={() => onChange([...named, title].join('\n'))}>
              {title}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { type RoleName, useRoles } from '../../kernel/state/roles.ts'
import { Select } from '../../kernel/ui/Select.tsx'

/** The role for which one arranges, as the address says; none is everybody. */
export const useArrangedRole = (): RoleName | undefined => {
  const [params] = useSearchParams()
  return useRoles().find(({ id }) => id === params.get('role'))
}

/** For whom a screen is arranged: everybody, or those who have a role, where there are roles. */
export const RoleSelect = () => {
  const { t } = useTranslation()
  const roles = useRoles()
  const role = useArrangedRole()
  const [, setParams] = useSearchParams()
  if (roles.length === 0) return null
  const choose = (id: string): void =>
    setParams(
      old => {
        if (id === '') old.delete('role')
        else old.set('role', id)
        return old
      },
      { replace: true },
    )
  return <Select label={t('layouts.forWhom')} value={role?.id ?? ''} options={[{ value: '', word: t('layouts.forAll') }, ...roles.map(({ id, title }) => ({ value: id, word: title }))]} onChoose={choose} />
}

import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import FormLabel from '@mui/material/FormLabel'
import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { isNamed, useUsers } from '../../kernel/state/users.ts'
import { failureText, problemText } from '../../kernel/text/words.ts'
import type { RoleRow } from './role-row.ts'
import css from './settings.module.css'

interface Props {
  /** Without one, a new one is made. */
  readonly role: RoleRow | undefined
  /** The highest rank of all. */
  readonly last: number
  readonly onClose: () => void
}

const linesOf = (text: string | null): string[] => [...new Set((text ?? '').split('\n').map(line => line.trim()).filter(Boolean))]

/** A role's name and its people, one to a line. */
export const RoleDialog = ({ role, last, onClose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [name, setName] = useState<string | null>(role?.name ?? null)
  const [members, setMembers] = useState<string | null>(role?.members?.map(({ value }) => value).join('\n') ?? null)
  const [failure, setFailure] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const { users } = useUsers()
  const named = linesOf(members)
  const others = users.filter(user => isNamed(user) && !user.isInactive && !named.includes(user.title))
  const save = async (): Promise<void> => {
    if (!name?.trim()) return setFailure(t('roles.nameWanted'))
    setBusy(true)
    setFailure(undefined)
    try {
      const patch = { name, members: named.map(value => ({ value })), ...(!role && { order: last + 1 }) }
      const { op, record } = await unwrap(api.entities.save({ type: 'role', ...(role && { id: role.id }), patch }))
      operations.report(op, t(role ? 'roles.saved' : 'roles.made', { name: record.title }))
      onClose()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      const [problem] = (error.failure.params?.['problems'] ?? []) as ProblemView[]
      setFailure(problem ? problemText(t, problem) : failureText(t, error.failure))
      setBusy(false)
    }
  }
  return (
    <FormDialog title={role ? t('roles.editTitle', { name: role.title }) : t('roles.role.new')} conclusion={t('ui.save')} isBusy={isBusy} onConclude={() => void save()} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-name`} required>
          {t('roles.role.fields.name')}
        </FormLabel>
        <Editor id={`${id}-name`} field={{ kind: 'text' }} value={name} onChange={value => setName(value as string | null)} onBlur={() => {}} isInvalid={failure !== undefined} describedBy={undefined} label={t('roles.role.fields.name')} />
      </div>
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-members`}>{t('roles.role.fields.members')}</FormLabel>
        <Editor id={`${id}-members`} field={{ kind: 'longText' }} value={members} onChange={value => setMembers(value as string | null)} onBlur={() => {}} isInvalid={false} describedBy={`${id}-hint`} label={t('roles.role.fields.members')} />
        <p id={`${id}-hint`} className={css.hint}>
          {t('roles.onePerLine')}
        </p>
        {others.length > 0 && (
          <div className={css.chips}>
            {others.map(({ id: user, title }) => (
              <Button key={user} size="small" startIcon={<Plus size={14} aria-hidden="true" />} onClick={() => setMembers([...named, title].join('\n'))}>
                {title}
              </Button>
            ))}
          </div>
        )}
      </div>
    </FormDialog>
  )
}

import Alert from '@mui/material/Alert'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText } from '../../kernel/text/words.ts'
import { membersOf, RoleMembersQuestion, RoleNameQuestion } from './RoleQuestions.tsx'
import type { RoleRow } from './role-row.ts'

interface Props {
  readonly role: RoleRow
  readonly onClose: () => void
}

/** Another name for a role, and other people. */
export const RoleDialog = ({ role, onClose }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const [name, setName] = useState<string | null>(role.name ?? null)
  const [members, setMembers] = useState<string | null>(role.members?.map(({ value }) => value).join('\n') ?? null)
  const [failure, setFailure] = useState<string>()
  const save = async (): Promise<void> => {
    if (!name?.trim()) return setFailure(t('roles.nameWanted'))
    setFailure(undefined)
    try {
      const { op, record } = await unwrap(api.entities.save({ type: 'role', id: role.id, patch: { name, members: membersOf(members).map(value => ({ value })) } }))
      operations.report(op, t('roles.saved', { name: record.title }))
      onClose()
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <FormDialog title={t('roles.editTitle', { name: role.title })} conclusion={t('ui.save')} onConclude={save} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <RoleNameQuestion value={name} onChange={setName} isInvalid={failure !== undefined} />
      <RoleMembersQuestion value={members} onChange={setMembers} />
    </FormDialog>
  )
}

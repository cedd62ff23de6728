import Alert from '@mui/material/Alert'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { failureText, problemText } from '../../kernel/text/words.ts'
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
  const [isBusy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    if (!name?.trim()) return setFailure(t('roles.nameWanted'))
    setBusy(true)
    setFailure(undefined)
    try {
      const { op, record } = await unwrap(api.entities.save({ type: 'role', id: role.id, patch: { name, members: membersOf(members).map(value => ({ value })) } }))
      operations.report(op, t('roles.saved', { name: record.title }))
      onClose()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      const [problem] = (error.failure.params?.['problems'] ?? []) as ProblemView[]
      setFailure(problem ? problemText(t, problem) : failureText(t, error.failure))
      setBusy(false)
    }
  }
  return (
    <FormDialog title={t('roles.editTitle', { name: role.title })} conclusion={t('ui.save')} isBusy={isBusy} onConclude={() => void save()} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <RoleNameQuestion value={name} onChange={setName} isInvalid={failure !== undefined} />
      <RoleMembersQuestion value={members} onChange={setMembers} />
    </FormDialog>
  )
}

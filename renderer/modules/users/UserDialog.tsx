import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { user as definition } from '../../../shared/modules/users/user.entity.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { RichText } from '../../kernel/rich-text/RichText.tsx'
import { useOperations } from '../../kernel/state/operations.ts'
import type { UserRow } from '../../kernel/state/users.ts'
import { failureText, problemText } from '../../kernel/text/words.ts'
import css from './users.module.css'

interface Props {
  /** Without one, somebody new is added. */
  readonly user: UserRow | undefined
  readonly onClose: () => void
}

const ROWS = [['firstName', 'lastName'], ['email', 'phone'], ['jobTitle']] as const
type Name = (typeof ROWS)[number][number]

/** Who somebody of the firm is, and what stands under their mails. */
export const UserDialog = ({ user, onClose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [values, setValues] = useState<Readonly<Partial<Record<Name, unknown>>>>(() => Object.fromEntries(ROWS.flat().map(name => [name, user?.[name] ?? null])))
  const [signature, setSignature] = useState<string | null>(user?.signature ?? null)
  const [problems, setProblems] = useState<readonly ProblemView[]>([])
  const [failure, setFailure] = useState<string>()
  const save = async (): Promise<void> => {
    setProblems([])
    if (!ROWS.flat().some(name => name !== 'phone' && name !== 'jobTitle' && String(values[name] ?? '').trim())) return setFailure(t('users.nameWanted'))
    setFailure(undefined)
    try {
      const patch = { ...values, signature }
      const { op, record } = await unwrap(api.entities.save({ type: 'user', ...(user && { id: user.id }), patch }))
      operations.report(op, t(user ? 'users.saved' : 'users.added', { name: record.title }))
      onClose()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setProblems((error.failure.params?.['problems'] ?? []) as ProblemView[])
      setFailure(failureText(t, error.failure))
    }
  }
  return (
    <FormDialog title={user ? t('users.edit') : t('users.user.new')} conclusion={t('ui.save')} onConclude={save} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      {ROWS.map(row => (
        <div key={row.join()} className={css.pair}>
          {row.map(name => {
            const word = t(`users.user.fields.${name}`)
            const problem = problems.find(({ field }) => field === name)
            return (
              <div key={name} className={css.half}>
                <FormLabel htmlFor={`${id}-${name}`}>{word}</FormLabel>
                <Editor id={`${id}-${name}`} field={definition.fields[name]} value={values[name] ?? null} onChange={value => setValues(old => ({ ...old, [name]: value }))} onBlur={() => {}} isInvalid={problem !== undefined} describedBy={problem ? `${id}-${name}-said` : undefined} label={word} />
                {problem && (
                  <p id={`${id}-${name}-said`} className={css.problem}>
                    {problemText(t, problem)}
                  </p>
                )}
              </div>
            )
          })}
        </div>
      ))}
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-signature`}>{t('users.user.fields.signature')}</FormLabel>
        <RichText id={`${id}-signature`} label={t('users.user.fields.signature')} value={signature} onChange={setSignature} isInvalid={problems.some(({ field }) => field === 'signature')} describedBy={`${id}-hint`} />
        <p id={`${id}-hint`} className={css.hint}>
          {t('users.signatureHint')}
        </p>
      </div>
    </FormDialog>
  )
}

import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText } from '../../kernel/text/words.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Radios } from '../../kernel/ui/Radios.tsx'
import { Wizard } from '../../kernel/ui/Wizard.tsx'
import { rankAt } from './moved.ts'
import { membersOf, RoleMembersQuestion, RoleNameQuestion } from './RoleQuestions.tsx'
import { useRoleRows } from './use-role-rows.ts'
import css from './settings.module.css'

const STEPS = ['name', 'members', 'order'] as const

/** A new role in small steps: what it is called, who has it, and which roles come before it. */
export const NewRolePage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const { data: others = [] } = useRoleRows()
  const [name, setName] = useState<string | null>(null)
  const [members, setMembers] = useState<string | null>(null)
  /** How many roles stand before it; last, until somebody says otherwise. */
  const [before = others.length, setBefore] = useState<number>()
  const [failure, setFailure] = useState<string>()
  const title = name?.trim() ?? ''
  const save = async (): Promise<void> => {
    setFailure(undefined)
    try {
      const order = rankAt(others.map(({ order: rank = 0 }) => rank), before)
      const { op, record } = await unwrap(api.entities.save({ type: 'role', patch: { name: title, members: membersOf(members).map(value => ({ value })), order } }))
      operations.report(op, t('roles.made', { name: record.title }))
      await navigate('/reglages/roles')
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <Page title={t('roles.role.new')} actions={<ButtonLink to="/reglages/roles">{t('ui.cancel')}</ButtonLink>}>
      <Wizard
        steps={STEPS.filter(step => step !== 'order' || others.length > 0).map(step => ({ step, word: t(`roles.role.fields.${step}`) }))}
        conclusion={t('roles.make')}
        missing={title ? undefined : t('roles.nameWanted')}
        failure={failure}
        onConclude={save}
      >
        {step => (
          <>
            <p className={css.hint}>{t(`roles.stepHint.${step}`)}</p>
            {step === 'name' && <RoleNameQuestion value={name} onChange={setName} />}
            {step === 'members' && <RoleMembersQuestion value={members} onChange={setMembers} />}
            {step === 'order' && (
              <Radios
                label={t('roles.place')}
                value={String(before)}
                options={[{ value: '0', word: t('roles.first') }, ...others.map((role, index) => ({ value: String(index + 1), word: t('roles.after', { name: role.title }) }))]}
                onChoose={value => setBefore(Number(value))}
              />
            )}
          </>
        )}
      </Wizard>
    </Page>
  )
}

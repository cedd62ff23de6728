import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText, manyWord } from '../../kernel/text/words.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Wizard } from '../../kernel/ui/Wizard.tsx'
import { FieldPreview } from './FieldPreview.tsx'
import { KindQuestion, NameQuestion, UseQuestion } from './FieldQuestions.tsx'
import { TypeGone } from './TypeGone.tsx'
import { type FieldDraft, toNewField } from './templates.ts'

const STEPS = ['kind', 'name', 'use'] as const

/** A new field in small steps, with the field as it will be beside them. */
export const NewFieldPage = () => {
  const { t } = useTranslation()
  const { type = '' } = useParams()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [draft, setDraft] = useState<FieldDraft>({ label: '', kind: 'text' })
  const [failure, setFailure] = useState<string>()
  const entity = visibleEntity(type)
  if (!entity) return <TypeGone />
  const isNamed = draft.label.trim() !== ''
  const change = (to: Partial<FieldDraft>): void => setDraft(old => ({ ...old, ...to }))
  const save = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.customs.addFields({ type, fields: [toNewField(draft)] }))
      operations.report(op, t('customs.fieldAdded', { name: draft.label.trim() }))
      await navigate(`/reglages/types/${type}`)
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <Page title={t('customs.newFieldOf', { many: manyWord(t, entity) })} actions={<ButtonLink to={`/reglages/types/${type}`}>{t('ui.cancel')}</ButtonLink>}>
      <Wizard
        steps={STEPS.map(step => ({ step, word: t(`customs.steps.${step}`) }))}
        conclusion={t('customs.customField.new')}
        missing={isNamed ? undefined : t('customs.nameFirst')}
        failure={failure}
        onConclude={save}
        beside={<FieldPreview key={`${draft.kind} ${draft.isMany} ${draft.to}`} draft={draft} />}
      >
        {step => (
          <>
            {step === 'kind' && <KindQuestion draft={draft} onChange={change} />}
            {step === 'name' && <NameQuestion draft={draft} onChange={change} />}
            {step === 'use' && <UseQuestion draft={draft} onChange={change} />}
          </>
        )}
      </Wizard>
    </Page>
  )
}

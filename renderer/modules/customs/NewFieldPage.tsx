import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { failureText, manyWord } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { FieldPreview } from './FieldPreview.tsx'
import { KindQuestion, NameQuestion, UseQuestion } from './FieldQuestions.tsx'
import { TypeGone } from './TypeGone.tsx'
import { type FieldDraft, toNewField } from './templates.ts'
import css from './customs.module.css'

const STEPS = ['kind', 'name', 'use'] as const

/** A new field in small steps, with the field as it will be beside them. */
export const NewFieldPage = () => {
  const { t } = useTranslation()
  const { type = '' } = useParams()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [step, setStep] = useState<(typeof STEPS)[number]>('kind')
  const [draft, setDraft] = useState<FieldDraft>({ label: '', kind: 'text' })
  const [failure, setFailure] = useState<string>()
  const entity = visibleEntity(type)
  if (!entity) return <TypeGone />
  const at = STEPS.indexOf(step)
  const isNamed = draft.label.trim() !== ''
  const change = (to: Partial<FieldDraft>): void => setDraft(old => ({ ...old, ...to }))
  const save = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.customs.addFields({ type, fields: [toNewField(draft)] }))
      operations.report(op, t('customs.fieldAdded', { name: draft.label.trim() }))
      await navigate(`/reglages/types/${type}`)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setFailure(failureText(t, error.failure))
    }
  }
  return (
    <Page title={t('customs.newFieldOf', { many: manyWord(t, entity) })} actions={<ButtonLink to={`/reglages/types/${type}`}>{t('ui.cancel')}</ButtonLink>}>
      <form
        className={css.wizard}
        onSubmit={event => {
          event.preventDefault()
          if (at < STEPS.length - 1) setStep(STEPS[at + 1]!)
          else if (isNamed) void save()
        }}
      >
        <Segments label={t('customs.steps.label')} value={step} options={STEPS.map((value, index) => ({ value, word: `${index + 1}. ${t(`customs.steps.${value}`)}` }))} onChoose={setStep} />
        {failure && <Notice tint="err">{failure}</Notice>}
        <div className={css.beside}>
          <div className={css.step}>
            {step === 'kind' && <KindQuestion draft={draft} onChange={change} />}
            {step === 'name' && <NameQuestion draft={draft} onChange={change} />}
            {step === 'use' && <UseQuestion draft={draft} onChange={change} />}
          </div>
          <FieldPreview key={`${draft.kind} ${draft.isMany} ${draft.to}`} draft={draft} />
        </div>
        <div className={css.foot}>
          {at > 0 && <Button onClick={() => setStep(STEPS[at - 1]!)}>{t('customs.back')}</Button>}
          {at < STEPS.length - 1 && <Button type="submit">{t('customs.next')}</Button>}
          <Button look="filled" disabled={!isNamed} title={isNamed ? undefined : t('customs.nameFirst')} onClick={() => void save()}>
            {t('customs.customField.new')}
          </Button>
        </div>
      </form>
    </Page>
  )
}

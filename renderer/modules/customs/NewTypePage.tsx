import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { OWN_KINDS, SEARCHED_KINDS } from '../../../shared/kernel/entity/effective.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Radios } from '../../kernel/ui/Radios.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { Wizard } from '../../kernel/ui/Wizard.tsx'
import { TargetQuestion } from './FieldQuestions.tsx'
import { type TypeWords, TypeWordsQuestion } from './TypeWordsQuestion.tsx'
import { draftsOf, type FieldDraft, startAgain, TEMPLATES, toNewField } from './templates.ts'
import css from './customs.module.css'

const STEPS = ['start', 'words', 'fields'] as const
const BLANK = 'blank'

interface TypeDraft extends TypeWords {
  readonly template: string
  readonly fields: readonly FieldDraft[]
}

const EMPTY: TypeDraft = { template: BLANK, one: '', many: '', nameLabel: '', icon: 'box', group: 'directory', fields: [] }

/** A type of users' own: from nothing or from one that is ready, its words and icon, its fields. */
export const NewTypePage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [draft, setDraft] = useState<TypeDraft>(EMPTY)
  const [failure, setFailure] = useState<string>()
  const change = (to: Partial<TypeDraft>): void => setDraft(old => ({ ...old, ...to }))
  const isNamed = draft.one.trim() !== '' && draft.many.trim() !== ''
  const startOf = (name: string): TypeDraft => {
    const template = TEMPLATES.find(each => each.name === name)
    const word = (key: string): string => t(`customs.templates.${name}.${key}`)
    return template ? { template: name, one: word('one'), many: word('many'), nameLabel: word('name'), icon: template.icon, group: template.group, fields: draftsOf(t, template) } : EMPTY
  }
  const begin = (name: string): void => setDraft(old => startAgain(old, startOf(old.template), startOf(name)))
  const save = async (): Promise<void> => {
    const { one, many, nameLabel, icon, group } = draft
    const fields = draft.fields.filter(({ label }) => label.trim() !== '').map(toNewField)
    try {
      const { op, type } = await unwrap(api.customs.addType({ one: one.trim(), many: many.trim(), icon, group, ...(nameLabel.trim() && { nameLabel: nameLabel.trim() }), fields }))
      operations.report(op, t('customs.typeMade', { name: many.trim() }))
      await navigate(`/reglages/types/${type}`)
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <Page title={t('customs.customType.new')} actions={<ButtonLink to="/reglages/types">{t('ui.cancel')}</ButtonLink>}>
      <Wizard
        steps={STEPS.map(step => ({ step, word: t(`customs.steps.${step}`) }))}
        conclusion={t('customs.customType.new')}
        missing={isNamed ? undefined : t('customs.nameFirst')}
        failure={failure}
        onConclude={save}
      >
        {step => (
          <>
            {step === 'start' && (
              <Radios label={t('customs.startFrom')} value={draft.template} options={[BLANK, ...TEMPLATES.map(({ name }) => name)].map(value => ({ value, word: t(`customs.templates.${value}.many`), hint: t(`customs.templates.${value}.hint`) }))} onChoose={begin} />
            )}
            {step === 'words' && <TypeWordsQuestion draft={draft} onChange={change} />}
            {step === 'fields' && <Fields draft={draft} onChange={fields => change({ fields })} />}
          </>
        )}
      </Wizard>
    </Page>
  )
}

const Fields = ({ draft, onChange }: { readonly draft: TypeDraft; readonly onChange: (fields: readonly FieldDraft[]) => void }) => {
  const { t } = useTranslation()
  const { fields } = draft
  const change = (index: number, to: Partial<FieldDraft>): void => onChange(fields.map((field, i) => (i === index ? { ...field, ...to } : field)))
  return (
    <>
      <p className={css.hint}>{t('customs.fieldsHint', { name: draft.nameLabel.trim() || t('customs.ownType.fields.name') })}</p>
      <ol className={css.drafts}>
        {fields.map((field, index) => {
          const named = t('customs.fieldNumber', { number: index + 1 })
          return (
            <li key={index} className={css.draft}>
              <input className={css.input} aria-label={named} placeholder={named} value={field.label} onChange={event => change(index, { label: event.target.value })} />
              <Select label={t('customs.kindOf', { name: field.label || named })} isLabelHidden value={field.kind} options={OWN_KINDS.map(value => ({ value, word: t(`customs.kinds.${value}`) }))} onChoose={value => {
                const kind = OWN_KINDS.find(each => each === value)!
                change(index, { kind, isMany: false, ...(SEARCHED_KINDS.includes(kind) && { search: 1 }) })
              }} />
              <button type="button" className={css.drop} aria-label={t('customs.dropField', { name: field.label || named })} onClick={() => onChange(fields.filter((_, i) => i !== index))}>
                <X size={16} aria-hidden="true" />
              </button>
              {field.kind === 'relation' && (
                <div className={css.more}>
                  <TargetQuestion draft={field} onChange={to => change(index, to)} />
                </div>
              )}
              {(field.kind === 'choice' || field.kind === 'multiChoice') && (
                <div className={css.more}>
                  <textarea className={css.lines} rows={3} aria-label={t('customs.choicesOf', { name: field.label || named })} placeholder={t('customs.choicesHint')} value={field.choices ?? ''} onChange={event => change(index, { choices: event.target.value })} />
                </div>
              )}
            </li>
          )
        })}
      </ol>
      <div>
        <Button icon={Plus} onClick={() => onChange([...fields, { label: '', kind: 'text', search: 1, isListed: fields.length < 4 }])}>
          {t('customs.customField.new')}
        </Button>
      </div>
    </>
  )
}

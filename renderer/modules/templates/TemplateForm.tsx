import FormLabel from '@mui/material/FormLabel'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { isAttached } from '../../../shared/kernel/entity/define.ts'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { emailTemplate } from '../../../shared/modules/emails/email-template.entity.ts'
import type { FullTemplate } from '../../../shared/modules/emails/templates.rpc.ts'
import { anyEntity } from '../../../shared/kernel/entity/define.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { Problems } from '../../kernel/form/Problems.tsx'
import { useDraft, useFirstDraft, wholeValues } from '../../kernel/form/use-draft.ts'
import { changesOf, formValues, type FormValues } from '../../kernel/form/values.ts'
import { RichText } from '../../kernel/rich-text/RichText.tsx'
import { VariableMenu } from '../../kernel/rich-text/VariableMenu.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { type Draft, drafts } from '../../kernel/state/drafts.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { failureText, oneWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { useShortcuts } from '../../kernel/ui/shortcuts.ts'
import { insertAtCaret } from './insert-at-caret.ts'
import { TemplatePreview } from './TemplatePreview.tsx'
import { piecesOf, templateName, templateVariables } from './template-words.ts'
import css from './templates.module.css'

interface Props {
  /** Its address, by which what is typed is found again. */
  readonly path: string
  readonly template: FullTemplate
  readonly title: string
  readonly isNew?: boolean
}

const ENTITY = anyEntity(emailTemplate)
const LIST = '/reglages/modeles'

/** What a template is written in, and beside it the mail that comes of it. */
export const TemplateForm = ({ path, template, title, isNew = false }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const registry = useRegistry()
  const [before] = useState<{ current: FormValues }>(() => ({ current: formValues(ENTITY, { ...template, name: templateName(t, template), attachments: template.attachments.map(value => ({ value })) }) }))
  const draft = useFirstDraft(path, ENTITY, before.current)
  const form = useForm<FormValues>({ defaultValues: { ...before.current, ...wholeValues(draft) } })
  const { control } = form
  const resume = (left: Draft): void => {
    drafts.put(path, left)
    void navigate(path)
  }
  const endDraft = useDraft({ path, entity: ENTITY, form, before, preset: undefined, onLeft: left => showToast(t('form.draftKept', { count: Object.keys(left.values).length }), { label: t('form.resume'), run: () => resume(left) }) })
  const [saveProblems, setSaveProblems] = useState<readonly ProblemView[]>([])
  const [previewProblems, setPreviewProblems] = useState<readonly ProblemView[]>([])
  const [failure, setFailure] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const values = useWatch({ control }) as FormValues
  const forType = String(values['forType'])
  const variables = useMemo(() => templateVariables(t, registry, forType, piecesOf(template.key)), [t, registry, forType, template.key])
  const [isTextOwn, setTextOwn] = useState(Boolean(values['text']))
  const problemsOf = (name: string): readonly ProblemView[] => {
    const own = saveProblems.filter(({ field }) => field === name)
    return own.length > 0 ? own : previewProblems.filter(({ field }) => field === name)
  }

  const save = async (): Promise<void> => {
    if (isSaving) return
    setSaving(true)
    setFailure(undefined)
    setSaveProblems([])
    try {
      const now = form.getValues()
      const { patch, base } = template.id ? changesOf(ENTITY, before.current, now) : { patch: { ...changesOf(ENTITY, {}, now).patch, key: template.key ?? null }, base: undefined }
      const { op, record } = await unwrap(api.entities.save({ type: 'emailTemplate', patch, ...(template.id && { id: template.id, base }) }))
      endDraft()
      operations.report(op, t(isNew ? 'templates.made' : 'templates.saved', { name: record.title }))
      await navigate(LIST)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      if (error.failure.code === 'INVALID_RECORD') setSaveProblems((error.failure.params?.['problems'] ?? []) as ProblemView[])
      setFailure(failureText(t, error.failure))
    } finally {
      setSaving(false)
    }
  }
  const leave = (): void => {
    const last = endDraft()
    void navigate(LIST)
    if (last) showToast(t('ui.changesLeft'), { label: t('form.resume'), run: () => resume(last) })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || (event.key !== 'Enter' && event.key.toLowerCase() !== 's')) return
    event.preventDefault()
    void save()
  }
  useShortcuts({ 'ctrl+s': () => void save(), 'ctrl+enter': () => void save() })

  const line = (name: string, kind: 'text' | 'longText' | 'attachments', menu?: string) => {
    const problems = problemsOf(name)
    const word = t(`templates.template.fields.${name}`)
    return (
      <div className={css.field}>
        <div className={css.label}>
          <FormLabel htmlFor={`template-${name}`} required={name === 'name'}>
            {word}
          </FormLabel>
          {menu && <VariableMenu variables={variables} label={menu} onChoose={variable => insertAtCaret(`template-${name}`, `{{ ${variable.path} }}`, text => form.setValue(name, text))} />}
        </div>
        <Controller
          control={control}
          name={name}
          render={({ field: { value, onChange, onBlur } }) => (
            <Editor id={`template-${name}`} field={kind === 'attachments' ? ENTITY.fields['attachments']! : { kind }} value={value} onChange={onChange} onBlur={onBlur} isInvalid={problems.length > 0} describedBy={problems.length > 0 ? `template-${name}-said` : undefined} label={word} />
          )}
        />
        <div id={`template-${name}-said`}>
          <Problems problems={problems} />
        </div>
      </div>
    )
  }
  const htmlProblems = problemsOf('html')
  return (
    <Page
      title={title}
      actions={
        <>
          <Button onClick={leave}>{t('ui.cancel')}</Button>
          <Button look="filled" disabled={isSaving} onClick={() => void save()}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={css.editing}>
        <form
          noValidate
          className={css.form}
          onKeyDown={onKeyDown}
          onSubmit={event => {
            event.preventDefault()
            void save()
          }}
        >
          {failure && <Notice tint="err">{failure}</Notice>}
          {line('name', 'text')}
          <div className={css.pair}>
            <Controller
              control={control}
              name="forType"
              render={({ field: { value, onChange } }) => (
                <Select
                  label={t('templates.speaksOf')}
                  value={String(value)}
                  isDisabled={template.key !== undefined}
                  options={registry.filter(entity => !entity.internal && !isAttached(entity)).map(entity => ({ value: entity.type, word: oneWord(t, entity) }))}
                  onChoose={onChange}
                />
              )}
            />
            <div className={css.field}>
              <FormLabel component="span">{t('templates.template.fields.language')}</FormLabel>
              {template.key === undefined ? (
                <Controller
                  control={control}
                  name="language"
                  render={({ field: { value, onChange } }) => (
                    <Segments label={t('templates.template.fields.language')} value={String(value)} options={['fr', 'en'].map(each => ({ value: each, word: t(`templates.languages.${each}`) }))} onChoose={onChange} />
                  )}
                />
              ) : (
                <span className={css.fixed}>{t(`templates.languages.${template.language}`)}</span>
              )}
            </div>
          </div>
          {line('subject', 'text', t('templates.insertInSubject'))}
          <div className={css.field}>
            <FormLabel component="span">{t('templates.template.fields.html')}</FormLabel>
            <Controller
              control={control}
              name="html"
              render={({ field: { value, onChange, onBlur } }) => (
                <RichText
                  id="template-html"
                  label={t('templates.template.fields.html')}
                  value={value as string | null}
                  onChange={onChange}
                  onBlur={onBlur}
                  isInvalid={htmlProblems.length > 0}
                  describedBy={htmlProblems.length > 0 ? 'template-html-said' : undefined}
                  variables={variables}
                />
              )}
            />
            <div id="template-html-said">
              <Problems problems={htmlProblems} />
            </div>
          </div>
          <div className={css.field}>
            <FormLabel component="span">{t('templates.template.fields.text')}</FormLabel>
            <Segments
              label={t('templates.template.fields.text')}
              value={isTextOwn ? 'own' : 'auto'}
              options={[
                { value: 'auto', word: t('templates.textAuto') },
                { value: 'own', word: t('templates.textOwn') },
              ]}
              onChoose={choice => {
                setTextOwn(choice === 'own')
                if (choice === 'auto') form.setValue('text', null)
              }}
            />
            <p className={css.hint}>{t('templates.textHint')}</p>
          </div>
          {isTextOwn && line('text', 'longText', t('templates.insertInText'))}
          {line('attachments', 'attachments')}
        </form>
        <TemplatePreview values={values} variables={variables} onProblems={setPreviewProblems} />
      </div>
    </Page>
  )
}

import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import FormLabel from '@mui/material/FormLabel'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import type { ProblemView, RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { showToast } from '../state/toasts.ts'
import { failureText, fieldWord, problemText } from '../text/words.ts'
import { Page } from '../ui/Page.tsx'
import { useFocusOnArrival } from '../ui/use-focus-on-arrival.ts'
import { Value } from '../ui/Value.tsx'
import { forgetDraft, keepDraft, keptDraft, useDraft } from './drafts.ts'
import { Editor } from './Editor.tsx'
import { changesOf, type FormValues, formValues, storedValue } from './values.ts'
import css from './form.module.css'

interface Conflict {
  readonly field: string
  readonly mine: unknown
  readonly theirs: unknown
}

interface Props {
  readonly entity: AnyEntity
  readonly title: string
  /** The record as it was when the form opened; none for a new one. */
  readonly record?: RecordView
  /** What a new record begins with. */
  readonly preset?: FormValues
}

/** The form of any type: its rows, an editor for each field, and what is wrong said beside it. */
export const RecordForm = ({ entity, title, record, preset }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const root = useRef<HTMLFormElement>(null)
  const draftName = `${entity.type} ${record?.id ?? 'new'}`
  const back = record ? `/${entity.type}/${record.id}` : `/${entity.type}`
  const [before, setBefore] = useState<FormValues>(() => formValues(entity, record ?? {}))
  const form = useForm<FormValues>({ defaultValues: { ...before, ...preset, ...keptDraft(draftName) } })
  const [problems, setProblems] = useState<readonly ProblemView[]>([])
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  const [failure, setFailure] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const [validate] = useState(() => compileValidator(entity))
  useDraft(draftName, form)
  useFocusOnArrival(root, 'input:not([type="file"]), textarea')

  const checkField = (name: string): void => {
    const field = entity.fields[name]!
    const value = storedValue(field, form.getValues(name))
    const own = field.kind === 'image' || field.kind === 'file' ? [] : validate(value === null ? {} : { [name]: value })
    const found = own.filter(problem => problem.field === name && problem.code !== 'NAME_REQUIRED')
    setProblems(old => [...old.filter(problem => problem.field !== name), ...found])
  }

  const focusFirst = (): void => {
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] button, [data-invalid="true"] input')?.focus())
  }

  const save = async (): Promise<void> => {
    if (isSaving) return
    const { patch, base } = changesOf(entity, before, form.getValues())
    if (record && Object.keys(patch).length === 0) {
      forgetDraft(draftName)
      return void navigate(back)
    }
    setSaving(true)
    setFailure(undefined)
    try {
      const saved = await unwrap(api.entities.save({ type: entity.type, patch, ...(record ? { id: record.id, base } : {}) }))
      forgetDraft(draftName)
      operations.report(saved.op, t(record ? 'ui.savedOne' : 'ui.createdOne', { title: saved.record.title }))
      for (const warning of saved.warnings) showToast(`${fieldWord(t, entity, warning.field)}${t('ui.colon')}${problemText(t, warning)}`)
      await navigate(`/${entity.type}/${saved.record.id}`, { replace: true })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      const { code, params } = error.failure
      if (code === 'INVALID_RECORD') setProblems((params?.['problems'] ?? []) as ProblemView[])
      else if (code === 'CONFLICT') setConflicts((params?.['conflicts'] ?? []) as Conflict[])
      setFailure(failureText(t, error.failure))
      focusFirst()
    } finally {
      setSaving(false)
    }
  }

  const cancel = (): void => {
    const values = form.getValues()
    const isChanged = Object.keys(changesOf(entity, before, values).patch).length > 0
    forgetDraft(draftName)
    void navigate(back)
    if (!isChanged) return
    const { pathname, search } = location
    showToast(t('ui.changesLeft'), {
      label: t('ui.resume'),
      run: () => {
        keepDraft(draftName, values)
        void navigate(`${pathname}${search}`)
      },
    })
  }

  /** Both ways the person has seen what the other wrote, so that the next save knows it as what was there. */
  const settle = ({ field, theirs }: Conflict, takesTheirs: boolean): void => {
    setBefore(old => ({ ...old, [field]: theirs }))
    if (takesTheirs) form.setValue(field, theirs, { shouldDirty: true })
    setConflicts(old => old.filter(conflict => conflict.field !== field))
    setFailure(undefined)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    } else if (event.key === 'Escape' && !event.defaultPrevented) cancel()
  }

  return (
    <Page title={title}>
      <form
        ref={root}
        noValidate
        className={css.form}
        onKeyDown={onKeyDown}
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        {failure && <Alert severity={conflicts.length ? 'warning' : 'error'}>{failure}</Alert>}
        <div className={css.fields}>
          {entity.form.map(row => (
            <div key={row.join(' ')} className={css.row}>
              {row.map(name => {
                const field = entity.fields[name]!
                const own = problems.filter(problem => problem.field === name || problem.field.startsWith(`${name}.`))
                const conflict = conflicts.find(one => one.field === name)
                const isInvalid = own.some(problem => !problem.warning) || conflict !== undefined
                const id = `field-${name}`
                const label = fieldWord(t, entity, name)
                const describedBy = own.length || conflict ? `${id}-said` : undefined
                return (
                  <div key={name} className={css.field} data-invalid={isInvalid || undefined}>
                    <FormLabel htmlFor={id} required={field.required ?? false}>
                      {label}
                    </FormLabel>
                    <Controller
                      control={form.control}
                      name={name}
                      render={({ field: { value, onChange } }) => (
                        <Editor id={id} field={field} value={value} onChange={onChange} onBlur={() => checkField(name)} isInvalid={isInvalid} describedBy={describedBy} label={label} />
                      )}
                    />
                    {describedBy && (
                      <div id={describedBy} className={css.said}>
                        {own.map((problem, index) => {
                          const Icon = problem.warning ? TriangleAlert : CircleAlert
                          return (
                            <p key={index} className={problem.warning ? css.warning : css.problem}>
                              <Icon size={14} aria-hidden="true" />
                              {problemText(t, problem)}
                            </p>
                          )
                        })}
                        {conflict && (
                          <div className={css.conflict}>
                            <span>{t('ui.mine')}</span>
                            <ConflictValue entity={entity} name={name} value={conflict.mine} />
                            <Button size="small" onClick={() => settle(conflict, false)}>
                              {t('ui.keepMine')}
                            </Button>
                            <span>{t('ui.theirs')}</span>
                            <ConflictValue entity={entity} name={name} value={conflict.theirs} />
                            <Button size="small" onClick={() => settle(conflict, true)}>
                              {t('ui.takeTheirs')}
                            </Button>
                          </div>
                        )}
                      </div>
                    )}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        <div className={css.foot}>
          <Button variant="contained" color="primary" type="submit" disabled={isSaving || conflicts.length > 0}>
            {t('ui.save')}
          </Button>
          <Button onClick={cancel}>{t('ui.cancel')}</Button>
          <span className={css.keys}>
            <kbd>{t('ui.keyCtrlEnter')}</kbd> {t('ui.toSave')} <kbd>{t('ui.keyEscape')}</kbd> {t('ui.toCancel')}
          </span>
        </div>
      </form>
    </Page>
  )
}

const ConflictValue = ({ entity, name, value }: { readonly entity: AnyEntity; readonly name: string; readonly value: unknown }) => {
  const { t } = useTranslation()
  const field = entity.fields[name]!
  if (value === null || value === undefined) return <em>{t('ui.none')}</em>
  const read = field.kind === 'relation' && typeof value === 'string' ? { id: value, title: '' } : value
  return (
    <strong>
      <Value field={field} value={read} />
    </strong>
  )
}

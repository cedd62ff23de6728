import Alert from '@mui/material/Alert'
import Button from '@mui/material/Button'
import { useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { usualValues } from '../../../shared/kernel/entity/effective.ts'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import type { ProblemView, RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { formGroups } from '../layout/form-layout.ts'
import { useLayout } from '../layout/use-layout.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { type Draft, drafts } from '../state/drafts.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { showToast } from '../state/toasts.ts'
import { failureText, fieldWord, problemText } from '../text/words.ts'
import { Page } from '../ui/Page.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useFocusOnArrival } from '../ui/use-focus-on-arrival.ts'
import { type Conflict, ConflictPanel } from './ConflictPanel.tsx'
import { DraftNotice } from './DraftNotice.tsx'
import { DraftState } from './DraftState.tsx'
import { FieldGroup } from './FieldGroup.tsx'
import { FormField } from './FormField.tsx'
import { FormLikelyStrip } from './LikelyStrip.tsx'
import { useDraft, useFirstDraft, useSentAgain, wholeValues } from './use-draft.ts'
import { useLiveValues } from './use-live-values.ts'
import { changesOf, differing, type FormValues, formValues, storedValue } from './values.ts'
import { allCame } from './values-to-come.ts'
import css from './form.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly title: string
  /** Address of this form, by which its draft is found again. */
  readonly path: string
  /** The record as it is now; none for a new one. */
  readonly record?: RecordView
  /** What a new record begins with. */
  readonly preset?: FormValues
  /** The record of which a new one is a copy. */
  readonly copyOf?: string
}

/** The form of any type: its rows, an editor for each field, and what is wrong said beside it. */
export const RecordForm = ({ entity, title, path, record, preset, copyOf }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const operations = useOperations()
  const root = useRef<HTMLFormElement>(null)
  const back = record ? `/${entity.type}/${record.id}` : `/${entity.type}`
  const [first] = useState<FormValues>(() => formValues(entity, record ?? {}))
  const firstDraft = useFirstDraft(path, entity, first)
  const form = useForm<FormValues>({ defaultValues: { ...first, ...(record ? {} : usualValues(entity)), ...preset, ...wholeValues(firstDraft) } })
  useSentAgain(firstDraft, form, operations.failed)
  const [seen] = useState<FormValues>(() => ({ ...first, ...seenIn(firstDraft) }))
  const live = useLiveValues({ entity, form, record, seen })
  const { before } = live
  const [noticed, setNoticed] = useState(firstDraft)
  const [changedSince] = useState(() => (record && firstDraft ? differing(entity, { ...first, ...firstDraft.seen }, first) : []))
  const [problems, setProblems] = useState<readonly ProblemView[]>([])
  const [conflict, setConflict] = useState<Conflict>()
  const [failure, setFailure] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const [validate] = useState(() => compileValidator(entity))
  const { layout } = useLayout('form', entity.type)
  // What is wrong or disputed is seen, hidden or not.
  const groups = formGroups(entity, layout, name => problems.some(({ field }) => field === name) || conflict?.names.includes(name) === true)
  useFocusOnArrival(root, 'input:not([type="file"]), textarea')

  const resume = (draft: Draft): void => {
    drafts.put(path, draft)
    void navigate(path)
  }
  const endDraft = useDraft({
    path,
    entity,
    form,
    before,
    preset,
    onLeft: draft => showToast(t('form.draftKept', { count: Object.keys(draft.values).length }), { label: t('form.resume'), run: () => resume(draft) }),
  })

  const checkField = (name: string): void => {
    live.catchUp()
    const field = entity.fields[name]!
    const value = storedValue(field, form.getValues(name))
    const own = field.kind === 'image' || field.kind === 'file' ? [] : validate(value === null ? {} : { [name]: value })
    const found = own.filter(problem => problem.field === name && problem.code !== 'NAME_REQUIRED')
    setProblems(old => [...old.filter(problem => problem.field !== name), ...found])
  }

  const focusFirst = (): void => {
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"] button, [data-invalid="true"] input')?.focus())
  }

  const startConflict = async (names: readonly string[]): Promise<void> => {
    const { record: theirs } = await unwrap(api.entities.get({ type: entity.type, id: record!.id }))
    queries.setQueryData(keys.record(entity.type, record!.id), theirs)
    setConflict({ names, theirs, before: { ...before.current }, chosen: {} })
  }

  const saveNow = async (): Promise<void> => {
    const { patch, base } = changesOf(entity, before.current, form.getValues())
    if (record && Object.keys(patch).length === 0) {
      endDraft()
      return void navigate(back)
    }
    setFailure(undefined)
    try {
      const saved = await unwrap(api.entities.save({ type: entity.type, patch, ...(record ? { id: record.id, base } : copyOf ? { copyOf } : {}) }))
      endDraft()
      operations.report(saved.op, t(record ? 'ui.savedOne' : 'ui.createdOne', { title: saved.record.title }))
      for (const warning of saved.warnings) showToast(`${fieldWord(t, entity, warning.field)}${t('ui.colon')}${problemText(t, warning)}`)
      await navigate(`/${entity.type}/${saved.record.id}`, { replace: true })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      const { code, params } = error.failure
      if (code === 'CONFLICT') return await startConflict(((params?.['conflicts'] ?? []) as { field: string }[]).map(({ field }) => field))
      if (code === 'INVALID_RECORD') setProblems((params?.['problems'] ?? []) as ProblemView[])
      setFailure(failureText(t, error.failure))
      focusFirst()
    }
  }

  const save = async (): Promise<void> => {
    if (isSaving) return
    setSaving(true)
    try {
      if (await allCame()) await saveNow()
    } finally {
      setSaving(false)
    }
  }

  /** Whatever is chosen, the person has seen what the other wrote: the next save knows it as what was there. */
  const resolve = async ({ names, theirs, before: was, chosen }: Conflict): Promise<void> => {
    for (const name of names) if (chosen[name] !== 'mine') form.setValue(name, (chosen[name] === 'theirs' ? theirs : was)[name] ?? null)
    live.see(Object.fromEntries(names.map(name => [name, theirs[name] ?? null])))
    setConflict(undefined)
    await save()
  }

  const isUnsettled = conflict !== undefined && conflict.names.some(name => !conflict.chosen[name])
  const conclude = (): void => {
    if (!conflict) void save()
    else if (!isUnsettled) void resolve(conflict)
  }

  const abandon = (): void => {
    const last = endDraft()
    void navigate(back)
    if (last) showToast(t('ui.changesLeft'), { label: t('form.resume'), run: () => resume(last) })
  }

  const restart = (): void => {
    const draft = drafts.get(path) ?? firstDraft!
    setNoticed(undefined)
    const now = { ...formValues(entity, record ?? {}), ...(record ? {} : usualValues(entity)), ...preset }
    for (const [name, value] of Object.entries(now)) form.setValue(name, value)
    live.see(formValues(entity, record ?? {}))
    drafts.remove(path)
    showToast(t('form.draftDropped'), {
      label: t('form.resume'),
      run: () => {
        for (const [name, value] of Object.entries(draft.values)) form.setValue(name, value)
      },
    })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && (event.key === 'Enter' || event.key.toLowerCase() === 's')) {
      event.preventDefault()
      conclude()
    } else if (event.key === 'Escape' && !event.defaultPrevented) void navigate(back)
  }
  useShortcuts({ 'ctrl+s': conclude, 'ctrl+enter': conclude })

  return (
    <Page title={title}>
      <form
        ref={root}
        noValidate
        className={css.form}
        onKeyDown={onKeyDown}
        onSubmit={event => {
          event.preventDefault()
          conclude()
        }}
      >
        {noticed && (
          <DraftNotice
            entity={entity}
            draft={noticed}
            changed={changedSince}
            isNew={!record}
            onRestart={restart}
            onResume={() => {
              setNoticed(undefined)
              root.current?.querySelector<HTMLElement>(`[data-field="${Object.keys(noticed.values)[0]}"] :is(input, textarea, button)`)?.focus()
            }}
          />
        )}
        {record?.trashedAt && <Alert severity="warning">{t('ui.isTrashed')}</Alert>}
        {failure && <Alert severity="error">{failure}</Alert>}
        {conflict && <ConflictPanel entity={entity} control={form.control} conflict={conflict} onChoose={chosen => setConflict({ ...conflict, chosen })} />}
        {groups.map(group => (
          <FieldGroup
            key={group.key}
            group={group}
            render={name => <FormField key={name} entity={entity} name={name} control={form.control} problems={problems} live={live} isDisputed={conflict?.names.includes(name) ?? false} onLeave={checkField} />}
          />
        ))}
        {!record && entity.duplicates && (
          <div className={css.likely}>
            <FormLikelyStrip entity={entity} control={form.control} />
          </div>
        )}
        <div className={css.foot}>
          <span className={css.keys}>
            <kbd>{t('ui.keyCtrlEnter')}</kbd> {t('ui.toSave')} <kbd>{t('ui.keyEscape')}</kbd> {t('form.toLeave')}
          </span>
          <DraftState path={path} />
          <span className={css.conclusion}>
            <Button onClick={abandon}>{t('ui.cancel')}</Button>
            <Button variant="contained" color="primary" type="submit" disabled={isSaving || isUnsettled}>
              {t(conflict ? 'form.saveChoices' : 'ui.save')}
            </Button>
          </span>
        </div>
      </form>
    </Page>
  )
}

/** What was seen in the fields that a draft changes: a record changed since then is told from what is typed. */
const seenIn = (draft: Draft | undefined): FormValues =>
  draft ? Object.fromEntries(Object.keys(draft.values).map(name => [name, draft.seen[name]])) : {}

import Button from '@mui/material/Button'
import Popper from '@mui/material/Popper'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field, FieldKind } from '../../../shared/kernel/entity/fields.ts'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import type { ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { drafts } from '../state/drafts.ts'
import { useOperations } from '../state/operations.ts'
import { showToast } from '../state/toasts.ts'
import { useRecord } from '../state/use-record.ts'
import { failureText, fieldWord, problemText } from '../text/words.ts'
import { Failed } from '../ui/Failed.tsx'
import { Value } from '../ui/Value.tsx'
import { Editor } from './Editor.tsx'
import { Problems } from './Problems.tsx'
import { sentFiles } from './sent-files.ts'
import { isSame, storedValue } from './values.ts'
import css from './form.module.css'

interface Props {
  readonly entity: AnyEntity
  /** A whole record or a row of a list. */
  readonly record: { readonly id: string } & Readonly<Record<string, unknown>>
  readonly name: string
  readonly onClose: (how: 'saved' | 'restored') => void
}

/** Kinds whose editor needs more room than the place where the value stands, and so floats over it. */
const WIDE: readonly FieldKind[] = ['longText', 'address', 'list', 'file', 'image']
/** Kinds in which a choice is all there is to say. */
const AT_ONCE: readonly FieldKind[] = ['choice', 'relation']
/** Kinds in which Enter belongs to the text. */
const LINES: readonly FieldKind[] = ['longText', 'address']

const isLines = (field: Field): boolean => LINES.includes(field.of?.kind ?? field.kind)

/**
 * Edits one field where it stands: Enter keeps (Ctrl+Enter where Enter belongs to the text), leaving keeps, Escape
 * restores. What cannot be kept stays as it was typed, with the reason below it.
 */
export const InPlaceEditor = (props: Props) => {
  const { entity, name } = props
  // What is typed belongs to the record that it was opened on, whichever comes to stand in its place.
  const [record] = useState(props.record)
  // A row holds only what its list shows, and of a list or an address only a part.
  const isWhole = typeof record['op'] === 'string' || (record[name] !== undefined && !WIDE.includes(entity.fields[name]!.kind))
  return isWhole ? <FieldEditor {...props} record={record} /> : <ReadFirst {...props} record={record} />
}

const ReadFirst = (props: Props) => {
  const { data, error, refetch } = useRecord(props.entity.type, props.record.id)
  // What was read once is edited to the end, whatever is written meanwhile: saving finds out.
  const [whole, setWhole] = useState(data)
  if (data && !whole) setWhole(data)
  if (whole) return <FieldEditor {...props} record={whole} />
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <span aria-busy="true" />
}

const startOf = (field: Field, value: unknown): unknown =>
  field.kind === 'list' && !(value as unknown[] | null)?.length ? [{ value: null, ...(field.labels?.[0] ? { label: field.labels[0] } : {}) }] : value

const FieldEditor = ({ entity, record, name, onClose }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const field = entity.fields[name]!
  const id = `in-place-${name}`
  const label = fieldWord(t, entity, name)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const [before, setBefore] = useState<unknown>(record[name] ?? null)
  const [value, setValue] = useState(() => startOf(field, before))
  const [problems, setProblems] = useState<readonly ProblemView[]>([])
  const [failure, setFailure] = useState<string>()
  const [theirs, setTheirs] = useState<{ readonly value: unknown }>()
  const [validate] = useState(() => compileValidator(entity))
  const isBusy = useRef(false)
  const isOver = useRef(false)
  const isGone = useRef(false)
  const isInside = useRef(true)

  const close = (how: 'saved' | 'restored'): void => {
    if (isOver.current) return
    isOver.current = true
    onClose(how)
  }

  const fail = async (error: unknown): Promise<void> => {
    if (!(error instanceof FailureError)) throw error
    const { code, params } = error.failure
    const found = code === 'INVALID_RECORD' ? ((params?.['problems'] ?? []) as ProblemView[]) : []
    setProblems(found)
    if (code === 'CONFLICT') {
      const answer = await api.entities.get({ type: entity.type, id: record.id })
      if (answer.ok) return setTheirs({ value: answer.value.record[name] ?? null })
    }
    if (found.length === 0) setFailure(failureText(t, error.failure))
  }

  /** What cannot be kept when its place is gone waits in the form. */
  const putAside = (): void => {
    const path = `/${entity.type}/${record.id}/modifier`
    const old = drafts.get(path)
    const values = { ...old?.values, [name]: value }
    drafts.put(path, {
      path,
      type: entity.type,
      title: String(record['title'] ?? ''),
      at: new Date().toISOString(),
      values,
      seen: { ...old?.seen, [name]: before },
      files: { ...old?.files, ...sentFiles({ [name]: value }) },
    })
    showToast(t('form.draftKept', { count: Object.keys(values).length }), { label: t('form.resume'), run: () => void navigate(path) })
  }

  const keep = async (next: unknown = value, seen: unknown = before): Promise<void> => {
    if (isBusy.current || isOver.current) return
    const [is, was] = [storedValue(field, next), storedValue(field, seen)]
    if (isSame(is, was)) return close('restored')
    const wrong = field.kind === 'file' || field.kind === 'image' || is === null ? [] : validate({ [name]: is }).filter(problem => problem.field === name && problem.code !== 'NAME_REQUIRED')
    setFailure(undefined)
    setProblems(wrong)
    if (wrong.length && isGone.current) putAside()
    if (wrong.length) return
    isBusy.current = true
    try {
      const saved = await unwrap(api.entities.save({ type: entity.type, id: record.id, patch: { [name]: is }, base: { [name]: was } }))
      operations.report(saved.op, t('form.savedField', { title: saved.record.title, field: label }))
      for (const warning of saved.warnings) showToast(`${fieldWord(t, entity, warning.field)}${t('ui.colon')}${problemText(t, warning)}`)
      close('saved')
    } catch (error) {
      if (!isGone.current) return await fail(error)
      operations.failed(error)
      putAside()
    } finally {
      isBusy.current = false
    }
  }

  const change = (next: unknown): void => {
    setValue(next)
    setProblems([])
    setFailure(undefined)
    if (AT_ONCE.includes(field.kind) && next !== null) void keep(next)
  }

  const settle = (takesTheirs: boolean): void => {
    const seen = theirs!.value
    setTheirs(undefined)
    setBefore(seen)
    if (takesTheirs) return close('restored')
    void keep(value, seen)
  }

  const latest = useRef(keep)
  useEffect(() => {
    latest.current = keep
  })
  // Scrolled out of sight or left with the page: what was typed is kept as by leaving the field.
  useEffect(
    () => () => {
      isGone.current = true
      void latest.current()
    },
    [],
  )

  useEffect(() => {
    const first = root?.querySelector<HTMLElement>('input:not([type="file"]), textarea:not([aria-hidden])') ?? root?.querySelector<HTMLElement>('button')
    first?.focus({ preventScroll: true })
    if (first instanceof HTMLInputElement || first instanceof HTMLTextAreaElement) first.select()
  }, [root])

  const onKeyDown = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey
    // Keys typed here are not the list's; those with Ctrl and Tab remain everybody's.
    if (!isCommand && event.key !== 'Tab') event.stopPropagation()
    if (event.defaultPrevented || (event.target as Element).closest('[role="listbox"], [role="menu"]')) return
    if (event.key === 'Escape') {
      event.preventDefault()
      close('restored')
    } else if (event.key === 'Enter' && (isCommand || (event.target instanceof HTMLInputElement && !isLines(field)))) {
      event.preventDefault()
      if (isCommand) event.stopPropagation()
      void keep()
    }
  }

  // A list of values shown by itself is not what a person wants to leave first.
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !AT_ONCE.includes(field.kind) || !root?.contains(event.target as Node)) return
    event.preventDefault()
    event.stopPropagation()
    close('restored')
  }

  const onBlur = (): void => {
    isInside.current = false
    // Menus and lists of values hang elsewhere in the page; the focus that they take comes back here as an event.
    setTimeout(() => {
      // A dialog over this page that the focus goes to, or is lost in, is no leaving: it comes back when that closes.
      if (isInside.current || root?.contains(document.activeElement) || root?.closest('[aria-hidden="true"]')) return
      void keep()
    })
  }

  const isInvalid = problems.some(problem => !problem.warning) || failure !== undefined
  const isSaid = problems.length > 0 || failure !== undefined || theirs !== undefined
  const editor = (
    <div ref={setRoot} className={css.inPlaceEditor}>
      <Editor id={id} field={field} value={value} onChange={change} onBlur={() => {}} isInvalid={isInvalid} describedBy={isSaid ? `${id}-said` : undefined} label={label} opensAtOnce />
    </div>
  )
  const said = (
    <>
      <div id={`${id}-said`} role={isSaid ? 'alert' : undefined}>
        <Problems problems={problems} />
        {failure && <Problem>{failure}</Problem>}
        {theirs && (
          <div className={css.inPlaceConflict}>
            <p>{t('form.changedMeanwhile')}</p>
            <strong>{theirs.value === null ? <em>{t('ui.none')}</em> : <Value field={field} value={theirs.value} />}</strong>
            <span className={css.actions}>
              <Button size="small" onClick={() => settle(false)}>
                {t('form.keepMine')}
              </Button>
              <Button size="small" onClick={() => settle(true)}>
                {t('form.takeTheirs')}
              </Button>
            </span>
          </div>
        )}
      </div>
      {!isSaid && !AT_ONCE.includes(field.kind) && field.kind !== 'multiChoice' && (
        <p className={css.keys}>
          <kbd>{isLines(field) ? t('ui.keyCtrlEnter') : t('ui.keyEnter')}</kbd> {t('form.toKeep')} <kbd>{t('ui.keyEscape')}</kbd> {t('form.toRestore')}
        </p>
      )}
    </>
  )
  const isWide = WIDE.includes(field.kind)
  const hasBelow = isWide || isSaid || !(AT_ONCE.includes(field.kind) || field.kind === 'multiChoice')
  return (
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys and leaving are those of the editor inside
    <div ref={setAnchor} className={css.inPlace} onKeyDownCapture={onKeyDownCapture} onKeyDown={onKeyDown} onBlur={onBlur} onFocus={() => (isInside.current = true)} onClick={stopClick} onDoubleClick={stopClick}>
      {!isWide && editor}
      <Popper open={anchor !== null && hasBelow} anchorEl={anchor} placement="bottom-start" className={css.floating} modifiers={isWide ? OVER : undefined}>
        <div className={isWide ? css.panel : css.note} style={isWide ? { minWidth: Math.max(anchor?.offsetWidth ?? 0, 320) } : undefined} {...(isWide && { role: 'dialog', 'aria-label': label })}>
          {isWide && editor}
          {said}
        </div>
      </Popper>
    </div>
  )
}

/** The panel of a large editor lies over the value itself. */
const OVER = [{ name: 'offset', options: { offset: ({ reference }: { reference: { height: number } }) => [-8, -reference.height - 4] } }]

/** A click into the editor is none on the row or the value around it. */
const stopClick = (event: { stopPropagation: () => void }): void => event.stopPropagation()

const Problem = ({ children }: { readonly children: ReactNode }) => <p className={css.problem}>{children}</p>

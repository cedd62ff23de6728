import { useQuery } from '@tanstack/react-query'
import { MessageSquare, Redo2, Undo2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { filterProblems } from '../../../shared/kernel/filter/check.ts'
import { type Filter, isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { SAVED_FILTER } from '../../../shared/kernel/filter/saved.ts'
import type { SavedFilterView } from '../../../shared/kernel/filter/filter-views.ts'
import { askedNames, readAddress } from '../list/selection.ts'
import { useApi } from '../rpc/api-context.tsx'
import { FailureError, unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { remembered } from '../state/remembered.ts'
import { thisDay } from '../text/format.ts'
import { failureText, manyWord } from '../text/words.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Page } from '../ui/Page.tsx'
import { Radios } from '../ui/Radios.tsx'
import { Segments } from '../ui/Segments.tsx'
import { readChosen, writeChosen } from './filter-address.ts'
import { DisableDialog } from './DisableDialog.tsx'
import { FilterOff } from './FilterOff.tsx'
import { GroupEditor } from './GroupEditor.tsx'
import { LiveResult } from './LiveResult.tsx'
import { asGroup, filterOfGroup, filterOfRow, gapsOf, type GroupRow, type Row, withRow } from './model.ts'
import { sayFilter, savedName } from './say-filter.ts'
import { entityOf } from '../state/entity-of.ts'
import { useFilterNames, useSavedFilters } from './use-filter-names.ts'
import { useSteps } from './use-steps.ts'
import { useOnce } from '../ui/use-once.ts'
import css from './filter.module.css'

/** What is being made and not saved. */
interface Work {
  readonly name: string
  readonly isShared: boolean
  readonly group: GroupRow
}

interface Draft extends Omit<Work, 'group'> {
  readonly filter: Filter | null
  /** What it began with: a draft of something else is none. */
  readonly from: string
}

const STEPS = ['conditions', 'name'] as const
const NOTHING: Filter = { all: [] }
const PAUSE_MS = 250

const focusIt = (input: HTMLInputElement | null): void => input?.focus()

/** Settles a value: the last one, once it has stood still. */
const useSettled = <T,>(value: T): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** Makes a filter, or changes one; what it keeps is shown as it is made. */
export const FilterPage = ({ entity }: { readonly entity: AnyEntity }) => {
  const [params] = useSearchParams()
  const { filters, isKnown } = useSavedFilters()
  const { saved } = readChosen(params)
  if (!isKnown) return null
  return <Builder key={saved ?? ''} entity={entity} saved={filters.find(({ id }) => id === saved)} params={params} />
}

interface Props {
  readonly entity: AnyEntity
  readonly saved: SavedFilterView | undefined
  readonly params: URLSearchParams
}

const Builder = ({ entity, saved, params }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const { type } = entity
  const own = saved && !saved.isSystem ? saved : undefined
  const draftKey = `filterDraft.${type}.${saved?.id ?? ''}`
  /** What the list shows, with what stands above its columns. */
  const first = useMemo((): Work => {
    const { conditions } = readChosen(params)
    const asked = readAddress(entity, params, thisDay()).asked.flatMap(one => one.filter ?? [])
    const base = conditions ?? saved?.filter
    const whole: Filter | undefined = asked.length === 0 ? base : { all: [...(base ? ('all' in base ? base.all : [base]) : []), ...asked] }
    return { name: own?.name ?? '', isShared: own?.isShared ?? false, group: asGroup(whole, entity, entityOf) }
  }, [entity, own, params, saved])
  const from = useMemo(() => JSON.stringify([first.name, first.isShared, filterOfGroup(first.group, entity, entityOf) ?? null]), [entity, first])
  const [draft] = useState(() => {
    const kept = remembered.get(draftKey) as Draft | undefined
    return kept?.from === from ? kept : undefined
  })
  const { now, change, undo, redo, canUndo, canRedo } = useSteps<Work>(() => (draft ? { name: draft.name, isShared: draft.isShared, group: asGroup(draft.filter ?? undefined, entity, entityOf) } : first))
  const [step, setStep] = useState<(typeof STEPS)[number]>('conditions')
  const [isTried, setTried] = useState(false)
  const [isDisabling, setDisabling] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const [isBusy, once] = useOnce()
  const filter = useMemo(() => filterOfGroup(now.group, entity, entityOf), [entity, now.group])
  const shown = useSettled(filter)
  const names = useFilterNames(entity, filter ? [filter] : [])
  const { data: users = [] } = useQuery({ queryKey: keys.filters('usedBy', own?.id), queryFn: async ({ signal }) => (await unwrap(api.filters.usedBy({ id: own!.id }, { signal }))).users, enabled: own !== undefined })

  const gaps = useMemo(() => gapsOf(now.group, entity, entityOf), [entity, now.group])
  const wrong = useMemo(() => {
    const found = new Map<string, string>()
    const walk = (row: Row, of: AnyEntity): void => {
      if (row.kind === 'group') return row.parts.forEach(part => walk(part, of))
      const mine = filterOfRow(row, of, entityOf)
      const [problem] = mine && names.isKnown ? filterProblems(mine, of, names, own ? [own.id] : []) : []
      if (problem) found.set(row.key, t(`filters.problems.${problem.code}`))
      if (row.kind === 'relation' && row.to === 'such' && row.type !== undefined) walk(row.inner, entityOf(row.type)!)
    }
    walk(now.group, entity)
    if (isTried) for (const key of gaps) if (!found.has(key)) found.set(key, t('filters.page.incomplete'))
    return found
  }, [entity, gaps, isTried, names, now.group, own, t])

  const isChanged = JSON.stringify([now.name, now.isShared, filter ?? null]) !== from
  useEffect(() => {
    if (isChanged) remembered.put(draftKey, { name: now.name, isShared: now.isShared, filter: filter ?? null, from } satisfies Draft)
    else remembered.remove(draftKey)
  }, [draftKey, filter, from, isChanged, now.isShared, now.name])

  const onChange = useCallback(
    (key: string, next: Row | undefined, mark?: string) =>
      change(work => ({ ...work, group: key === work.group.key && next?.kind === 'group' ? next : withRow(work.group, key, next) }), mark && `${key} ${mark}`),
    [change],
  )
  const leave = (chosen: Parameters<typeof writeChosen>[1]): void => {
    const next = new URLSearchParams(params)
    for (const name of askedNames(entity, next)) next.delete(name)
    writeChosen(next, chosen)
    remembered.remove(draftKey)
    void navigate(`/${type}?${next}`)
  }
  const isSound = gaps.length === 0 && wrong.size === 0 && isWholeFilter(filter ?? NOTHING)
  const save = async (id: string | undefined): Promise<void> => {
    setFailure(undefined)
    // Each thing that is missing is asked for where it belongs.
    if (!isSound) {
      setTried(true)
      return setStep('conditions')
    }
    if (now.name.trim() === '') {
      setTried(step === 'name')
      return setStep('name')
    }
    try {
      const patch = { name: now.name.trim(), forType: type, filter: filter ?? NOTHING, isShared: now.isShared || null }
      const { record, op } = await unwrap(api.entities.save({ type: SAVED_FILTER, ...(id && { id }), patch }))
      operations.report(op, t('filters.page.savedAs', { name: record.title }))
      leave({ saved: record.id })
    } catch (error) {
      setFailure(error)
    }
  }
  const remove = async (): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.remove({ type: SAVED_FILTER, id: own!.id }))
      operations.report(op, t('filters.page.trashed', { name: own!.name }))
      leave({})
    } catch (error) {
      setFailure(error)
    }
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      if (key === 'z' && !event.shiftKey) undo()
      else if (key === 'y' || key === 'z') redo()
      else if (key === 's') void once(() => save(own?.id))
      else return
      event.preventDefault()
      event.stopPropagation()
    }
    // Before the window's own: here one takes back a step of this page.
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  })

  const isNameless = isTried && isSound && now.name.trim() === ''
  const words = filter ? sayFilter(filter, entity, names) : []
  const title = t(own ? 'filters.page.edit' : 'filters.page.new')
  return (
    <Page
      title={title}
      isScrolling={false}
      actions={
        <>
          {own && !own.isDisabled && (
            <Button look="plain" onClick={() => setDisabling(true)}>
              {t('filters.off.disable')}
            </Button>
          )}
          {own && (
            <Button look="danger" onClick={() => void remove()}>
              {t('filters.page.remove')}
            </Button>
          )}
          <Button look="plain" onClick={() => leave(readChosen(params))}>{t('filters.page.cancel')}</Button>
          <Button disabled={wrong.size > 0} onClick={() => leave({ ...(saved && { saved: saved.id }), ...(filter && { conditions: filter }) })}>{t('filters.page.apply')}</Button>
          {own && <Button disabled={isBusy} onClick={() => void once(() => save(undefined))}>{t('filters.page.saveCopy')}</Button>}
          <Button look="filled" disabled={isBusy} onClick={() => void once(() => save(own?.id))}>{t('filters.page.save')}</Button>
        </>
      }
    >
      <div className={css.page}>
        <div className={css.main} tabIndex={-1}>
          <div className={css.naming}>
            <Segments label={t('ui.steps')} value={step} options={STEPS.map((value, index) => ({ value, word: `${index + 1}. ${t(`filters.page.steps.${value}`)}` }))} onChoose={setStep} />
            <span className={css.grow} />
            <Button data-repeats look="plain" icon={Undo2} disabled={!canUndo} aria-label={t('filters.page.undo')} title={t('filters.page.undo')} onClick={undo}>{''}</Button>
            <Button data-repeats look="plain" icon={Redo2} disabled={!canRedo} aria-label={t('filters.page.redo')} title={t('filters.page.redo')} onClick={redo}>{''}</Button>
          </div>
          {own?.isDisabled && <FilterOff saved={own} />}
          {draft && isChanged && <Notice tint="info" action={<Button isSmall onClick={() => change(() => first)}>{t('filters.page.forget')}</Button>}>{t('filters.page.draftKept')}</Notice>}
          {failure !== undefined && (
            <Notice tint="err">
              {failure instanceof FailureError ? failureText(t, failure.failure) : t('errors.INTERNAL')}
            </Notice>
          )}
          {isTried && (isNameless || !isSound) && <Notice tint="warn">{t(isNameless ? 'filters.page.nameNeeded' : gaps.length || wrong.size ? 'filters.page.mendFirst' : 'filters.page.tooDeep')}</Notice>}
          <div className={css.sentence} role="status">
            <MessageSquare size={16} aria-hidden="true" />
            <p>
              <strong>{t('filters.plain')}</strong>{' '}
              {words.length === 0 ? t('filters.page.empty') : words.map(({ text, look }, index) => (look === 'value' ? <b key={index}>{text}</b> : <span key={index} className={look === 'wrong' ? css.wrongWords : undefined}>{text}</span>))}
            </p>
          </div>
          {step === 'conditions' ? (
            <>
              <GroupEditor group={now.group} entity={entity} context={{ names, wrong, own: own?.id, onChange }} lead={t('filters.page.keep', { many: manyWord(t, entity).toLowerCase() })} depth={0} />
              <div>
                <Button onClick={() => setStep('name')}>{t('ui.nextStep')}</Button>
              </div>
            </>
          ) : (
            <>
              <div className={css.named}>
                <label>
                  {t('filters.page.name')}
                  <input ref={focusIt} className={css.name} placeholder={saved?.isSystem ? savedName(t, saved) : undefined} aria-invalid={isNameless} maxLength={200} value={now.name} onChange={event => change(work => ({ ...work, name: event.target.value }), 'name')} />
                </label>
                <Radios
                  label={t('filters.page.visibility')}
                  value={now.isShared ? 'shared' : 'private'}
                  options={(['private', 'shared'] as const).map(value => ({ value, word: t(`filters.page.${value}`), hint: t(`filters.page.${value}Hint`) }))}
                  onChoose={value => change(work => ({ ...work, isShared: value === 'shared' }))}
                />
              </div>
              <div>
                <Button onClick={() => setStep('conditions')}>{t('ui.previousStep')}</Button>
              </div>
            </>
          )}
        </div>
        <LiveResult entity={entity} filter={shown} hasGaps={gaps.length > 0} users={users} />
      </div>
      {isDisabling && own && <DisableDialog saved={own} userCount={users.length} onClose={() => setDisabling(false)} />}
    </Page>
  )
}

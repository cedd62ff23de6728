import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { Check, Combine, GitMerge, Pencil } from 'lucide-react'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { keptOf, mergeKey } from '../../../shared/kernel/duplicates/merge-fields.ts'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Failure } from '../../../shared/kernel/rpc/result.ts'
import type { ProblemView, RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { followJob } from '../../kernel/state/jobs.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { registry } from '../../kernel/state/registry.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { formatDay, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText, fieldWord, problemText } from '../../kernel/text/words.ts'
import { Avatar } from '../../kernel/ui/Avatar.tsx'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { useShortcuts } from '../../kernel/ui/shortcuts.ts'
import { useTypeLooks } from '../../kernel/ui/type-looks.ts'
import { EqualFields } from './Comparison.tsx'
import { type Choice, choiceOf, chosenValue, type MergeField, mergeFields, resultOf } from './merge-choice.ts'
import { useFocusOnArrival } from '../../kernel/ui/use-focus-on-arrival.ts'
import { PlainValue } from './PlainValue.tsx'
import css from './merge.module.css'

/** What several records shall become, field by field; the address says which ones. */
export const MergePage = () => {
  const { t } = useTranslation()
  const api = useApi()
  const { type } = useParams()
  const [params] = useSearchParams()
  const entity = visibleEntity(type)
  const ids = [...new Set((params.get('fiches') ?? '').split(',').filter(Boolean))]
  const back = params.get('retour') === 'doublons' ? '/doublons' : `/${type}${ids.length ? `/${ids[0]}` : ''}`
  const queries = useQueries({
    queries: ids.map(id => ({ queryKey: keys.record(type!, id), queryFn: async ({ signal }: { signal: AbortSignal }) => (await unwrap(api.entities.get({ type: type!, id }, { signal }))).record })),
  })
  const records = queries.flatMap(({ data }) => data ?? [])
  const isGone = queries.some(({ error }) => error) || records.some(({ trashedAt }) => trashedAt !== null)
  if (!entity?.duplicates || ids.length < 2 || isGone) {
    return (
      <Page title={t('merge.merge')}>
        <EmptyState icon={GitMerge} title={t(isGone ? 'merge.page.gone' : 'merge.page.fewRecords')} actions={<ButtonLink to="/doublons">{t('merge.title')}</ButtonLink>} />
      </Page>
    )
  }
  return records.length === ids.length ? <MergeForm key={ids.join()} entity={entity} records={records} back={back} /> : null
}

interface Props {
  readonly entity: AnyEntity
  readonly records: readonly RecordView[]
  readonly back: string
}

const MergeForm = ({ entity, records, back }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const operations = useOperations()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choice>>(new Map())
  const [failure, setFailure] = useState<Failure>()
  const [isBusy, setBusy] = useState(false)
  const fields = mergeFields(entity, records)
  const open = fields.filter(({ isEqual }) => !isEqual)
  const count = records.length
  const ids = records.map(({ id }) => id)
  const links = useQuery({
    queryKey: keys.rows('notDuplicate', { linked: ids }),
    queryFn: async ({ signal }) => (await unwrap(api.duplicates.linked({ type: entity.type, ids }, { signal }))).links,
  })
  const choose = (name: string, choice: Choice): void => setChosen(new Map([...chosen, [name, choice]]))
  const takeAll = (from: number): void => setChosen(new Map([...chosen, ...open.map(({ name }) => [name, { from }] as const)]))
  const keep = keptOf(records)
  const root = useRef<HTMLFormElement>(null)
  useFocusOnArrival(root, 'input[type="radio"]:checked')

  const merge = async (): Promise<void> => {
    if (isBusy) return
    setBusy(true)
    setFailure(undefined)
    try {
      const data = resultOf(entity, fields, chosen)
      const seen = Object.fromEntries(records.map(({ id, op }) => [id, op]))
      const { record, op, job } = await unwrap(api.duplicates.merge({ type: entity.type, keep: keep.id, others: ids.filter(id => id !== keep.id), data, seen, background: true }))
      if (job) await followJob(api, job, t('merge.page.going'), t('list.stop'))
      operations.report(op, t('merge.page.done', { count, title: entity.title(data) || record.title }))
      await navigate(back === '/doublons' ? back : `/${entity.type}/${keep.id}`, { replace: true })
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setFailure(error.failure)
      if (error.failure.code === 'CONFLICT') await queries.invalidateQueries({ queryKey: keys.type(entity.type) })
    } finally {
      setBusy(false)
    }
  }
  const conclude = (): void => void merge()
  useShortcuts({ 'ctrl+enter': conclude, 'ctrl+s': conclude, escape: () => void navigate(back) })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || (event.key !== 'Enter' && event.key.toLowerCase() !== 's')) return
    event.preventDefault()
    conclude()
  }
  const differing = open.filter(({ differs }) => differs).length
  const moved = links.data?.map(({ type, count: many }) => countWords(t, registry().find(other => other.type === type)!, many, language))
  const problems = (failure?.params?.['problems'] ?? []) as ProblemView[]
  return (
    <Page title={t('merge.page.title', { count })}>
      <form
        ref={root}
        className={css.page}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={event => {
          event.preventDefault()
          conclude()
        }}
      >
        {failure && (
          <Notice tint="err">
            {failure.code === 'CONFLICT' ? t('merge.page.changed') : failureText(t, failure)}
            {problems.map(problem => ` ${fieldWord(t, entity, problem.field)}${t('ui.colon')}${problemText(t, problem)}`)}
          </Notice>
        )}
        <div className={css.panel} data-many={count > 2 || undefined} style={{ '--records': count } as CSSProperties} role="region" aria-label={t('merge.page.title', { count })} tabIndex={count > 2 ? 0 : undefined}>
          <p className={css.hint}>{t('merge.page.hint')}</p>
          <div className={css.heads}>
            <span className={css.field}>
              {t('merge.page.field')}
              <small>{t('merge.page.toLook', { count: differing })}</small>
            </span>
            {placed(
              records.map((record, index) => <RecordHead key={record.id} record={record} onTake={() => takeAll(index)} />),
              <span key="result" className={css.resultHead}>
                <strong>{t('merge.page.result')}</strong>
                <small>{t('merge.page.resultHint')}</small>
              </span>,
            )}
          </div>
          {open.map(field => (
            <FieldRow key={field.name} entity={entity} field={field} records={records} choice={chosen.get(field.name) ?? choiceOf(entity, field)} onChoose={choice => choose(field.name, choice)} />
          ))}
          {fields.length > open.length && <EqualFields entity={entity} fields={fields.filter(({ isEqual }) => isEqual)} />}
        </div>
        <footer className={css.foot}>
          <span className={css.moves}>
            {moved && (moved.length ? t('merge.page.moves', { what: moved.join(', ') }) : t('merge.page.movesNone'))} {t('merge.page.trashed', { count: count - 1 })}
          </span>
          <span className={css.conclusion}>
            <Button onClick={() => void navigate(back)}>{t('ui.cancel')}</Button>
            <Button look="filled" type="submit" icon={GitMerge} disabled={isBusy}>
              {t('merge.page.conclude', { count })}
            </Button>
          </span>
        </footer>
      </form>
    </Page>
  )
}

const RecordHead = ({ record, onTake }: { readonly record: RecordView; readonly onTake: () => void }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const looks = useTypeLooks(record.type)
  return (
    <span className={css.head}>
      <Avatar id={record.id} title={record.title} isSquare={!looks.isPerson} />
      <span>
        <strong>{record.title || t('ui.untitled')}</strong>
        <small>{t('merge.created', { when: formatDay(thisDay(new Date(record.createdAt)), language) })}</small>
        <Button isSmall aria-label={`${t('merge.page.takeAll')}${t('ui.colon')}${record.title}`} onClick={onTake}>
          {t('merge.page.takeAll')}
        </Button>
      </span>
    </span>
  )
}

/** What comes out stands between two records, and before more. */
const placed = (records: readonly ReactNode[], result: ReactNode): ReactNode[] => (records.length === 2 ? [records[0], result, records[1]] : [result, ...records])

interface RowProps {
  readonly entity: AnyEntity
  readonly field: MergeField
  readonly records: readonly RecordView[]
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
}

const FieldRow = ({ entity, field, records, choice, onChoose }: RowProps) => {
  const { t } = useTranslation()
  const { name, values, united, differs } = field
  const definition = entity.fields[name]!
  const label = fieldWord(t, entity, name)
  const value = chosenValue(field, choice)
  const [isEditing, setEditing] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const cell = useRef<HTMLDivElement>(null)
  const from = 'from' in choice ? choice.from : undefined
  const canEdit = definition.kind !== 'image' && definition.kind !== 'file'
  const id = `merge-${name}`
  const edit = (): void => {
    setEditing(true)
    requestAnimationFrame(() => cell.current?.querySelector<HTMLElement>('input:not([type="file"]), textarea, [tabindex="0"]')?.focus())
  }
  const end = (): void => {
    setEditing(false)
    requestAnimationFrame(() => pencil.current?.focus())
  }
  /** Enter keeps what is typed, as it does wherever a value is edited in its place: it must not conclude the merge. */
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    end()
  }
  return (
    <fieldset className={css.row} data-differs={differs || undefined}>
      <legend>{label}</legend>
      {placed(
        values.map((one, index) => (
          <label key={records[index]!.id} className={css.option} data-part={from === 'all' || undefined}>
            <input type="radio" name={id} checked={from === index} onChange={() => onChoose({ from: index })} />
            <span>
              <span className="visually-hidden">
                {records[index]!.title}
                {t('ui.colon')}
              </span>
              {one === null ? <em>{t('merge.page.empty')}</em> : <PlainValue field={definition} value={one} />}
            </span>
          </label>
        )),
        <div key="result" className={css.result} ref={cell}>
          {isEditing ? (
            <>
              {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- the key is that of the editor inside */}
              <div className={css.editor} onKeyDown={onKeyDown}>
                <Editor id={id} field={definition} value={value} onChange={own => onChoose({ own })} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={label} />
              </div>
              <button type="button" className={css.icon} aria-label={t('merge.page.ended')} title={t('merge.page.ended')} onClick={end}>
                <Check size={16} aria-hidden="true" />
              </button>
            </>
          ) : (
            <>
              <div className={css.value}>
                <span className="visually-hidden">
                  {t('merge.page.result')}
                  {t('ui.colon')}
                </span>
                {value === null || value === undefined ? <em>{t('merge.page.empty')}</em> : <PlainValue field={definition} value={value} />}
                {'own' in choice && <small>{t('merge.page.own')}</small>}
                {united !== undefined && mergeKey(definition, united) !== mergeKey(definition, value) && (
                  <Button isSmall icon={Combine} aria-label={`${t('merge.page.unite')}${t('ui.colon')}${label}`} onClick={() => onChoose({ from: 'all' })}>
                    {t('merge.page.unite')}
                  </Button>
                )}
              </div>
              {canEdit && (
                <button ref={pencil} type="button" className={css.icon} aria-label={t('merge.page.edit', { name: label })} title={t('merge.page.edit', { name: label })} onClick={edit}>
                  <Pencil size={14} aria-hidden="true" />
                </button>
              )}
            </>
          )}
        </div>,
      )}
    </fieldset>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, History, Redo2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { dayAfter, isDate, LAST_DAY } from '../../../shared/kernel/date/days.ts'
import { isFinal } from '../../../shared/modules/journal/journal.rules.ts'
import { TouchedRecords } from '../../kernel/blocks/TouchedRecords.tsx'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { registry } from '../../kernel/state/registry.ts'
import { useActorWord, useUsers } from '../../kernel/state/users.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord, oneWord } from '../../kernel/text/words.ts'
import { Actor } from '../../kernel/ui/Actor.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { KINDS } from './kinds.ts'
import { operationText, rootOf } from './operation-text.ts'
import css from './journal.module.css'

type Operation = Extract<Awaited<ReturnType<Api['journal']['operations']>>, { ok: true }>['value']['operations'][number]

const ALL = 'all'

/** The first instant of a day on this machine's calendar. */
const startOf = (day: string): string => new Date(`${day}T00:00`).toISOString()
const PAGE_SIZE = 50

/** Everything that was done, newest first; each can be taken back, and done again. */
export const OperationsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { undo, redo } = useOperations()
  const [params, setParams] = useSearchParams()
  const [unfolded, setUnfolded] = useState<string>()
  const asked = params.get('kind') ?? ALL
  const names = KINDS[asked]
  const [by, from, to] = ['by', 'from', 'to'].map(name => params.get(name) ?? '') as [string, string, string]
  const { users } = useUsers()
  const actorWord = useActorWord()
  const days = { ...(isDate(from) && { from: startOf(from) }), ...(isDate(to) && { to: startOf(dayAfter(to, 1)) }) }
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...keys.journal, 'operations', names ? asked : ALL, by, from, to],
    queryFn: ({ pageParam, signal }) => unwrap(api.journal.operations({ ...(names && { names: [...names] }), limit: PAGE_SIZE, isFolded: asked !== 'workflow', ...(by && { by }), ...days, ...(pageParam ? { after: pageParam } : {}) }, { signal })),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })
  const operations = data?.pages.flatMap(page => page.operations) ?? []
  const change = (name: string, value: string): void =>
    setParams(
      old => {
        const next = new URLSearchParams(old)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const show = (kind: string): void => change('kind', kind === ALL ? '' : kind)
  const isNarrow = names !== undefined || by !== '' || from !== '' || to !== ''
  const columns: TableColumn<Operation>[] = [
    {
      name: 'what',
      head: t('journal.what'),
      render: operation => (
        <span className={css.what}>
          {operation.times === undefined ? (
            <>
              <span className={operation.isUndone ? css.undone : undefined}>{operationText(t, operation)}</span>
              <Subject operation={operation} />
            </>
          ) : (
            <span>{t('pages.history.kinds.workflow')}</span>
          )}
          {operation.times !== undefined && (
            <button type="button" className={css.link} onClick={() => show('workflow')}>
              {t('pages.history.times', { count: operation.times, number: formatNumber(operation.times, language) })}
            </button>
          )}
          {operation.count > 1 && operation.times === undefined && (
            <button type="button" className={css.link} aria-expanded={unfolded === operation.op} onClick={() => setUnfolded(old => (old === operation.op ? undefined : operation.op))}>
              {unfolded === operation.op ? <ChevronUp size={14} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />} {t('pages.history.see', { count: operation.count, number: formatNumber(operation.count, language) })}
            </button>
          )}
          {operation.left ? <span className={css.note}>{t('pages.history.left', { count: operation.left, number: formatNumber(operation.left, language) })}</span> : null}
        </span>
      ),
    },
    { name: 'count', head: t('journal.records'), look: 'end', render: operation => formatNumber(operation.count, language) },
    { name: 'who', head: t('journal.who'), look: 'soft', render: operation => <Actor by={operation.by} /> },
    { name: 'when', head: t('journal.when'), look: 'nowrap', render: operation => <time dateTime={operation.at}>{formatInstant(operation.at, language)}</time> },
    {
      name: 'actions',
      head: t('ui.actions'),
      isHeadHidden: true,
      look: 'end',
      render: operation => operation.times === undefined && <Turn operation={operation} onUndo={() => void undo(operation.turns)} onRedo={() => void redo(operation.turns)} />,
    },
  ]
  return (
    <Page title={t('journal.operations')}>
      <div className={css.bar}>
        <Segments label={t('pages.history.kinds.label')} value={names ? asked : ALL} options={[ALL, ...Object.keys(KINDS)].map(value => ({ value, word: t(`pages.history.kinds.${value}`) }))} onChoose={show} />
        <Select label={t('pages.history.by')} value={by} options={[{ value: '', word: t('pages.history.everybody') }, ...[...users.map(({ id }) => id), 'system'].map(value => ({ value, word: actorWord(value) }))]} onChoose={value => change('by', value)} />
        {(['from', 'to'] as const).map(end => (
          <label key={end} className={css.day}>
            {t(`pages.history.${end}`)}
            <input type="date" max={LAST_DAY} value={end === 'from' ? from : to} onChange={event => change(end, event.target.value)} />
          </label>
        ))}
      </div>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data && operations.length === 0 && (
        <EmptyState icon={History} title={t(isNarrow ? 'pages.history.none' : 'journal.none')} actions={isNarrow && <Button onClick={() => setParams({}, { replace: true })}>{t('pages.history.showAll')}</Button>}>
          {!isNarrow && t('journal.noneHint')}
        </EmptyState>
      )}
      {operations.length > 0 && (
        <div className={ui.block}>
          <Table
            label={t('journal.operations')}
            columns={columns}
            rows={operations}
            keyOf={operation => operation.op}
            renderBelow={operation => unfolded === operation.op && <TouchedRecords op={operation.op} count={operation.count} />}
          />
        </div>
      )}
      {hasNextPage && (
        <div>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

/** The record that it was about, or their type, or the work that did it. */
const Subject = ({ operation: { name, params } }: { readonly operation: Operation }) => {
  const { t } = useTranslation()
  const { type, id, title, job } = name === 'undo' ? rootOf(params).of.params : params
  const entity = visibleEntity(String(type))
  const machinery = entity ? undefined : registry().find(each => each.type === type)
  if (typeof job === 'string' && name !== 'undo') return <Link to={`/travaux/${job}`}>{t('pages.history.result')}</Link>
  if (machinery) return <span className={css.subject}>{oneWord(t, machinery)}</span>
  if (!entity) return null
  if (typeof id === 'string') return <Link to={`/${entity.type}/${id}`}>{String(title)}</Link>
  return <span className={css.subject}>{manyWord(t, entity)}</span>
}

interface TurnProps {
  readonly operation: Operation
  readonly onUndo: () => void
  readonly onRedo: () => void
}

/** Takes it back, or does it again when it is taken back; an undo does again what it took back. */
const Turn = ({ operation, onUndo, onRedo }: TurnProps) => {
  const { t } = useTranslation()
  const { name, isUndone } = operation
  if (isFinal(name)) return <span className={css.ends}>{t('pages.history.isFinal')}</span>
  const what = operationText(t, name === 'undo' ? rootOf(operation.params).of : operation)
  const isTurned = isUndone !== (name === 'undo')
  return (
    <span className={css.ends}>
      {isUndone && t('journal.isUndone')}
      {isTurned ? (
        <Button isSmall icon={Redo2} aria-label={t('pages.history.redoThis', { what })} onClick={onRedo}>
          {t('ui.redo')}
        </Button>
      ) : (
        <Button isSmall icon={Undo2} aria-label={t('pages.history.undoThis', { what })} onClick={onUndo}>
          {t('ui.undo')}
        </Button>
      )}
    </span>
  )
}

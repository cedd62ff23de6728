import { useQueries } from '@tanstack/react-query'
import { Trash2, Undo2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { columnsOf } from '../../kernel/list/columns.ts'
import { Grid } from '../../kernel/list/Grid.tsx'
import { ListSearch } from '../../kernel/list/ListSearch.tsx'
import { useRows } from '../../kernel/list/pages.ts'
import { tickedCount, useRowSelection, whichTicked } from '../../kernel/list/row-selection.ts'
import type { Selection } from '../../kernel/list/selection.ts'
import { nextSort, readSort, type Sort, sortKeys } from '../../kernel/list/sort.ts'
import type { Which } from '../../kernel/list/use-bulk.ts'
import list from '../../kernel/list/list.module.css'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { formatDay, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { PurgeDialog } from './PurgeDialog.tsx'
import { TrashBar } from './TrashBar.tsx'
import { useTrash } from './use-trash.ts'
import css from './trash.module.css'

const COLUMNS = 3
const ACTION_WIDTH = 290
/** What was put there last comes first. */
const LATEST: Sort = { field: 'updatedAt', dir: 'desc' }

/** What a person is asked to confirm. */
interface Asked {
  readonly title: string
  /** How many that is; all that lies there when it is not said. */
  readonly count?: number
  readonly entity?: AnyEntity
  readonly which?: Which
}

/** What was put in the trash, type by type: the way back, and the way out. */
export const TrashPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const trash = useTrash()
  const [params, setParams] = useSearchParams()
  const types = useRegistry().filter(({ internal }) => !internal)
  const counts = useTrashCounts(types)
  const filled = types.filter((_, i) => counts[i])
  const all = counts.reduce((sum: number, count) => sum + (count ?? 0), 0)
  const entity = types.find(({ type }) => type === params.get('type')) ?? filled[0] ?? types[0]!
  const text = params.get('q') ?? ''
  const sortText = params.get('sort')
  const columns = useMemo(() => columnsOf(entity).slice(0, COLUMNS), [entity])
  const sort = useMemo(() => (sortText ? readSort(entity, sortText) : LATEST), [entity, sortText])
  const selection = useMemo<Selection>(
    () => ({ trashed: true, ...(text ? { text } : {}), sort: sort === LATEST ? [LATEST] : sortKeys(entity, sort), view: [...columns.map(({ at }) => at.path), 'updatedAt'] }),
    [columns, entity, sort, text],
  )
  const [range, setRange] = useState({ first: 0, last: 40 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const rows = useRows(entity.type, selection, range.first, range.last)
  const ticks = useRowSelection(`trash ${entity.type} ${text}`)
  const [asked, setAsked] = useState<Asked>()
  const many = tickedCount(ticks.ticked, rows.count ?? 0)
  const change = (name: string, value: string): void =>
    setParams(
      old => {
        const next = new URLSearchParams(old)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const restore = async (row?: Row): Promise<void> => {
    if ((await trash.restore(entity, row ? { ids: [row.id] } : whichTicked(selection, ticks.ticked))) && !row) ticks.clear()
  }
  const purge = async ({ entity: of, which }: Asked): Promise<void> => {
    if (!(await trash.purge(of, which))) return
    setAsked(undefined)
    ticks.clear()
  }
  const askTicked = (): void => setAsked({ title: t('pages.trash.askDelete', { words: countWords(t, entity, many, language) }), count: many, entity, which: whichTicked(selection, ticks.ticked) })
  const isEmpty = rows.count === 0 && !rows.isStale
  return (
    <Page
      title={t('ui.trash')}
      isScrolling={false}
      beside={
        <span className={list.sentence} role="status">
          {rows.count ? countWords(t, entity, rows.count, language) : ''}
        </span>
      }
      actions={
        all > 0 && (
          <Button look="danger" icon={Trash2} disabled={trash.isBusy} onClick={() => setAsked({ title: t('pages.trash.askEmpty') })}>
            {t('pages.trash.empty')}
          </Button>
        )
      }
    >
      <div className={list.bar}>
        <Segments
          label={t('ui.kind')}
          value={entity.type}
          options={types.map((other, i) => ({
            value: other.type,
            word: (
              <>
                {manyWord(t, other)}
                {counts[i] ? <span className={css.count}>{formatNumber(counts[i], language)}</span> : null}
              </>
            ),
          }))}
          onChoose={type => setParams({ type }, { replace: true })}
        />
        {(text !== '' || !isEmpty) && <ListSearch text={text} label={t('pages.trash.search')} onChange={value => change('q', value)} />}
        {all > 0 && <span className={css.hint}>{t('pages.trash.hint')}</span>}
      </div>
      {rows.error ? (
        <div className={list.fill}>
          <Failed error={rows.error} onRetry={rows.retry} />
        </div>
      ) : isEmpty ? (
        <div className={list.fill}>
          <EmptyState icon={Trash2} title={t(text ? 'pages.trash.noMatch' : all > 0 ? 'pages.trash.noneOf' : 'ui.trashEmpty')} actions={text && <Button onClick={() => change('q', '')}>{t('ui.clearFilter')}</Button>}>
            {all === 0 && t('ui.trashHint')}
          </EmptyState>
        </div>
      ) : (
        <div className={list.gridHost}>
          <Grid
            key={entity.type}
            entity={entity}
            label={`${t('ui.trash')} · ${manyWord(t, entity)}`}
            columns={columns}
            rows={rows}
            sort={sort}
            onSort={field => change('sort', nextSort(sort, field))}
            onRange={onRange}
            onOpen={row => void navigate(`/${row.type}/${row.id}`)}
            ticks={ticks}
            place={`trash ${entity.type} ${text} ${sortText}`}
            actionWidth={ACTION_WIDTH}
            renderAction={row => (
              <span className={css.action}>
                <span className={css.when}>{t('pages.trash.putOn', { day: formatDay(thisDay(new Date(String(row['updatedAt']))), language, Number(thisDay().slice(0, 4))) })}</span>
                <Button isSmall icon={Undo2} aria-label={`${t('ui.restore')} ${row.title}`} disabled={trash.isBusy} onClick={() => void restore(row)}>
                  {t('ui.restore')}
                </Button>
              </span>
            )}
          />
          {many > 0 && <TrashBar many={many} count={rows.count ?? 0} ticks={ticks} isBusy={trash.isBusy} onRestore={() => void restore()} onPurge={askTicked} />}
        </div>
      )}
      {asked && <PurgeDialog title={asked.title} count={asked.count ?? all} isBusy={trash.isBusy} onPurge={() => void purge(asked)} onClose={() => setAsked(undefined)} />}
    </Page>
  )
}

/** How many records of each type lie there; undefined until known. */
const useTrashCounts = (types: readonly AnyEntity[]): (number | undefined)[] => {
  const api = useApi()
  return useQueries({
    queries: types.map(({ type }) => ({
      queryKey: keys.count(type, { trashed: true }),
      queryFn: async ({ signal }: { signal: AbortSignal }) => (await unwrap(api.entities.count({ type, trashed: true }, { signal }))).count,
    })),
  }).map(({ data }) => data)
}

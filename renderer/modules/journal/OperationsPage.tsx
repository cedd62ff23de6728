import Button from '@mui/material/Button'
import { useInfiniteQuery } from '@tanstack/react-query'
import { History, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatInstant, formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { actorWord, oneWord, operationWord } from '../../kernel/text/words.ts'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import table from '../../kernel/ui/table.module.css'
import ui from '../../kernel/ui/ui.module.css'

/** Everything that was done, newest first; each can be taken back. */
export const OperationsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { undo } = useOperations()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...keys.journal, 'operations'],
    queryFn: ({ pageParam, signal }) => unwrap(api.journal.operations({ limit: 50, ...(pageParam ? { after: pageParam } : {}) }, { signal })),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })
  const operations = data?.pages.flatMap(page => page.operations) ?? []
  return (
    <Page title={t('journal.operations')}>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      {data && operations.length === 0 && (
        <EmptyState icon={History} title={t('journal.none')}>
          {t('journal.noneHint')}
        </EmptyState>
      )}
      {operations.length > 0 && (
        <div className={`${ui.block} ${table.wrap}`}>
          <table className={table.table}>
            <thead>
              <tr>
                <th>{t('journal.what')}</th>
                <th className={table.end}>{t('journal.records')}</th>
                <th>{t('journal.who')}</th>
                <th>{t('journal.when')}</th>
                <th>
                  <span className="visually-hidden">{t('ui.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {operations.map(operation => (
                <tr key={operation.op}>
                  <td>
                    {operationWord(t, operation)}
                    <RecordOf params={operation.params} />
                  </td>
                  <td className={table.end}>{formatNumber(operation.count, language)}</td>
                  <td className={table.soft}>{actorWord(t, operation.by)}</td>
                  <td className={`${table.soft} ${table.nowrap}`}>
                    <time dateTime={operation.at}>{formatInstant(operation.at, language)}</time>
                  </td>
                  <td className={table.end}>
                    {operation.undoneBy ? (
                      <span className={table.faint}>{t('journal.isUndone')}</span>
                    ) : (
                      <Button size="small" startIcon={<Undo2 size={14} aria-hidden="true" />} onClick={() => void undo(operation.op)}>
                        {t('ui.undo')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
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

const RecordOf = ({ params: { type, id, title } }: { readonly params: Readonly<Record<string, unknown>> }) => {
  const { t } = useTranslation()
  const entity = visibleEntity(String(type))
  if (!entity) return null
  return (
    <span className={table.soft}>
      {' · '}
      {typeof id === 'string' ? <Link to={`/${entity.type}/${id}`}>{String(title)}</Link> : oneWord(t, entity)}
    </span>
  )
}

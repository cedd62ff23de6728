import Button from '@mui/material/Button'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import { Trash2, Undo2 } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { registry } from '../../../shared/registry.ts'
import { columnsOf } from '../../kernel/list/columns.ts'
import { Grid } from '../../kernel/list/Grid.tsx'
import { useRows } from '../../kernel/list/pages.ts'
import type { Selection } from '../../kernel/list/selection.ts'
import { readSort, sortKeys } from '../../kernel/list/sort.ts'
import css from '../../kernel/list/list.module.css'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'

const types = registry.filter(entity => !entity.internal)

/** What was put in the trash, type by type, and the way back. */
export const TrashPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [params, setParams] = useSearchParams()
  const entity = types.find(({ type }) => type === params.get('type')) ?? types[0]!
  const sort = readSort(entity, null)
  const columns = useMemo(() => columnsOf(entity).slice(0, 4), [entity])
  const selection = useMemo<Selection>(() => ({ trashed: true, sort: sortKeys(entity, readSort(entity, null)), view: entity.list }), [entity])
  const [range, setRange] = useState({ first: 0, last: 40 })
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), [])
  const rows = useRows(entity.type, selection, range.first, range.last)
  const restore = async (row: Row): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.restore({ type: row.type, id: row.id }))
      operations.report(op, t('ui.restoredOne', { title: row.title }))
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <Page title={t('ui.trash')} isScrolling={false} beside={<span className={css.sentence} role="status">{rows.count ? countWords(t, entity, rows.count, language) : ''}</span>}>
      <div className={css.bar}>
        <ToggleButtonGroup exclusive value={entity.type} onChange={(_, type: string | null) => type && setParams({ type }, { replace: true })} aria-label={t('ui.kind')}>
          {types.map(other => (
            <ToggleButton key={other.type} value={other.type}>
              {manyWord(t, other)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {rows.error ? (
        <div className={css.fill}>
          <Failed error={rows.error} onRetry={rows.retry} />
        </div>
      ) : rows.count === 0 && !rows.isStale ? (
        <div className={css.fill}>
          <EmptyState icon={Trash2} title={t('ui.trashEmpty')}>
            {t('ui.trashHint')}
          </EmptyState>
        </div>
      ) : (
        <Grid
          key={entity.type}
          entity={entity}
          label={`${t('ui.trash')} · ${manyWord(t, entity)}`}
          columns={columns}
          rows={rows}
          sort={sort}
          onRange={onRange}
          onOpen={row => void navigate(`/${row.type}/${row.id}`)}
          place={`trash ${entity.type}`}
          renderAction={row => (
            <Button size="small" startIcon={<Undo2 size={14} aria-hidden="true" />} onClick={() => void restore(row)}>
              {t('ui.restore')}
            </Button>
          )}
        />
      )}
    </Page>
  )
}

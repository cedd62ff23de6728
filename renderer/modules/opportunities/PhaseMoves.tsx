import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { phase as phases } from '../../../shared/modules/opportunities/opportunity.lists.ts'
import { Bars } from '../../kernel/charts/Bars.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useOfferedValues, valueWord } from '../../kernel/state/value-lists.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { type PhaseRow, phaseRows } from './phase-moves.ts'
import css from './opportunities.module.css'

interface Props {
  readonly from: string
  readonly until: string
  readonly filter: Filter | undefined
}

/** How long deals stay in each phase, and where they go from there. */
export const PhaseMoves = ({ from, until, filter }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const values = useOfferedValues()(phases)
  const asked = { from, until, ...(filter && { filter }) }
  const { data, error, refetch } = useQuery({
    queryKey: keys.rows('opportunity', { moves: asked }),
    queryFn: async ({ signal }) => (await unwrap(api.opportunities.moves(asked, { signal }))).moves,
    // The history is read a moment after it is written.
    staleTime: 0,
    placeholderData: old => old,
  })
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  const word = (key: string | null): string => {
    const found = values.find(value => value.key === key)
    return key === null ? t('sales.noPhase') : found ? valueWord(t, phases, found) : key
  }
  const rows = phaseRows(data ?? [], values.map(({ key }) => key))
  const longest = Math.max(1, ...rows.map(({ averageDays }) => averageDays))
  const percent = (share: number): string => t('sales.percent', { value: Math.round(share * 100) })
  const columns: readonly TableColumn<PhaseRow>[] = [
    { name: 'phase', head: t('opportunities.opportunity.fields.phase'), look: 'name', render: ({ phase }) => word(phase) },
    { name: 'bar', head: t('sales.share'), isHeadHidden: true, look: 'wide', render: ({ averageDays }) => <Bars parts={[{ share: averageDays / longest, look: 'first' }]} /> },
    { name: 'days', head: t('sales.moves.days'), look: 'end', render: ({ averageDays }) => t('sales.averageDays', { count: Math.round(averageDays), value: formatNumber(Math.round(averageDays * 10) / 10, language) }) },
    { name: 'count', head: t('sales.moves.left'), look: 'end', render: ({ count }) => formatNumber(count, language) },
    {
      name: 'nexts',
      head: t('sales.moves.nexts'),
      render: ({ nexts }) => (
        <span className={css.nexts}>
          {nexts.map(({ phase, share }) => (
            <span key={phase ?? ''}>
              {word(phase)} <b>{percent(share)}</b>
            </span>
          ))}
        </span>
      ),
    },
  ]
  if (data && rows.length === 0) return <p className={css.note}>{t('sales.moves.none')}</p>
  return <Table label={t('sales.moves.title')} columns={columns} rows={rows} keyOf={({ phase }) => phase} />
}

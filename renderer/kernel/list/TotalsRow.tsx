import { useQuery } from '@tanstack/react-query'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { countWords } from '../text/count-words.ts'
import { formatMoney, formatNumber } from '../text/format.ts'
import type { Column } from './columns.ts'
import type { Selection } from './selection.ts'
import type { Speech } from './speech.ts'
import css from './list.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly columns: readonly Column[]
  readonly selection: Selection
  readonly count: number
  readonly speech: Speech
}

/** Sums of the whole selection, not only of what is in sight; stands there when a column has something to add up. */
export const TotalsRow = ({ entity, columns, selection: { sort: _sort, view: _view, ...which }, count, speech: { t, language } }: Props) => {
  const api = useApi()
  const fields = columns.filter(column => column.isNumeric).map(column => column.at.name)
  const { data } = useQuery({
    queryKey: [...keys.count(entity.type, which), 'totals', fields],
    queryFn: async ({ signal }) => (await unwrap(api.entities.totals({ type: entity.type, ...which, fields }, { signal }))).totals,
    placeholderData: old => old,
  })
  return (
    <div className={`${css.row} ${css.totals}`} role="row" aria-rowindex={count + 2}>
      {columns.map((column, index) => {
        const sums = data?.[column.at.name] ?? []
        return (
          <div key={column.at.path} role="gridcell" aria-colindex={index + 1} className={[css.cell, index === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')} style={{ width: column.width }}>
            {index === 0 ? (
              <span>{countWords(t, entity, count, language)}</span>
            ) : index === 1 && !column.isNumeric ? (
              <span className={css.totalsHint}>{t('list.totals')}</span>
            ) : (
              column.isNumeric && sums.map(({ sum, currency }) => <span key={currency ?? ''}>{currency ? formatMoney({ amount: sum, currency }, language) : formatNumber(sum, language)}</span>)
            )}
          </div>
        )
      })}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { countWords } from '../text/count-words.ts'
import { formatMoney, formatNumber } from '../text/format.ts'
import { MixedSum } from '../ui/MixedSum.tsx'
import { type Column, widthName } from './columns.ts'
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
  const averageOf = (column: Column | undefined): string => {
    const sums = column?.isNumeric ? (data?.[column.at.name] ?? []) : []
    return sums.map(({ sum, count: filled, currency }) => shown(sum / filled, currency)).join(' · ')
  }
  const shown = (value: number, currency: string | undefined): string => {
    if (!currency) return formatNumber(Math.round(value * 100) / 100, language)
    return formatMoney({ amount: Math.round(value), currency }, language)
  }
  return (
    <div className={`${css.row} ${css.totals}`} role="row" aria-rowindex={count + 2}>
      {columns.map((column, index) => {
        const sums = column.isNumeric ? (data?.[column.at.name] ?? []) : []
        const average = averageOf(columns[index - 1])
        return (
          <div
            key={column.at.path}
            role="gridcell"
            aria-colindex={index + 1}
            title={sums.length ? t('list.average', { value: averageOf(column) }) : undefined}
            className={[css.cell, index === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')}
            style={{ width: `var(${widthName(index)})` }}
          >
            {index === 0 ? (
              <span>{countWords(t, entity, count, language)}</span>
            ) : column.isNumeric ? (
              sums.length > 1 ? (
                <MixedSum sums={sums.map(({ sum, currency }) => ({ amount: sum, currency: currency! }))} />
              ) : (
                sums.map(({ sum, currency }) => <span key={currency ?? ''}>{shown(sum, currency)}</span>)
              )
            ) : (
              <span className={css.totalsHint}>{average ? t('list.average', { value: average }) : index === 1 && t('list.totals')}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}

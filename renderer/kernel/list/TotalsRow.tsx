import { useQuery } from '@tanstack/react-query'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Money } from '../../../shared/kernel/entity/fields.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { countWords } from '../text/count-words.ts'
import { MixedSum } from '../ui/MixedSum.tsx'
import { type Column, hasTotal, widthName } from './columns.ts'
import type { Selection } from './selection.ts'
import type { Speech } from './speech.ts'
import { type Total, totalParts } from './totals.ts'
import css from './list.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly columns: readonly Column[]
  readonly selection: Selection
  readonly count: number
  readonly rowIndex: number
  readonly speech: Speech
}

const moneyOf = (totals: readonly Total[] = []): Money[] => totals.flatMap(({ sum, currency }) => (currency === undefined ? [] : [{ amount: sum, currency }]))

/** What the whole selection adds up to, not only what is in sight; stands there when a column has something to add up. */
export const TotalsRow = ({ entity, columns, selection: { sort: _sort, view: _view, ...which }, count, rowIndex, speech }: Props) => {
  const { t, language } = speech
  const api = useApi()
  const fields = columns.filter(hasTotal).map(column => column.at.path)
  const { data } = useQuery({
    queryKey: [...keys.count(entity.type, which), 'totals', fields],
    queryFn: async ({ signal }) => (await unwrap(api.entities.totals({ type: entity.type, ...which, fields }, { signal }))).totals,
    placeholderData: old => old,
  })
  const partsOf = (column: Column | undefined, kind = column?.total): string[] => (column && hasTotal(column) ? totalParts(kind, data?.[column.at.path] ?? [], speech) : [])
  const averageOf = (column: Column | undefined): string => (column?.isNumeric && column.total === undefined ? partsOf(column, 'average').join(' · ') : '')
  return (
    <div className={`${css.row} ${css.totals}`} role="row" aria-rowindex={rowIndex}>
      {columns.map((column, index) => {
        const parts = partsOf(column)
        const average = averageOf(columns[index - 1])
        const mixed = hasTotal(column) ? moneyOf(data?.[column.at.path]) : []
        return (
          <div
            key={column.at.path}
            role="gridcell"
            aria-colindex={index + 1}
            title={averageOf(column) || undefined}
            className={[css.cell, index === 0 && css.firstCell, column.isNumeric && css.numeric].filter(Boolean).join(' ')}
            style={{ width: `var(${widthName(index)})` }}
          >
            {index === 0 ? (
              <span>{countWords(t, entity, count, language)}</span>
            ) : (column.total ?? 'sum') === 'sum' && mixed.length > 1 ? (
              <MixedSum sums={mixed} />
            ) : hasTotal(column) ? (
              parts.map(part => <span key={part}>{part}</span>)
            ) : (
              <span className={css.totalsHint}>{average || (index === 1 && t('list.totals'))}</span>
            )}
          </div>
        )
      })}
    </div>
  )
}

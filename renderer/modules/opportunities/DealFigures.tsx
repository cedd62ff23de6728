import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { USUAL_CURRENCY } from '../../../shared/kernel/money/rates.ts'
import { Figure } from '../../kernel/blocks/Figures.tsx'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { ARCHIVES, WITH_ARCHIVES } from '../../kernel/list/selection.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { formatMoney } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { MixedSum } from '../../kernel/ui/MixedSum.tsx'

/** The deals of a record: those still open and those won, each with what they are worth. */
export const DealFigures = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const linked = { field: entity.type, op: 'eq' as const, value: record.id }
  const { data } = useQuery({
    queryKey: [...keys.rows('opportunity', { figures: record.id }), 'figures'],
    queryFn: async ({ signal }) => {
      const read = async (saved: string, archived?: 'with') => {
        const which = { type: 'opportunity', filter: { all: [linked, { saved }] }, archived }
        const [{ count }, { totals }] = await Promise.all([unwrap(api.entities.count(which, { signal })), unwrap(api.entities.totals({ ...which, fields: ['amount'] }, { signal }))])
        return { count, sums: totals['amount'] ?? [] }
      }
      const [open, won] = await Promise.all([read('opportunity.open'), read('opportunity.won', 'with')])
      return { open, won }
    },
  })
  if (!data || data.open.count + data.won.count === 0) return null
  const worth = (sums: readonly { sum: number; currency?: string | undefined }[]): ReactNode => {
    const amounts = sums.map(({ sum, currency = USUAL_CURRENCY }) => ({ amount: sum, currency }))
    if (amounts.length > 1) return <MixedSum sums={amounts} />
    return amounts[0] && formatMoney(amounts[0], language)
  }
  return (
    <>
      {data.open.count > 0 && (
        <Figure name={t('sheet.openDeals')} under={<Link to={`/opportunity?${entity.type}=${record.id}&filtre=opportunity.open`}>{t('sheet.deals', { count: data.open.count })}</Link>}>
          {worth(data.open.sums) || data.open.count}
        </Figure>
      )}
      {data.won.count > 0 && (
        <Figure name={t('sheet.wonDeals')} under={<Link to={`/opportunity?${entity.type}=${record.id}&filtre=opportunity.won&${ARCHIVES}=${WITH_ARCHIVES}`}>{t('sheet.deals', { count: data.won.count })}</Link>}>
          {worth(data.won.sums) || data.won.count}
        </Figure>
      )}
    </>
  )
}

import { Clock, Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import { useStanding } from './use-standing.ts'
import css from './opportunities.module.css'

/** On a card: since when a deal is in its phase, and that it is stalled. */
export const StandingMark = ({ row }: { readonly row: Row }) => {
  const { t } = useTranslation()
  const standing = useStanding(row.id)
  const { phaseDays, stalled } = standing ?? {}
  return (
    <div className={stalled ? `${css.mark} ${css.stalledMark}` : css.mark}>
      {phaseDays !== undefined && (
        <span title={t('sales.phaseAge', { count: phaseDays })}>
          <Clock size={14} aria-hidden="true" />
          <span className="visually-hidden">{t('sales.inPhase')} </span>
          {t('sales.days', { count: phaseDays })}
        </span>
      )}
      {stalled && (
        <span className={css.stalled}>
          <Hourglass size={14} aria-hidden="true" />
          {t('sales.stalledFor', { count: stalled.days })}
        </span>
      )}
    </div>
  )
}

import { Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../../shared/kernel/entity/fields.ts'
import { Figure } from '../../kernel/blocks/Figures.tsx'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useOfferedValues, valueWord } from '../../kernel/state/value-lists.ts'
import { formatDay, formatInstant, formatMoney } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import { useStanding } from './use-standing.ts'
import css from './opportunities.module.css'

/** What a deal is worth, since when it is in its phase, whether it stands still and why, and why it was lost. */
export const StandingFigures = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const standing = useStanding(record.id)
  const weighted = record['weighted'] as Money | undefined
  const { amount, chance, outcome, lostReason } = record as { amount?: Money; chance?: number; outcome?: string; lostReason?: string }
  const isOpen = outcome !== 'won' && outcome !== 'lost'
  return (
    <>
      {amount && (
        <Figure name={fieldWord(t, entity, 'amount')} under={isOpen && weighted && t('sales.weightedOf', { weighted: formatMoney(weighted, language), chance })}>
          {formatMoney(amount, language)}
        </Figure>
      )}
      {isOpen && standing?.phaseDays !== undefined && (
        <Figure name={t('sales.inPhase')} under={t('sales.since', { day: formatDay(String(record['phaseSince']), language) })}>
          {t('sales.days', { count: standing.phaseDays })}
        </Figure>
      )}
      {isOpen && standing?.stalled && (
        <Figure
          name={t('sales.stalled')}
          under={
            <span className={css.why}>
              {t('sales.why', { sign: t(`sales.sign.${standing.sign.kind}`, { when: formatInstant(standing.sign.at, language) }), count: standing.stalled.limit })}
            </span>
          }
        >
          <span className={css.stalled}>
            <Hourglass size={18} aria-hidden="true" />
            {t('sales.days', { count: standing.stalled.days })}
          </span>
        </Figure>
      )}
      {isOpen && standing?.next && <Figure name={t('sales.next')}>{formatDay(standing.next, language)}</Figure>}
      {outcome === 'lost' && !lostReason && record.trashedAt === null && <AskReason entity={entity} record={record} />}
    </>
  )
}

/** Asks why a deal was lost, once, and in nobody's way. */
const AskReason = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const offered = useOfferedValues()
  const list = entity.fields['lostReason']?.values
  if (!list) return null
  const keep = async (lostReason: string): Promise<void> => {
    try {
      const { op } = await unwrap(api.entities.save({ type: entity.type, id: record.id, patch: { lostReason } }))
      operations.report(op, t('ui.savedOne', { title: record.title }))
    } catch (error) {
      operations.failed(error)
    }
  }
  const options = offered(list).filter(({ disabled }) => !disabled).map(value => ({ value: value.key, word: valueWord(t, list, value) }))
  return (
    <Figure name={t('sales.whyLost')}>
      <span className={css.ask}>
        <Select label={t('sales.whyLost')} isLabelHidden value="" options={[{ value: '', word: t('valueLists.choose') }, ...options]} onChoose={value => void (value && keep(value))} />
      </span>
    </Figure>
  )
}

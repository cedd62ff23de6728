import { useTranslation } from 'react-i18next'
import { LAST_DAY } from '../../../shared/kernel/date/days.ts'
import { COUNTED, type Counted, countedOf, isPeriod, type Period, type PeriodName, UNITS, type Unit } from '../../../shared/kernel/date/period.ts'
import { Select } from '../ui/Select.tsx'
import css from './filter.module.css'

interface Props {
  readonly value: unknown
  readonly label: string
  readonly onChange: (period: unknown) => void
}

const GROUPS: readonly { readonly name: string; readonly periods: readonly PeriodName[] }[] = [
  { name: 'day', periods: ['today', 'yesterday', 'tomorrow'] },
  { name: 'week', periods: ['thisWeek', 'lastWeek', 'nextWeek'] },
  { name: 'month', periods: ['thisMonth', 'lastMonth', 'nextMonth'] },
  { name: 'quarter', periods: ['thisQuarter', 'lastQuarter', 'nextQuarter'] },
  { name: 'year', periods: ['thisYear', 'lastYear', 'nextYear'] },
  { name: 'open', periods: ['past', 'future'] },
]

const isCounted = (key: string): key is Counted => (COUNTED as readonly string[]).includes(key)

/** What is chosen in the list of periods. */
const keyOf = (period: Partial<Period> | undefined): string => {
  if (!period) return ''
  if ('period' in period) return period.period!
  return 'unit' in period ? countedOf(period as Period)! : 'dates'
}

/** A period of days: one with a name, a number of units from today, or two days. */
export const PeriodEditor = ({ value, label, onChange }: Props) => {
  const { t } = useTranslation()
  const period = typeof value === 'object' && value !== null ? (value as Partial<Period>) : undefined
  const key = keyOf(period)
  const counted = period && 'unit' in period && isCounted(key) ? { count: (period as Record<string, number>)[key], unit: period.unit as Unit } : undefined
  const days = key === 'dates' ? (period as { from?: string; to?: string }) : undefined
  const option = (one: string) => ({ value: one, word: t(`filters.periods.${one}`) })
  const choose = (next: string): void => onChange(isCounted(next) ? { [next]: counted?.count ?? 30, unit: counted?.unit ?? 'day' } : next === 'dates' ? {} : { period: next })
  const change = (end: 'from' | 'to', day: string): void => {
    const { [end]: _, ...other } = days ?? {}
    onChange({ ...other, ...(day && { [end]: day }) })
  }
  return (
    <>
      <Select
        label={label}
        isLabelHidden
        value={key}
        options={key === '' ? [{ value: '', word: '…' }] : []}
        groups={[
          ...GROUPS.map(({ name, periods }) => ({ word: t(`filters.periods.group.${name}`), options: periods.map(option) })),
          { word: t('filters.periods.group.counted'), options: COUNTED.map(option) },
          { word: t('filters.periods.group.dates'), options: [option('dates')] },
        ]}
        onChoose={choose}
      />
      {counted && isCounted(key) && (
        <>
          <input type="number" min={0} max={9_999} className={css.number} aria-label={t('filters.page.count')} aria-invalid={!isPeriod(period)} value={counted.count ?? ''} onChange={event => onChange({ [key]: event.target.value === '' ? undefined : Math.trunc(Number(event.target.value)), unit: counted.unit })} />
          <Select label={t('filters.page.unit')} isLabelHidden value={counted.unit} options={UNITS.map(unit => ({ value: unit, word: t(`filters.periods.units.${unit}`) }))} onChoose={unit => onChange({ [key]: counted.count, unit })} />
        </>
      )}
      {days && (
        <span className={css.days}>
          {(['from', 'to'] as const).map(end => (
            <label key={end}>
              {t(`filters.page.${end}`)}
              <input type="date" max={LAST_DAY} value={days[end] ?? ''} onChange={event => change(end, event.target.value)} />
            </label>
          ))}
        </span>
      )}
    </>
  )
}

import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Handshake, TrendingUp } from 'lucide-react'
import { Bars } from '../../kernel/charts/Bars.tsx'
import { formatMonth, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { DealSum } from './DealSum.tsx'
import { type ForecastRow, forecastRows } from './forecast.ts'
import { PersonChoice } from './PersonChoice.tsx'
import { together } from './sums.ts'
import { allOf, dealsAddress, useDealGroups, useWorth } from './use-deals.ts'
import css from './opportunities.module.css'

const AHEAD = [6, 12, 24] as const

/** What deals will bring, by the month in which they are expected to close, beside what was won. */
export const ForecastPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const worth = useWorth()
  const [ahead, setAhead] = useState<number>(AHEAD[0])
  const [person, setPerson] = useState('')
  const today = thisDay()
  const mine = person === '' ? undefined : { field: 'responsible', op: 'eq' as const, value: person }
  const open = useDealGroups(allOf({ saved: 'opportunity.open' }, mine), { field: 'expectedClosing', unit: 'month' }, ['amount', 'weighted'])
  const won = useDealGroups(allOf({ saved: 'opportunity.won' }, mine), { field: 'closedOn', unit: 'month' }, ['madeSales'], 'with')
  const rows = useMemo(() => (open.groups && won.groups ? forecastRows(open.groups, won.groups, today, ahead) : undefined), [open.groups, won.groups, today, ahead])
  const failed = open.error ? open : won.error ? won : undefined
  const longest = Math.max(1, ...(rows ?? []).filter(({ kind }) => kind === 'month').map(row => worth(row.amount) + worth(row.won)))
  const isEmpty = rows?.every(row => row.count + row.wonCount === 0)
  const columns: readonly TableColumn<ForecastRow>[] = [
    {
      name: 'month',
      head: t('sales.month'),
      look: 'name',
      render: ({ key, kind, isLate, count }) => (
        <>
          {kind === 'month' ? formatMonth(key, language) : t(`sales.forecast.${kind}`)}
          {isLate && count > 0 && <span className={css.late}> · {t('sales.late')}</span>}
        </>
      ),
    },
    { name: 'bar', head: t('sales.share'), isHeadHidden: true, look: 'wide', render: row => <Bars parts={barOf(row, worth, longest)} /> },
    { name: 'count', head: t('sales.open'), look: 'end', render: ({ count, open: filter }) => (count > 0 ? <Link to={dealsAddress(allOf(filter, mine))}>{formatNumber(count, language)}</Link> : <span className={css.soft}>–</span>) },
    { name: 'amount', head: t('sales.amount'), look: 'end', render: ({ amount }) => <DealSum totals={amount} /> },
    { name: 'weighted', head: t('sales.weighted'), look: 'end', render: ({ weighted }) => <DealSum totals={weighted} /> },
    { name: 'won', head: t('sales.won'), look: 'end', render: ({ wonCount, won: totals, closed }) => (wonCount > 0 ? <Link to={dealsAddress(allOf(closed, mine), 'with')}><DealSum totals={totals} /></Link> : <span className={css.soft}>–</span>) },
  ]
  const sum = (of: 'amount' | 'weighted' | 'won') => together(...(rows ?? []).map(row => row[of]))
  return (
    <Page title={t('leads.forecast')}>
      <div className={css.choices}>
        <Segments label={t('sales.horizon')} value={ahead} options={AHEAD.map(value => ({ value, word: t('sales.months', { count: value }) }))} onChoose={setAhead} />
        <PersonChoice value={person} onChoose={setPerson} />
      </div>
      {failed && !rows ? <Failed error={failed.error} onRetry={failed.retry} /> : null}
      {isEmpty ? (
        <EmptyState icon={Handshake} title={t('sales.forecast.empty')} actions={<ButtonLink to="/opportunity/nouveau">{t('opportunities.opportunity.new')}</ButtonLink>}>
          {t('sales.forecast.emptyHint')}
        </EmptyState>
      ) : (
        rows && (
          <Block icon={TrendingUp} title={t('sales.forecast.title')}>
            <dl className={css.figures}>
              {(['amount', 'weighted', 'won'] as const).map(name => (
                <div key={name}>
                  <dt>{t(`sales.${name}`)}</dt>
                  <dd>
                    <DealSum totals={sum(name)} />
                  </dd>
                </div>
              ))}
            </dl>
            <p className={css.legend} aria-hidden="true">
              <span>
                <i data-look="won" /> {t('sales.won')}
              </span>
              <span>
                <i /> {t('sales.weighted')}
              </span>
              <span>
                <i data-look="faint" /> {t('sales.unweighted')}
              </span>
            </p>
            <Table label={t('sales.forecast.title')} columns={columns} rows={rows} keyOf={({ key }) => key} />
          </Block>
        )
      )}
    </Page>
  )
}

/** As long as it is among the months; what comes before or after them all may be more, and then fills its bar. */
const barOf = ({ amount, weighted, won }: ForecastRow, worth: ReturnType<typeof useWorth>, longest: number) => {
  const whole = Math.max(longest, worth(amount) + worth(won))
  const likely = Math.min(worth(weighted), worth(amount))
  return [
    { share: worth(won) / whole, look: 'won' as const },
    { share: likely / whole, look: 'first' as const },
    { share: (worth(amount) - likely) / whole, look: 'faint' as const },
  ]
}

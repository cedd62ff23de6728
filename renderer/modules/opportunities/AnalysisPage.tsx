import { CalendarDays, Milestone, PieChart, Trophy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dayAfter, monthsAfter } from '../../../shared/kernel/date/days.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { Bars } from '../../kernel/charts/Bars.tsx'
import { formatMonth, formatNumber, thisDay } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import type { ListGroup } from '../../kernel/view/use-groups.ts'
import { DealSum } from './DealSum.tsx'
import { OriginsBlock } from './OriginsBlock.tsx'
import { PersonChoice } from './PersonChoice.tsx'
import { PhaseMoves } from './PhaseMoves.tsx'
import { rateOf } from './sums.ts'
import { allOf, dealsAddress, useDealGroups, useWorth } from './use-deals.ts'
import css from './opportunities.module.css'

const PERIODS = ['twelve', 'thisYear', 'lastYear'] as const
type PeriodName = (typeof PERIODS)[number]

/** The first day of a period and the one after its last. */
const spanOf = (period: PeriodName, today: string): { from: string; until: string } => {
  const year = Number(today.slice(0, 4))
  if (period === 'thisYear') return { from: `${year}-01-01`, until: `${year + 1}-01-01` }
  if (period === 'lastYear') return { from: `${year - 1}-01-01`, until: `${year}-01-01` }
  const next = monthsAfter(`${today.slice(0, 7)}-01`, 1)
  return { from: monthsAfter(next, -12), until: next }
}

/** How sales went: what was won and when, through which phases, and where it came from. */
export const AnalysisPage = () => {
  const { t } = useTranslation()
  const [period, setPeriod] = useState<PeriodName>('twelve')
  const [person, setPerson] = useState('')
  const { from, until } = spanOf(period, thisDay())
  const mine: Filter | undefined = person === '' ? undefined : { field: 'responsible', op: 'eq', value: person }
  const ended = allOf({ field: 'closedOn', op: 'within', value: { from, to: dayAfter(until, -1) } }, mine)
  return (
    <Page title={t('leads.analysis')}>
      <div className={css.choices}>
        <Segments label={t('sales.period')} value={period} options={PERIODS.map(value => ({ value, word: t(`sales.periods.${value}`) }))} onChoose={setPeriod} />
        <PersonChoice value={person} onChoose={setPerson} />
      </div>
      <EndedBlock ended={ended} />
      <MonthsBlock ended={ended} from={from} until={until} />
      <Block icon={Milestone} title={t('sales.moves.title')}>
        <PhaseMoves from={from} until={until} filter={mine} />
      </Block>
      <OriginsBlock icon={PieChart} ended={ended} />
    </Page>
  )
}

const of = (groups: readonly ListGroup[] | undefined, value: string): ListGroup | undefined => groups?.find(group => group.value === value)

/** What ended in a period, well or badly. */
const EndedBlock = ({ ended }: { readonly ended: Filter }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { groups, error, retry } = useDealGroups(ended, { field: 'outcome' }, ['madeSales', 'amount'], 'with')
  if (error && !groups) return <Failed error={error} onRetry={retry} />
  const [won, lost] = [of(groups, 'won'), of(groups, 'lost')]
  const rate = rateOf(won?.count ?? 0, lost?.count ?? 0)
  const average = won?.totals['madeSales']?.filter(({ count }) => count > 0).map(total => ({ ...total, sum: total.sum / total.count }))
  const deals = (group: ListGroup | undefined, value: 'won' | 'lost') =>
    group ? <Link to={dealsAddress(allOf(ended, { field: 'outcome', op: 'eq', value }), 'with')}>{t('sales.deals', { count: group.count, number: formatNumber(group.count, language) })}</Link> : t('sales.deals', { count: 0, number: 0 })
  return (
    <Block icon={Trophy} title={t('sales.ended')}>
      <dl className={css.figures}>
        <div>
          <dt>{t('sales.won')}</dt>
          <dd>
            <DealSum totals={won?.totals['madeSales']} />
          </dd>
          <dd className={css.under}>{deals(won, 'won')}</dd>
        </div>
        <div>
          <dt>{t('sales.lost')}</dt>
          <dd>
            <DealSum totals={lost?.totals['amount']} />
          </dd>
          <dd className={css.under}>{deals(lost, 'lost')}</dd>
        </div>
        <div>
          <dt>{t('sales.rate')}</dt>
          <dd>{rate === undefined ? <span className={css.soft}>–</span> : t('sales.percent', { value: Math.round(rate * 100) })}</dd>
          <dd className={css.under}>{t('sales.rateHint')}</dd>
        </div>
        <div>
          <dt>{t('sales.average')}</dt>
          <dd>
            <DealSum totals={average} />
          </dd>
        </div>
      </dl>
    </Block>
  )
}

interface Month {
  readonly month: string
  readonly group: ListGroup | undefined
}

const MonthsBlock = ({ ended, from, until }: { readonly ended: Filter; readonly from: string; readonly until: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const worth = useWorth()
  const won = allOf(ended, { saved: 'opportunity.won' })
  const { groups, error, retry } = useDealGroups(won, { field: 'closedOn', unit: 'month' }, ['madeSales'], 'with')
  if (error && !groups) return <Failed error={error} onRetry={retry} />
  const months: Month[] = []
  for (let month = from; month < until; month = monthsAfter(month, 1)) months.push({ month: month.slice(0, 7), group: of(groups, month.slice(0, 7)) })
  const longest = Math.max(1, ...months.map(({ group }) => worth(group?.totals['madeSales'])))
  const columns: readonly TableColumn<Month>[] = [
    { name: 'month', head: t('sales.month'), look: 'name', render: ({ month }) => formatMonth(month, language) },
    { name: 'bar', head: t('sales.share'), isHeadHidden: true, look: 'wide', render: ({ group }) => <Bars parts={[{ share: worth(group?.totals['madeSales']) / longest, look: 'won' }]} /> },
    { name: 'count', head: t('sales.wonDeals'), look: 'end', render: ({ group }) => (group ? <Link to={dealsAddress(allOf(won, group.filter), 'with')}>{formatNumber(group.count, language)}</Link> : <span className={css.soft}>–</span>) },
    { name: 'sum', head: t('sales.madeSales'), look: 'end', render: ({ group }) => <DealSum totals={group?.totals['madeSales']} /> },
  ]
  return (
    <Block icon={CalendarDays} title={t('sales.byMonth')}>
      <Table label={t('sales.byMonth')} columns={columns} rows={months} keyOf={({ month }) => month} />
    </Block>
  )
}

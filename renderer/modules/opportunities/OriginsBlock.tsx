import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import { groupFilter } from '../../../shared/kernel/view/grouping.ts'
import { Bars } from '../../kernel/charts/Bars.tsx'
import { useSpeech } from '../../kernel/list/speech.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import { groupName } from '../../kernel/view/group-words.ts'
import type { ListGroup } from '../../kernel/view/use-groups.ts'
import { DealSum } from './DealSum.tsx'
import { rateOf } from './sums.ts'
import { allOf, dealsAddress, useDealGroups, useWorth } from './use-deals.ts'
import css from './opportunities.module.css'

const PLACES = ['origin', 'organisation.sector', 'responsible', 'lostReason'] as const
type Place = (typeof PLACES)[number]

interface Line {
  readonly key: string
  readonly word: string
  readonly filter: Filter
  readonly won: ListGroup | undefined
  readonly lost: ListGroup | undefined
}

/** What ended in a period, by where it came from, in which trade, by whom, or why it was lost. */
export const OriginsBlock = ({ icon, ended }: { readonly icon: LucideIcon; readonly ended: Filter }) => {
  const speech = useSpeech()
  const { t, language } = speech
  const worth = useWorth()
  const [place, setPlace] = useState<Place>('origin')
  const [wonOnes, lostOnes] = [allOf(ended, { saved: 'opportunity.won' }), allOf(ended, { saved: 'opportunity.lost' })]
  const won = useDealGroups(wonOnes, { field: place }, ['madeSales'], 'with')
  const lost = useDealGroups(lostOnes, { field: place }, ['amount'], 'with')
  const failed = won.error ? won : lost.error ? lost : undefined
  const at = resolveColumn(entityOf('opportunity')!, place, entityOf)?.at
  if (!at) return null
  const byValue = new Map<string, { won?: ListGroup; lost?: ListGroup }>()
  for (const [name, groups] of [['won', won.groups], ['lost', lost.groups]] as const) {
    for (const group of groups ?? []) byValue.set(JSON.stringify(group.value), { ...byValue.get(JSON.stringify(group.value)), [name]: group })
  }
  const lines = [...byValue].map(([key, { won: well, lost: badly }]): Line => {
    const group = (well ?? badly)!
    return { key, word: groupName(at, group, speech).word, filter: groupFilter(at, { field: place }, group.value), won: well, lost: badly }
  })
  const sized = lines.toSorted((a, b) => worth(b.won?.totals['madeSales']) - worth(a.won?.totals['madeSales']) || (b.won?.count ?? 0) + (b.lost?.count ?? 0) - (a.won?.count ?? 0) - (a.lost?.count ?? 0))
  const longest = Math.max(1, ...lines.map(line => worth(line.won?.totals['madeSales'])))
  const count = (group: ListGroup | undefined, within: Filter, filter: Filter) => (group ? <Link to={dealsAddress(allOf(within, filter), 'with')}>{formatNumber(group.count, language)}</Link> : <span className={css.soft}>–</span>)
  const head = t(`sales.by.${place.replace('.', '_')}`)
  const columns: readonly TableColumn<Line>[] = [
    { name: 'value', head, look: 'name', render: ({ word }) => word },
    { name: 'bar', head: t('sales.share'), isHeadHidden: true, look: 'wide', render: line => <Bars parts={[{ share: worth(line.won?.totals['madeSales']) / longest, look: 'won' }]} /> },
    { name: 'won', head: t('sales.wonDeals'), look: 'end', render: line => count(line.won, wonOnes, line.filter) },
    { name: 'sum', head: t('sales.madeSales'), look: 'end', render: line => <DealSum totals={line.won?.totals['madeSales']} /> },
    { name: 'lost', head: t('sales.lostDeals'), look: 'end', render: line => count(line.lost, lostOnes, line.filter) },
    {
      name: 'rate',
      head: t('sales.rate'),
      look: 'end',
      render: line => {
        const rate = rateOf(line.won?.count ?? 0, line.lost?.count ?? 0)
        return rate === undefined ? <span className={css.soft}>–</span> : t('sales.percent', { value: Math.round(rate * 100) })
      },
    },
  ]
  return (
    <Block icon={icon} title={t('sales.by.title')} actions={<Segments label={t('sales.by.title')} value={place} options={PLACES.map(value => ({ value, word: t(`sales.by.${value.replace('.', '_')}`) }))} onChoose={setPlace} />}>
      {failed && !won.groups ? <Failed error={failed.error} onRetry={failed.retry} /> : null}
      {won.groups && lost.groups && lines.length === 0 ? <p className={css.note}>{t('sales.by.none')}</p> : <Table label={head} columns={columns} rows={sized} keyOf={({ key }) => key} />}
    </Block>
  )
}

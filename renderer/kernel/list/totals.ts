import type { TotalKind } from '../../../shared/kernel/view/view.ts'
import { formatMoney, formatNumber } from '../text/format.ts'
import type { Speech } from './speech.ts'

/** What a field adds up to; money in one currency, in minor units. */
export interface Total {
  readonly sum: number
  /** How many records have a value there. */
  readonly count: number
  readonly currency?: string | undefined
}

/** What stands for totals in words, money currency by currency; sums are said as they are. */
export const totalParts = (kind: TotalKind = 'sum', totals: readonly Total[], { t, language }: Pick<Speech, 't' | 'language'>): string[] => {
  const shown = (value: number, currency: string | undefined): string =>
    currency ? formatMoney({ amount: Math.round(value), currency }, language) : formatNumber(Math.round(value * 100) / 100, language)
  switch (kind) {
    case 'sum':
      return totals.map(({ sum, currency }) => shown(sum, currency))
    case 'average':
      return totals.filter(({ count }) => count > 0).map(({ sum, count, currency }) => t('views.average', { value: shown(sum / count, currency) }))
    case 'count': {
      const count = totals.reduce((all, one) => all + one.count, 0)
      return [t('views.filled', { count, number: formatNumber(count, language) })]
    }
    case 'none':
      return []
  }
}

import type { Money } from '../../../shared/kernel/entity/fields.ts'
import type { Total } from '../../kernel/list/totals.ts'

/** Totals of several groups as one, currency by currency. */
export const together = (...of: readonly (readonly Total[] | undefined)[]): Total[] => {
  const byCurrency = new Map<string | undefined, Total>()
  for (const { sum, count, currency } of of.flatMap(totals => totals ?? [])) {
    const known = byCurrency.get(currency)
    byCurrency.set(currency, { sum: (known?.sum ?? 0) + sum, count: (known?.count ?? 0) + count, ...(currency === undefined ? {} : { currency }) })
  }
  return [...byCurrency.values()]
}

export const moneyOf = (totals: readonly Total[] = []): Money[] => totals.flatMap(({ sum, currency }) => (currency === undefined ? [] : [{ amount: sum, currency }]))

/** How often something went well, from 0 to 1; undefined where it was never tried. */
export const rateOf = (well: number, badly: number): number | undefined => (well + badly === 0 ? undefined : well / (well + badly))

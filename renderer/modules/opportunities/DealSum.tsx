import type { Total } from '../../kernel/list/totals.ts'
import { formatMoney } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { MixedSum } from '../../kernel/ui/MixedSum.tsx'
import { moneyOf } from './sums.ts'
import css from './opportunities.module.css'

/** What amounts add up to, at the rates of today where they are of several currencies. */
export const DealSum = ({ totals }: { readonly totals: readonly Total[] | undefined }) => {
  const language = useLanguage()
  const sums = moneyOf(totals)
  if (sums.length > 1) return <MixedSum sums={sums} />
  return sums[0] ? formatMoney(sums[0], language) : <span className={css.soft}>–</span>
}

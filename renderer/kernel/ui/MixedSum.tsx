import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Money } from '../../../shared/kernel/entity/fields.ts'
import { sumIn } from '../../../shared/kernel/money/rates.ts'
import { useCurrencies, useRates } from '../state/money.ts'
import { formatDay, formatMoney, formatNumber, thisDay } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'

/** What amounts of several currencies add up to at the rates of today; where one has no rate, the amounts and which it is. */
export const MixedSum = ({ sums }: { readonly sums: readonly Money[] }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { base } = useCurrencies()
  const { missing, used, ...sum } = sumIn(sums, base, useRates(), thisDay())
  const amounts = sums.map(each => formatMoney(each, language)).join(' + ')
  if (missing.length > 0) {
    const said = t('currencies.missing', { codes: missing.join(', '), count: missing.length })
    return (
      <span title={`${amounts}\n${said}`}>
        <TriangleAlert size={14} aria-hidden="true" /> {amounts} <span className="visually-hidden">{said}</span>
      </span>
    )
  }
  const rates = used.map(({ from, rate, on }) => t('currencies.usedRate', { from, to: base, rate: formatNumber(Number(rate.toPrecision(6)), language), on: formatDay(on, language) }))
  return <span title={[amounts, ...rates].join('\n')}>{t('currencies.together', { sum: formatMoney(sum, language) })}</span>
}

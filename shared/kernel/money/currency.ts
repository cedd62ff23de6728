/** ISO 4217 currencies whose minor unit is not a hundredth, by number of decimals. */
const DECIMALS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3]),
  ...'CLF UYW'.split(' ').map(code => [code, 4]),
])

/** How many decimals an amount of the currency has: 2 for EUR, 0 for JPY, 3 for TND. */
export const currencyDecimals = (currency: string): number => DECIMALS[currency] ?? 2

const WRITTEN: Readonly<Record<string, string>> = {
  '€': 'EUR', euro: 'EUR', euros: 'EUR', $: 'USD', us$: 'USD', $us: 'USD', '£': 'GBP', '¥': 'JPY', '₽': 'RUB', '₹': 'INR', zł: 'PLN', fcfa: 'XOF', sfr: 'CHF',
}
const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** The ISO 4217 code of a currency as people write it: `€`, `euros`, `eur`; undefined for anything else. */
export const currencyOf = (written: string): string | undefined => {
  const code = written.toUpperCase()
  return WRITTEN[written.toLowerCase()] ?? (CODES.has(code) ? code : undefined)
}

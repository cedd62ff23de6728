import type { Money } from '../entity/fields.ts'
import { type DecimalMark, readNumber, toNumber, toUnits } from '../text/parse-number.ts'
import { currencyDecimals, currencyOf } from './currency.ts'

/** A number as people write it, a `%` dropped; NaN when it is none. */
export const readPlainNumber = (text: string, mark?: DecimalMark): number => {
  const written = readNumber(text, mark)
  return written && (written.unit === '' || written.unit === '%') ? toNumber(written) : Number.NaN
}

/** An amount as people write it, also `12 k€`; one that names no currency is in the one given. */
export const readMoney = (text: string, mark?: DecimalMark, usual = 'EUR'): Money | 'NOT_A_NUMBER' | 'CURRENCY_INVALID' => {
  const written = readNumber(text, mark)
  if (!written) return 'NOT_A_NUMBER'
  const thousands = /^([kKM])\s*(.*)$/.exec(written.unit)
  const [power, unit] = thousands && !currencyOf(written.unit) ? [thousands[1] === 'M' ? 6 : 3, thousands[2]!] : [0, written.unit]
  const currency = unit ? currencyOf(unit) : usual
  if (!currency) return 'CURRENCY_INVALID'
  const amount = toUnits({ ...written, scale: written.scale - power }, currencyDecimals(currency))
  return Number.isNaN(amount) ? 'NOT_A_NUMBER' : { amount, currency }
}

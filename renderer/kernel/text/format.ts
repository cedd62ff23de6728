import type { DecimalMark } from '../../../shared/kernel/text/parse-number.ts'
import type { Language } from './i18n.ts'

export { addressLines, decimalsOf, formatBytes, formatDay, formatInstant, formatMoney, formatMonth, formatNumber } from '../../../shared/kernel/text/format.ts'

const two = (number: number): string => String(number).padStart(2, '0')

/** The day it is on this machine, `2026-11-20`. */
export const thisDay = (now = new Date()): string => `${String(now.getFullYear()).padStart(4, '0')}-${two(now.getMonth() + 1)}-${two(now.getDate())}`

/** The wall-clock time of an instant on this machine, as an input writes it. */
export const localTime = (at: string): string => {
  const date = new Date(at)
  return `${thisDay(date)}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** What stands before the decimals of a number, where its own shape does not tell. */
export const decimalMark = (language: Language): DecimalMark => (language === 'fr' ? 'comma' : 'point')

/**
 * Reads an amount (`1 284,50`, `1.284,50`, `1,284.50`, `12`) into minor units; undefined when it is none. Of two kinds of mark
 * the last one stands before the decimals; alone, that of the language does too, and the other unless exactly three digits follow it.
 */
export const parseAmount = (text: string, decimals: number, language: Language): number | undefined => {
  const plain = text.replace(/[\s\u00a0\u202f'’€$£]/g, '')
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(plain)) return undefined
  const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'))
  const mark = plain[last]
  const once = last >= 0 && plain.indexOf(mark!) === last
  const other = mark === ',' ? '.' : ','
  const isDecimal = last >= 0 && once && (plain.includes(other) || mark === (language === 'fr' ? ',' : '.') || plain.length - last - 1 !== 3)
  const whole = (isDecimal ? plain.slice(0, last) : plain).replace(/[.,]/g, '')
  const fraction = isDecimal ? plain.slice(last + 1) : ''
  if (!/^[+-]?\d*$/.test(whole) || !/^\d*$/.test(fraction) || fraction.length > decimals) return undefined
  const amount = Number(`${whole}${fraction.padEnd(decimals, '0')}`)
  return Number.isSafeInteger(amount) ? amount : undefined
}

/** A number as it stands in an input: `1284,5` in French, `1284.5` in English. */
export const numberText = (value: number, language: Language): string => (language === 'fr' ? String(value).replace('.', ',') : String(value))

/** An amount as it stands in an input: `1284,50` in French, `1284.50` in English. */
export const amountText = (amount: number, decimals: number, language: Language): string => {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const fraction = digits.slice(digits.length - decimals)
  const whole = digits.slice(0, digits.length - decimals)
  return `${amount < 0 ? '-' : ''}${whole}${decimals ? (language === 'fr' ? ',' : '.') + fraction : ''}`
}

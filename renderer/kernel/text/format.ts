import type { Address, Money } from '../../../shared/kernel/entity/fields.ts'
import type { Language } from './i18n.ts'

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>()
/** Intl objects are dear to make: a list would make thousands. */
const keep = <F extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => F): F => {
  const found = kept.get(key)
  if (found) return found as F
  const made = make()
  kept.set(key, made)
  return made
}

export const formatNumber = (value: number, language: Language): string =>
  keep(`n ${language}`, () => new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 10 })).format(value)

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `12 ko`, `3,4 Mo`. */
export const formatBytes = (bytes: number, language: Language): string => {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const unit = UNITS[step]!
  const digits = step > 1 ? 1 : 0
  return keep(`b ${language} ${unit}`, () => new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: digits })).format(bytes / 1_000 ** step)
}

const moneyFormat = (currency: string, language: Language): Intl.NumberFormat =>
  keep(`m ${language} ${currency}`, () => new Intl.NumberFormat(LOCALES[language], { style: 'currency', currency }))

/** Decimals of a currency: 2 for the euro, none for the yen. */
export const decimalsOf = (currency: string): number => moneyFormat(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2

export const formatMoney = ({ amount, currency }: Money, language: Language): string =>
  moneyFormat(currency, language).format(amount / 10 ** decimalsOf(currency))

/** `20 novembre 2026`, the year left out when it is `thisYear`. */
export const formatDay = (day: string, language: Language, thisYear?: number): string => {
  const year = Number(day.slice(0, 4))
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC', ...(year === thisYear ? {} : { year: 'numeric' }) }
  return keep(`d ${language} ${year === thisYear}`, () => new Intl.DateTimeFormat(LOCALES[language], options)).format(new Date(`${day}T00:00:00Z`))
}

/** `mars 2026`, of `2026-03`. */
export const formatMonth = (month: string, language: Language): string =>
  keep(`o ${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { month: 'long', year: 'numeric', timeZone: 'UTC' })).format(new Date(`${month}-01T00:00:00Z`))

/** The day it is on this machine, `2026-11-20`. */
export const thisDay = (now = new Date()): string => `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`

/** `20 nov. 2026, 14:30` in the zone of this machine. */
export const formatInstant = (at: string, language: Language): string =>
  keep(`i ${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' })).format(new Date(at))

/** The lines of a postal address, as they are written on an envelope. */
export const addressLines = (address: Address): string[] =>
  [address.poBox, address.extended, address.street, [address.postcode, address.city].filter(Boolean).join(' '), address.region, address.country].filter(
    (line): line is string => Boolean(line),
  )

/**
 * Reads an amount as people of Europe write it (`1 284,50`, `1.284,50`, `1,284.50`, `12`) into minor units;
 * undefined when it is none. Of two kinds of mark the last one stands before the decimals; alone, a comma does too, and a
 * dot unless exactly three digits follow it.
 */
export const parseAmount = (text: string, decimals: number): number | undefined => {
  const plain = text.replace(/[\s\u00a0\u202f'’€$£]/g, '')
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(plain)) return undefined
  const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'))
  const mark = plain[last]
  const once = last >= 0 && plain.indexOf(mark!) === last
  const other = mark === ',' ? '.' : ','
  const isDecimal = last >= 0 && once && (plain.includes(other) || mark === ',' || plain.length - last - 1 !== 3)
  const whole = (isDecimal ? plain.slice(0, last) : plain).replace(/[.,]/g, '')
  const fraction = isDecimal ? plain.slice(last + 1) : ''
  if (!/^[+-]?\d*$/.test(whole) || !/^\d*$/.test(fraction) || fraction.length > decimals) return undefined
  const amount = Number(`${whole}${fraction.padEnd(decimals, '0')}`)
  return Number.isSafeInteger(amount) ? amount : undefined
}

/** An amount as it stands in an input: `1284,50` in French, `1284.50` in English. */
export const amountText = (amount: number, decimals: number, language: Language): string => {
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const fraction = digits.slice(digits.length - decimals)
  const whole = digits.slice(0, digits.length - decimals)
  return `${amount < 0 ? '-' : ''}${whole}${decimals ? (language === 'fr' ? ',' : '.') + fraction : ''}`
}

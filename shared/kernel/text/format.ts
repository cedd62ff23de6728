import type { Address, Money } from '../entity/fields.ts'
import type { Language } from '../rpc/schemas.ts'

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()
/** Intl objects are dear to make: a list would make thousands. */
const keep = <F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F => {
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

/** `20 nov. 2026, 14:30` in the zone of this machine. */
export const formatInstant = (at: string, language: Language): string =>
  keep(`i ${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' })).format(new Date(at))

/** The lines of a postal address, as they are written on an envelope. */
export const addressLines = (address: Address): string[] =>
  [address.poBox, address.extended, address.street, [address.postcode, address.city].filter(Boolean).join(' '), address.region, address.country].filter(
    (line): line is string => Boolean(line),
  )

/** `20 novembre 2026`. */
export const formatLongDay = (day: string, language: Language): string =>
  keep(`l ${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })).format(new Date(`${day}T00:00:00Z`))

/** `vendredi`. */
export const formatWeekday = (day: string, language: Language): string =>
  keep(`w ${language}`, () => new Intl.DateTimeFormat(LOCALES[language], { weekday: 'long', timeZone: 'UTC' })).format(new Date(`${day}T00:00:00Z`))

/** The time of day of an instant in a zone: `14 h 30`, `2:30 pm`. */
export const formatTime = (at: string, zone: string, language: Language): string => {
  const format = keep(`t ${language} ${zone}`, () => new Intl.DateTimeFormat(LOCALES[language], { hour: 'numeric', minute: '2-digit', hour12: language === 'en', timeZone: zone }))
  return language === 'en' ? format.format(new Date(at)) : format.format(new Date(at)).replace(/^0?(\d+):/, '$1\u00a0h\u00a0')
}

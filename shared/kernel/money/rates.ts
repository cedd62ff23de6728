import type { Money } from '../entity/fields.ts'
import { currencyDecimals } from './currency.ts'

/** From a day on, one unit of a currency is worth so many of another. */
export interface Rate {
  readonly from: string
  readonly to: string
  /** `2026-11-20`. */
  readonly on: string
  readonly rate: number
}

/** What somebody said of a currency. */
export interface CurrencyChoice {
  readonly code?: string
  readonly isActive?: boolean
  readonly isDefault?: boolean
}

export interface Currencies {
  /** In which new amounts are, and into which others are converted. */
  readonly base: string
  /** Those that amounts may be in, the base first. */
  readonly active: readonly string[]
}

/** The currency of an installation that never chose one. */
export const USUAL_CURRENCY = 'EUR'

/** Of several choices of a base the last counts; it is always active. */
export const currenciesOf = (choices: readonly CurrencyChoice[]): Currencies => {
  const base = choices.findLast(({ isDefault, code }) => isDefault && code)?.code ?? USUAL_CURRENCY
  const isActive = new Map(choices.map(choice => [choice.code ?? '', choice.isActive === true]))
  const others = [...new Set([USUAL_CURRENCY, ...isActive.keys()])].filter(code => code && code !== base && (isActive.get(code) ?? code === USUAL_CURRENCY))
  return { base, active: [base, ...others.sort()] }
}

/** The rate that holds on a day between two currencies, given either way round; undefined where there is none yet. */
export const rateOn = (rates: readonly Rate[], from: string, to: string, day: string): { readonly rate: number; readonly on: string } | undefined => {
  if (from === to) return { rate: 1, on: day }
  let best: { rate: number; on: string } | undefined
  for (const each of rates) {
    const isDirect = each.from === from && each.to === to
    if ((!isDirect && !(each.from === to && each.to === from)) || each.on > day || !(each.rate > 0)) continue
    if (!best || each.on > best.on || (each.on === best.on && isDirect)) best = { rate: isDirect ? each.rate : 1 / each.rate, on: each.on }
  }
  return best
}

/** An amount in another currency, to its minor unit; half a unit goes away from zero. */
export const convert = ({ amount, currency }: Money, to: string, rate: number): Money => {
  const exact = amount * rate * 10 ** (currencyDecimals(to) - currencyDecimals(currency))
  return { amount: Math.sign(exact) * Math.round(Math.abs(exact)), currency: to }
}

export interface MixedSum extends Money {
  /** The rates that were used. */
  readonly used: readonly Rate[]
  /** Currencies without a rate on that day; what is in them is not in the sum. */
  readonly missing: readonly string[]
}

/** Sums of several currencies in one, at the rates of a day. */
export const sumIn = (sums: readonly Money[], to: string, rates: readonly Rate[], day: string): MixedSum => {
  let amount = 0
  const used: Rate[] = []
  const missing: string[] = []
  for (const sum of sums) {
    const found = rateOn(rates, sum.currency, to, day)
    if (!found) missing.push(sum.currency)
    else {
      amount += convert(sum, to, found.rate).amount
      if (sum.currency !== to) used.push({ from: sum.currency, to, ...found })
    }
  }
  return { amount, currency: to, used, missing }
}

/** Which sign stands before the decimals where a number alone does not tell: `1,234` is 1.234 or 1234. */
export type DecimalMark = 'comma' | 'point'

/** A number exactly as written: `digits` × 10^-`scale`, and what stood beside it (`€`, `%`, `k€`). */
export interface WrittenNumber {
  readonly negative: boolean
  readonly digits: string
  readonly scale: number
  readonly unit: string
}

interface Shape {
  readonly whole: string
  readonly decimals: string
  /** The mark of its decimals; absent when it has none or its shape does not tell. */
  readonly mark?: DecimalMark
  /** One mark before exactly three digits: a thousand or three decimals. */
  readonly ambiguous?: '.' | ','
}

const SIGN = '[-+−–]'
const NUMBER = new RegExp(`^(${SIGN}?)\\s*([^\\d.,()+−–\\s-]{0,8})\\s*(${SIGN}?)\\s*(\\d[\\d.,'’\\s]*|[.,]\\d+)(?:[eE]([-+]?\\d{1,3}))?\\s*([^\\d.,()+−–-]{0,12})([-−–]?)$`)
const GROUPED = /^\d{1,3}(?:[\s'’]\d{3})+$/
const markOf = (sign: string): DecimalMark => (sign === ',' ? 'comma' : 'point')

const grouped = (text: string, sign: string): string | undefined => {
  const groups = text.split(sign)
  return groups.every((group, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group)) ? groups.join('') : undefined
}

const shapeOf = (body: string): Shape | undefined => {
  const first = body.search(/[.,]/)
  const before = first < 0 ? body : body.slice(0, first)
  const spaced = /[\s'’]/.test(body)
  if (spaced && !GROUPED.test(before)) return undefined
  const whole = before.replace(/[\s'’]/g, '')
  if (first < 0) return { whole, decimals: '' }
  const sign = body[first]!
  const after = body.slice(first + 1)
  if (/^\d*$/.test(after)) {
    const ambiguous = !spaced && after.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
    return ambiguous ? { whole, decimals: after, ambiguous: sign as '.' | ',' } : { whole, decimals: after, mark: markOf(sign) }
  }
  if (spaced) return undefined
  const other = sign === ',' ? '.' : ','
  const last = body.lastIndexOf(other)
  const joined = grouped(last < 0 ? body : body.slice(0, last), sign)
  const decimals = last < 0 ? '' : body.slice(last + 1)
  if (joined === undefined || !/^\d*$/.test(decimals)) return undefined
  return { whole: joined, decimals, mark: markOf(other) }
}

/**
 * Reads `1 234,56`, `1.234,56 €`, `(12,50)`, `12-`, `1'234.50 CHF`; undefined for anything else. `mark` decides only
 * where the number's own shape does not.
 */
export const readNumber = (text: string, mark: DecimalMark = 'comma'): WrittenNumber | undefined => {
  const trimmed = text.trim()
  const parens = /^\((.*)\)$/s.exec(trimmed)
  const match = NUMBER.exec(parens ? parens[1]!.trim() : trimmed)
  if (!match) return undefined
  const [, sign, unitBefore, innerSign, body, exponent, unitAfter, trailing] = match as unknown as string[]
  const signs = [sign, innerSign, trailing].filter(Boolean)
  const unit = unitAfter!.trim()
  if (signs.length > 1 || (parens && signs.length) || (unitBefore && unit)) return undefined
  const shape = shapeOf(body!.trim())
  if (!shape) return undefined
  const isGrouping = shape.ambiguous !== undefined && markOf(shape.ambiguous) !== mark
  const decimals = isGrouping ? '' : shape.decimals
  const whole = isGrouping ? shape.whole + shape.decimals : shape.whole
  return {
    negative: Boolean(parens) || (signs.length === 1 && signs[0] !== '+'),
    digits: (whole + decimals).replace(/^0+(?=\d)/, ''),
    scale: decimals.length - Number(exponent ?? 0),
    unit: unitBefore || unit,
  }
}

export const toNumber = ({ negative, digits, scale }: WrittenNumber): number => Number(`${negative ? '-' : ''}${digits}e${-scale}`)

/** The number in units of 10^-`decimals`, rounded half away from zero in decimal arithmetic; NaN beyond safe integers. */
export const toUnits = ({ negative, digits, scale }: WrittenNumber, decimals: number): number => {
  const shift = decimals - scale
  if (digits.length + shift > 17) return /^0*$/.test(digits) ? 0 : Number.NaN
  const padded = digits.padStart(1 - shift, '0')
  const kept = shift >= 0 ? digits + '0'.repeat(shift) : padded.slice(0, shift)
  const units = Number(kept) + (shift < 0 && padded.at(shift)! >= '5' ? 1 : 0)
  if (!Number.isSafeInteger(units)) return Number.NaN
  return negative && units !== 0 ? -units : units
}

/** The mark that the numbers of a column prove; `fallback` when none proves any. */
export const detectDecimalMark = (samples: Iterable<string>, fallback: DecimalMark = 'comma'): DecimalMark => {
  const votes = { comma: 0, point: 0 }
  for (const sample of samples) {
    const body = NUMBER.exec(sample.trim().replace(/^\((.*)\)$/s, '$1'))?.[4]?.trim()
    const mark = body === undefined ? undefined : shapeOf(body)?.mark
    if (mark) votes[mark]++
  }
  return votes.comma === votes.point ? fallback : votes.comma > votes.point ? 'comma' : 'point'
}

/** Writes decimal digits (`-1234.5`, `1e-7`) with the mark asked for, never so that they could be read as thousands. */
export const writeDecimal = (decimal: string, mark: DecimalMark): string => {
  const safe = decimal.replace(/^(-?[1-9]\d{0,2}\.\d{3})(?!\d)/, '$10')
  return mark === 'comma' ? safe.replace('.', ',') : safe
}

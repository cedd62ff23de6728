import { fold } from './fold.ts'

/** How a column writes `03/04/2026`; `serial`: it holds only spreadsheet day numbers (1 is 1 January 1900). */
export type DateOrder = 'dmy' | 'mdy' | 'serial'

/** A day (`2026-11-20`) and, when given, the time of day and how far it is from UTC. */
export interface WrittenDate {
  readonly day: string
  /** `13:30:00.000`. */
  readonly time?: string
  /** Minutes ahead of UTC. */
  readonly offset?: number
  /** IANA zone. */
  readonly zone?: string
}

const MONTHS = [
  ['janvier', 'january'], ['fevrier', 'february'], ['mars', 'march'], ['avril', 'april'], ['mai', 'may'], ['juin', 'june'],
  ['juillet', 'july'], ['aout', 'august'], ['septembre', 'september'], ['octobre', 'october'], ['novembre', 'november'], ['decembre', 'december'],
]
const WEEKDAY = '(?:(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\\s+)?'
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/
const NUMERIC = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?!\d)/
const DAY_FIRST = new RegExp(`^${WEEKDAY}(\\d{1,2})(?:er|st|nd|rd|th)?[\\s.-]*([a-z]{3,9})[.]?[\\s,-]*(\\d{4}|\\d{2})(?!\\d)`)
const MONTH_FIRST = new RegExp(`^${WEEKDAY}([a-z]{3,9})[.]?[\\s-]*(\\d{1,2})(?:st|nd|rd|th)?[\\s,-]+(\\d{4}|\\d{2})(?!\\d)`)
const TIME = /^(?:T|,?\s+(?:[aà]\s+)?)(\d{1,2})(?:[:h](\d{2})?|(?=\s*[ap]m))(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?\s*(?:\[([\w/+-]+)\])?$/i
const NO_DATE = /^(?:0000-00-00|00\/00\/0000)(?:[T ]00:00(?::00)?)?$/
const SERIAL = /^\d{5}(?:[.,]\d+)?$/

const monthOf = (word: string): number | undefined => {
  const found = MONTHS.flatMap((names, i) => (names.some(name => name.startsWith(word)) ? [i + 1] : []))
  return found.length === 1 ? found[0] : undefined
}

/** Years of two digits as spreadsheets read them: 00 to 29 are of this century, 30 to 99 of the last. */
const fullYear = (year: string): number => (year.length > 2 ? Number(year) : Number(year) < 30 ? 2000 + Number(year) : 1900 + Number(year))

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const dayOf = (year: number, month: number, day: number): string | undefined => {
  if (month < 1 || month > 12 || day < 1 || day > LENGTHS[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0)) return undefined
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const readDay = (text: string, order: DateOrder): { day: string | undefined; rest: string } | undefined => {
  let m = ISO.exec(text)
  if (m) return { day: dayOf(Number(m[1]), Number(m[2]), Number(m[3])), rest: text.slice(m[0].length) }
  m = NUMERIC.exec(text)
  if (m) {
    const [day, month] = order === 'mdy' ? [m[3], m[1]] : [m[1], m[3]]
    return { day: dayOf(fullYear(m[4]!), Number(month), Number(day)), rest: text.slice(m[0].length) }
  }
  m = COMPACT.exec(text)
  if (m) return { day: dayOf(Number(m[1]), Number(m[2]), Number(m[3])), rest: text.slice(m[0].length) }
  const plain = fold(text)
  m = DAY_FIRST.exec(plain)
  const dayFirst = m && monthOf(m[2]!)
  if (m && dayFirst) return { day: dayOf(fullYear(m[3]!), dayFirst, Number(m[1])), rest: plain.slice(m[0].length) }
  m = MONTH_FIRST.exec(plain)
  const monthFirst = m && monthOf(m[1]!)
  return m && monthFirst ? { day: dayOf(fullYear(m[3]!), monthFirst, Number(m[2])), rest: plain.slice(m[0].length) } : undefined
}

const readTime = (text: string): Omit<WrittenDate, 'day'> | undefined => {
  const m = TIME.exec(text)
  if (!m) return undefined
  const [, hours, minutes = '00', seconds = '00', fraction = '', half, offset, zone] = m
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half && (Number(hours) > 12 || hours === '0'))) return undefined
  const time = `${String(hour).padStart(2, '0')}:${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`
  if (!offset) return zone ? { time, zone } : { time }
  const [sign, h, min] = /^[+-]/.test(offset) ? [offset[0] === '-' ? -1 : 1, Number(offset.slice(1, 3)), Number(offset.slice(-2))] : [1, 0, 0]
  const ahead = { time, offset: sign * (h * 60 + min) }
  return zone ? { ...ahead, zone } : ahead
}

const fromSerial = (text: string): WrittenDate => {
  const at = new Date(Math.round((Number(text.replace(',', '.')) - 25_569) * 86_400) * 1_000).toISOString()
  return { day: at.slice(0, 10), time: at.slice(11, 23) }
}

/**
 * Reads a day, with or without a time, in French or English: `20/11/2026`, `20 nov. 26`, `Nov 20, 2026`, ISO 8601;
 * null for a database's way to say none (`0000-00-00`), undefined for a day that does not exist or no day at all.
 */
export const readDate = (text: string, order: DateOrder = 'dmy'): WrittenDate | null | undefined => {
  const trimmed = text.trim()
  if (NO_DATE.test(trimmed)) return null
  if (order === 'serial' && SERIAL.test(trimmed)) return fromSerial(trimmed)
  const found = readDay(trimmed, order)
  if (!found?.day) return undefined
  if (found.rest.trim() === '') return { day: found.day }
  const time = readTime(found.rest)
  return time && { day: found.day, ...time }
}

/** How a column writes its dates, as far as its samples prove it; day first when they do not. */
export const detectDateOrder = (samples: Iterable<string>): DateOrder => {
  let [filled, serials, dayFirst, monthFirst] = [0, 0, 0, 0]
  for (const sample of samples) {
    const text = sample.trim()
    if (!text) continue
    filled++
    if (SERIAL.test(text)) serials++
    const m = NUMERIC.exec(text)
    if (m && Number(m[1]) > 12) dayFirst++
    else if (m && Number(m[3]) > 12) monthFirst++
  }
  if (filled > 0 && serials === filled) return 'serial'
  return monthFirst > 0 && dayFirst === 0 ? 'mdy' : 'dmy'
}

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (zone: string): Intl.DateTimeFormat => {
  let format = formats.get(zone)
  if (!format) {
    const two = '2-digit' as const
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', year: 'numeric', month: two, day: two, hour: two, minute: two, second: two })
    formats.set(zone, format)
  }
  return format
}

/** Whether the zone is one that this machine knows. */
export const isZone = (zone: string): boolean => {
  try {
    return Boolean(formatOf(zone))
  } catch {
    return false
  }
}

/** How far a zone is ahead of UTC at an instant, in milliseconds. */
export const zoneOffset = (instant: number, zone: string): number => {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(instant).map(part => [part.type, part.value]))
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  const wall = new Date(0)
  wall.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day))
  wall.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second))
  return wall.getTime() - Math.floor(instant / 1_000) * 1_000
}

/** What clocks and calendars show somewhere at an instant. */
export const wallOf = (instant: number, zone: string): { readonly day: string; readonly time: string } => {
  const wall = new Date(instant + zoneOffset(instant, zone)).toISOString()
  return { day: wall.slice(0, 10), time: wall.slice(11, -1) }
}

/** The day that it is somewhere at an instant. */
export const dayIn = (zone: string, instant: number): string => wallOf(instant, zone).day

/** The instant (UTC, ISO 8601) of a wall time in a zone; the first one of an hour that comes twice, later in one skipped. */
export const instantOf = (when: WrittenDate, zone: string): string => {
  const wall = Date.parse(`${when.day}T${when.time ?? '00:00:00.000'}Z`)
  if (when.offset !== undefined) return new Date(wall - when.offset * 60_000).toISOString()
  const day = 86_400_000
  const before = zoneOffset(wall - day, zone)
  const after = zoneOffset(wall + day, zone)
  const at = [wall - before, wall - after].find(instant => instant + zoneOffset(instant, zone) === wall) ?? wall - before
  return new Date(at).toISOString()
}

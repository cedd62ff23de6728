/** Days of the calendar as ISO 8601 writes them (`2026-11-20`); none of them knows a zone. */

const DAYS_OF = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAY_MS = 86_400_000
const two = (number: number): string => String(number).padStart(2, '0')

export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** How many days lie between two days, negative where the second comes first. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)

/** The same day some months later, or the last of that month when it has no such day. */
export const monthsAfter = (day: string, months: number): string => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(0)
  last.setUTCFullYear(year, month + months, 0)
  return `${String(last.getUTCFullYear()).padStart(4, '0')}-${two(last.getUTCMonth() + 1)}-${two(Math.min(date, last.getUTCDate()))}`
}

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => dayAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** Whether a day is of the years that a date has: four figures. */
export const isOfOurYears = (day: string): boolean => /^[1-9]\d{3}-/.test(day)

/** The last of these; an input that knows it goes on after four figures of a year. */
export const LAST_DAY = '9999-12-31'

/** A day that exists: `2026-02-30` does not. */
export const isDate = (value: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const year = Number(value.slice(0, 4))
  const month = Number(value.slice(5, 7))
  const day = Number(value.slice(8))
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (month === 2 && !isLeap ? 28 : (DAYS_OF[month - 1] ?? 0))
}

import type { FieldKind } from '../../kernel/entity/fields.ts'
import { dayAfter } from '../../kernel/date/days.ts'
import { dayIn, instantOf } from '../../kernel/text/parse-date.ts'
import type { Dated, Window } from './workflow.ts'

const HOUR_MS = 3_600_000
/** When in the day something is due of which nobody said it. */
const USUAL_TIME = '09:00'

const startOf = (day: string, zone: string): number => Date.parse(instantOf({ day }, zone))
const atTime = (day: string, time: string, zone: string): number => Date.parse(instantOf({ day, time: `${time}:00.000` }, zone))

/** A date as a record keeps it: a day, or an instant in milliseconds. */
export type Kept = string | number

/** When a workflow is due for a date, in milliseconds. */
export const dueAt = ({ after, unit, at = USUAL_TIME }: Dated, kept: Kept, zone: string): number => {
  if (unit === 'hour') return (typeof kept === 'number' ? kept : startOf(kept, zone)) + after * HOUR_MS
  return atTime(dayAfter(typeof kept === 'number' ? dayIn(zone, kept) : kept, after), at, zone)
}

/** The first date for which it is not due yet at an instant: all that lies before has come due. */
export const dueBefore = ({ after, unit, at = USUAL_TIME }: Dated, now: number, zone: string, kind: 'day' | 'instant'): Kept => {
  if (unit === 'hour') {
    const last = now - after * HOUR_MS
    if (kind === 'instant') return last + 1
    const day = dayIn(zone, last)
    return startOf(day, zone) <= last ? dayAfter(day, 1) : day
  }
  const today = dayIn(zone, now)
  const first = dayAfter(today, (atTime(today, at, zone) <= now ? 1 : 0) - after)
  return kind === 'instant' ? startOf(first, zone) : first
}

export const dateKind = (kind: FieldKind): 'day' | 'instant' | undefined => (kind === 'date' ? 'day' : kind === 'dateTime' ? 'instant' : undefined)

/** The first moment from an instant on at which a window is open. */
export const openFrom = (window: Window | undefined, instant: number, zone: string): number => {
  if (!window || window.days.length === 0 || window.from >= window.to) return instant
  const today = dayIn(zone, instant)
  for (let days = 0; ; days++) {
    const day = dayAfter(today, days)
    if (!window.days.includes(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)) continue
    const from = atTime(day, window.from, zone)
    if (instant < atTime(day, window.to, zone)) return Math.max(instant, from)
  }
}

/** The next moment after an instant at which a workflow of days may have something to do: its time of the day, when its window is open. */
export const nextLook = (trigger: Dated, window: Window | undefined, instant: number, zone: string): number => {
  const { at = USUAL_TIME } = trigger
  const today = dayIn(zone, instant)
  const next = atTime(today, at, zone)
  return openFrom(window, next > instant ? next : atTime(dayAfter(today, 1), at, zone), zone)
}

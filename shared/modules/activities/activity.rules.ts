import type { ZonedDateTime } from '../../kernel/entity/fields.ts'
import type { RecordRule } from '../../kernel/entity/record-rule.ts'
import { dayAfter, daysBetween } from '../../kernel/date/days.ts'
import { dayIn, instantOf, isZone, wallOf } from '../../kernel/text/parse-date.ts'

/** The states of an activity that lies before those concerned. */
export const OPEN_STATUSES = ['planned', 'inProgress']

const zoneOf = (zone: string): string => (isZone(zone) ? zone : 'UTC')

/** When an activity that is marked as done took place: at its time where that is over, else now. */
const doneAt = ({ start, end }: { readonly start?: ZonedDateTime; readonly end?: ZonedDateTime }, now: ZonedDateTime): ZonedDateTime =>
  [end, start].find(time => time && time.at <= now.at) ?? now

/**
 * An activity has a status; done, it tells since when, and only then. Its day is that of its beginning, and whoever moves the day
 * alone moves the times with it.
 */
export const activityRule: RecordRule = (data, { previous, now }) => {
  const { doneOn, ...rest } = data
  const kept: Record<string, unknown> = { ...rest, status: data['status'] ?? 'planned' }
  const start = data['start'] as ZonedDateTime | undefined
  if (start) {
    const zone = zoneOf(start.zone)
    const day = dayIn(zone, Date.parse(start.at))
    const before = previous?.['start'] as ZonedDateTime | undefined
    const isDayMoved = typeof data['day'] === 'string' && data['day'] !== day && previous?.['day'] !== data['day'] && before?.at === start.at
    if (isDayMoved) Object.assign(kept, movedTimes(data, daysBetween(day, data['day'] as string)))
    else kept['day'] = day
  }
  if (kept['status'] === 'done') kept['doneOn'] = doneOn ?? doneAt(kept, now)
  return kept
}

/** At the same time of other days, also where the clocks have changed in between. */
const movedTimes = (data: Readonly<Record<string, unknown>>, days: number): Record<string, ZonedDateTime> =>
  Object.fromEntries(
    ['start', 'end'].flatMap(name => {
      const time = data[name] as ZonedDateTime | undefined
      if (!time) return []
      const zone = zoneOf(time.zone)
      const { day, time: wall } = wallOf(Date.parse(time.at), zone)
      return [[name, { ...time, at: instantOf({ day: dayAfter(day, days), time: wall }, zone) }]]
    }),
  )

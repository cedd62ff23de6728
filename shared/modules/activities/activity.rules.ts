import type { ZonedDateTime } from '../../kernel/entity/fields.ts'
import type { RecordRule } from '../../kernel/entity/record-rule.ts'
import { dayIn, isZone } from '../../kernel/text/parse-date.ts'

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
    if (isDayMoved) Object.assign(kept, movedTimes(data, Date.parse(`${data['day'] as string}T00:00Z`) - Date.parse(`${day}T00:00Z`)))
    else kept['day'] = day
  }
  if (kept['status'] === 'done') kept['doneOn'] = doneOn ?? doneAt(kept, now)
  return kept
}

const movedTimes = (data: Readonly<Record<string, unknown>>, by: number): Record<string, ZonedDateTime> =>
  Object.fromEntries(
    ['start', 'end'].flatMap(name => {
      const time = data[name] as ZonedDateTime | undefined
      return time ? [[name, { ...time, at: new Date(Date.parse(time.at) + by).toISOString() }]] : []
    }),
  )

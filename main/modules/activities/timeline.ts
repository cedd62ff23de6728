import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { OPEN_STATUSES } from '../../../shared/modules/activities/activity.rules.ts'
import { TIMELINE_SOURCES, type TimelineItem, type TimelineSource, type UpcomingItem } from '../../../shared/modules/activities/timeline-sources.ts'
import { entriesOf, unitsOf } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { keyOf, LIVE } from '../../kernel/store/typed-table.ts'

/** The kinds of relation by which a record takes part in an activity. */
const TAKES_PART = ['participates', 'isSubjectOf']
/** Links by which something is about a record. */
const LINKS = ['contact', 'organisation', 'opportunity', 'activity', 'subject']
const MOST_NEAR = 500
const MOST_UNITS = 200

/** The records whose life is told together: itself, the deals of a person, the people and deals of an organisation. */
const circleOf = (reader: Reader, id: string): string[] => {
  const type = reader.envelope(id)?.type
  if (type === undefined) throw new ExpectedError('NOT_FOUND', { id })
  const linked = (other: string): string[] =>
    other !== type && reader.registry.some(entity => entity.type === other && entity.fields[type]?.to === type)
      ? (reader.db.rows(`select id from ${reader.table(other).table} where st = ${LIVE} and f_${type} = ? order by n desc limit ${MOST_NEAR}`).all(id) as string[][]).map(([each]) => each!)
      : []
  return [id, ...(type === 'organisation' ? linked('contact') : []), ...(type === 'organisation' || type === 'contact' ? linked('opportunity') : [])]
}

interface Place {
  readonly at: string
  readonly source: TimelineSource
  readonly id: string
}

/** Where a page ended; throws ExpectedError BAD_INPUT. */
const placeOf = (after: string | undefined): Place | undefined => {
  if (after === undefined) return undefined
  const [at, source, id, ...rest] = after.split(' ')
  if (!at || !id || rest.length > 0 || !TIMELINE_SOURCES.some(name => name === source)) throw new ExpectedError('BAD_INPUT', { field: 'after' })
  return { at, source: source as TimelineSource, id }
}

const rank = (source: TimelineSource): number => TIMELINE_SOURCES.indexOf(source)

/** Newest first; what happened at the same instant in the order of the sources. */
const compare = (a: Place, b: Place): number => (a.at !== b.at ? (a.at < b.at ? 1 : -1) : rank(a.source) - rank(b.source) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0))

const instant = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`

/** When the records of a source happened, in SQL, and which of them did. */
const SOURCES: Readonly<Record<Exclude<TimelineSource, 'event'>, { readonly at: string; readonly of?: string }>> = {
  activity: { at: `ifnull(case f_status when 'done' then f_doneOn end, ${instant('updated')})`, of: `f_status in ('done', 'cancelled')` },
  note: { at: instant('created') },
  document: { at: instant('created') },
  emailMessage: { at: `ifnull(f_sentOn, ${instant('created')})`, of: `f_state in ('sending', 'sent', 'failed', 'unsure', 'received')` },
  surveyResponse: { at: instant('created') },
}

/** The numbers of the records of a type that are about one of the circle, whose ids are bound as often as answered, `kinds` once more. */
const aboutSql = (reader: Reader, type: string): { text: string; binds: (ids: string) => string[] } => {
  const { fields } = reader.entity(type)
  const names = LINKS.filter(name => fields[name]?.kind === 'relation')
  const parts = names.map(name => `select n from ${type} where st = ${LIVE} and f_${name} in (select value from json_each(?))`)
  if (type !== 'activity') return { text: parts.join(' union '), binds: ids => names.map(() => ids) }
  const takesPart = `select a.n from relation r join activity a on a.id = r.f_object where r.st = ${LIVE} and r.f_subject in (select value from json_each(?)) and r.k_kind in (select value from json_each(?))`
  return { text: [...parts, takesPart].join(' union '), binds: ids => [...names.map(() => ids), ids, JSON.stringify(TAKES_PART.map(kind => keyOf({ kind: 'text' }, kind)))] }
}

const recordsOf = (reader: Reader, source: Exclude<TimelineSource, 'event'>, circle: readonly string[], after: Place | undefined, limit: number): Place[] => {
  if (!reader.registry.some(({ type }) => type === source)) return []
  const { at, of } = SOURCES[source]
  const about = aboutSql(reader, source)
  const isLater = !after ? '' : rank(source) > rank(after.source) ? 'at <= ?' : rank(source) < rank(after.source) ? 'at < ?' : '(at, id) < (?, ?)'
  const found = reader.db.rows(
    `select at, id from (select ${at} at, id from ${source} where n in (${about.text}) and st = ${LIVE}${of ? ` and ${of}` : ''})${isLater && ` where ${isLater}`} order by at desc, id desc limit ${limit}`,
  )
  const place = !after ? [] : rank(source) === rank(after.source) ? [after.at, after.id] : [after.at]
  return (found.all(...about.binds(JSON.stringify(circle)), ...place) as [string, string][]).map(([when, id]) => ({ at: when, id, source }))
}

/** By type, the field whose changes are told. */
const TOLD: Readonly<Record<string, string>> = { contact: 'status', organisation: 'status', opportunity: 'phase', lead: 'status' }

interface Event extends Place {
  readonly record: string
  readonly by: string
  readonly change?: { readonly field: string; readonly from: unknown; readonly to: unknown }
}

const eventsOf = (reader: Reader, circle: readonly string[]): Event[] =>
  circle.flatMap((record): Event[] => {
    const envelope = reader.envelope(record)
    if (!envelope) return []
    const field = TOLD[envelope.type]
    const born: Event = { at: envelope.createdAt, source: 'event', id: `${record}:`, record, by: envelope.createdBy }
    // What was never changed has no history beyond its creation.
    if (!field || envelope.updatedAt === envelope.createdAt) return [born]
    const changes = unitsOf(reader.db, record, MOST_UNITS).flatMap(unit =>
      entriesOf(unit).flatMap(({ id, kind, changes: all = {} }): Event[] => {
        const change = id === record && kind !== 'create' && Object.hasOwn(all, field) ? all[field] : undefined
        return change ? [{ at: unit.at, source: 'event', id: `${record}:${unit.op}`, record, by: unit.by, change: { field, from: change[0], to: change[1] } }] : []
      }),
    )
    return [born, ...changes]
  })

/** What tells of a record of each source. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  activity: ['kind', 'status', 'start', 'end', 'day', 'place', 'result', 'minutes', 'responsible'],
  note: ['text', 'isPinned'],
  document: ['file', 'description'],
  emailMessage: ['direction', 'state', 'subject', 'from', 'to', 'text', 'failure'],
  surveyResponse: ['state', 'survey'],
  opportunity: ['amount', 'phase'],
}
const MOST_TEXT = 600

const shortened = (value: unknown): unknown => (typeof value === 'string' && value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT).toWellFormed()}…` : value)

const tell = (reader: Reader, record: RecordView, target: string): Pick<TimelineItem, 'record' | 'data' | 'about'> => {
  const { id, type, title } = record
  const about = LINKS.flatMap(name => {
    const other = record[name] as { id: string; title: string; type?: string } | undefined
    const to = other && (other.type ?? reader.entity(type).fields[name]?.to)
    return other && to && other.id !== target && other.title ? [{ id: other.id, type: to, title: other.title }] : []
  })
  return { record: { id, type, title }, data: Object.fromEntries((DATA[type] ?? []).flatMap(name => (record[name] === undefined || record[name] === null ? [] : [[name, shortened(record[name])]]))), about }
}

/** What happened with a record and those near it, newest first, a page at a time. */
export const readTimeline = (reader: Reader, { id, only = TIMELINE_SOURCES, after, limit }: { id: string; only?: readonly TimelineSource[] | undefined; after?: string | undefined; limit: number }): { items: TimelineItem[]; next?: string } => {
  const from = placeOf(after)
  const circle = circleOf(reader, id)
  const places = only.flatMap((source): (Place | Event)[] =>
    source === 'event' ? eventsOf(reader, circle).filter(event => !from || compare(from, event) < 0) : recordsOf(reader, source, circle, from, limit + 1),
  )
  const sorted = places.toSorted(compare)
  const items = sorted.slice(0, limit).flatMap((place): TimelineItem[] => {
    const isEvent = 'record' in place
    const record = reader.get(isEvent ? place.record : place.id, isEvent ? undefined : place.source)
    if (!record) return []
    const { at, source, id: key } = place
    return [{ ...tell(reader, record, id), key: `${source} ${key}`, source, at, by: isEvent ? place.by : record.createdBy, ...(isEvent && place.change && { change: place.change }) }]
  })
  const last = sorted[limit - 1]
  return sorted.length > limit && last ? { items, next: `${last.at} ${last.source} ${last.id}` } : { items }
}

const NO_DAY = '9999'

/** The open activities of a record and those near it, the most urgent first. */
export const readUpcoming = (reader: Reader, { id, limit }: { id: string; limit: number }): { items: UpcomingItem[]; count: number } => {
  const about = aboutSql(reader, 'activity')
  const binds = [...about.binds(JSON.stringify(circleOf(reader, id))), JSON.stringify(OPEN_STATUSES)]
  const where = `n in (${about.text}) and st = ${LIVE} and f_status in (select value from json_each(?))`
  const found = reader.db.rows(`select id, f_day from activity where ${where} order by ifnull(f_day, '${NO_DAY}'), f_start, n limit ${limit}`).all(...binds) as [string, string | null][]
  const count = found.length < limit ? found.length : (reader.db.rows(`select count(*) from activity where ${where}`).get(...binds) as number[])[0]!
  const items = found.flatMap(([each, day]): UpcomingItem[] => {
    const record = reader.get(each, 'activity')
    return record ? [{ ...tell(reader, record, id), key: each, source: 'activity', by: record.createdBy, ...(day !== null && { day }) }] : []
  })
  return { items, count }
}

import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { OPEN_STATUSES } from '../../../shared/modules/activities/activity.rules.ts'
import { TIMELINE_SOURCES, type TimelineItem, type TimelineSource, type UpcomingItem } from '../../../shared/modules/activities/timeline-sources.ts'
import { entriesOf, unitsOf } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import { columnName, keyOf, LIVE, sortSql } from '../../kernel/store/typed-table.ts'

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
  /** Tells it from others of its source: the number of a record, or what an event is known by. */
  readonly key: number | string
}

/** Where a page ended; throws ExpectedError BAD_INPUT. */
const placeOf = (after: string | undefined): Place | undefined => {
  if (after === undefined) return undefined
  const [at, source, text, ...rest] = after.split(' ')
  const key = source === 'event' ? text : Number(text)
  if (!at || key === undefined || Number.isNaN(key) || rest.length > 0 || !TIMELINE_SOURCES.some(name => name === source)) throw new ExpectedError('BAD_INPUT', { field: 'after' })
  return { at, source: source as TimelineSource, key }
}

const rank = (source: TimelineSource): number => TIMELINE_SOURCES.indexOf(source)
const descending = (a: number | string, b: number | string): number => (a === b ? 0 : a < b ? 1 : -1)

/** Newest first; what happened at the same instant in the order of the sources. */
const compare = (a: Place, b: Place): number => descending(a.at, b.at) || rank(a.source) - rank(b.source) || descending(a.key, b.key)

const instant = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`

interface Told {
  /** When it happened, in SQL. */
  readonly at?: string
  /** The fields of which the first with a value says when, else its creation does. */
  readonly on?: readonly string[]
  /** Which records did. */
  readonly of?: string
}

/** What of each source is told; of each kind apart, so that an index can say when. */
const SOURCES: Readonly<Record<Exclude<TimelineSource, 'event'>, readonly Told[]>> = {
  activity: [{ at: 'c.f_doneOn', of: `c.f_status = 'done'` }, { at: instant('c.updated'), of: `c.f_status = 'cancelled'` }],
  note: [{}],
  document: [{}],
  emailMessage: [{ on: ['sentOn'], of: `c.f_state in ('sending', 'sent', 'failed', 'unsure', 'received')` }],
  surveyResponse: [{ on: ['answeredOn', 'askedOn'] }],
}

/** Selects what is told of the records of a type that are about one of the circle, each once. */
const aboutSql = (reader: Reader, type: string, select: string, of = '1'): { text: string; binds: (ids: string) => string[] } => {
  const { fields } = reader.entity(type)
  const names = LINKS.filter(name => fields[name]?.kind === 'relation')
  const parts = names.map(name => `select ${select} from ${type} c where c.st = ${LIVE} and c.f_${name} in (select value from json_each(?)) and ${of}`)
  if (type !== 'activity') return { text: parts.join(' union '), binds: ids => names.map(() => ids) }
  const kinds = JSON.stringify(TAKES_PART.map(kind => keyOf({ kind: 'text' }, kind)))
  const takesPart = `select ${select} from relation r join doc_records d on d.id = r.f_object join activity c on c.n = d.n where r.st = ${LIVE} and r.f_subject in (select value from json_each(?)) and r.k_kind in (select value from json_each(?)) and c.st = ${LIVE} and ${of}`
  return { text: [...parts, takesPart].join(' union '), binds: ids => [...names.map(() => ids), ids, kinds] }
}

const recordsOf = (reader: Reader, source: Exclude<TimelineSource, 'event'>, circle: string, after: Place | undefined, limit: number): Place[] => {
  if (!reader.registry.some(({ type }) => type === source)) return []
  const { fields } = reader.entity(source)
  const born = (on: readonly string[]): string => `coalesce(${[...on.filter(name => fields[name]).map(name => `c.${columnName(name)}`), instant('c.created'), 'null'].join(', ')})`
  const arms = SOURCES[source].map(({ on = [], at = born(on), of }) => aboutSql(reader, source, `${at} at, c.n n`, of))
  const isLater = !after ? '' : rank(source) > rank(after.source) ? ' where at <= ?' : rank(source) < rank(after.source) ? ' where at < ?' : ' where (at, n) < (?, ?)'
  const place = !after ? [] : source === after.source ? [after.at, after.key] : [after.at]
  const found = reader.db.rows(`select at, n from (${arms.map(({ text }) => text).join(' union ')})${isLater} order by at desc, n desc limit ${limit}`)
  return (found.all(...arms.flatMap(({ binds }) => binds(circle)), ...place) as [string, number][]).map(([at, key]) => ({ at, key, source }))
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
    const born: Event = { at: envelope.createdAt, source: 'event', key: `${record}:`, record, by: envelope.createdBy }
    // What was never changed has no history beyond its creation.
    if (!field || envelope.updatedAt === envelope.createdAt) return [born]
    const changes = unitsOf(reader.db, record, MOST_UNITS).flatMap(unit =>
      entriesOf(unit).flatMap(({ id, kind, changes: all = {} }): Event[] => {
        const change = id === record && kind !== 'create' && Object.hasOwn(all, field) ? all[field] : undefined
        return change ? [{ at: unit.at, source: 'event', key: `${record}:${unit.op}`, record, by: unit.by, change: { field, from: change[0], to: change[1] } }] : []
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
  const ids = JSON.stringify(circle)
  const places = only.flatMap((source): (Place | Event)[] =>
    source === 'event' ? eventsOf(reader, circle).filter(event => !from || compare(from, event) < 0) : recordsOf(reader, source, ids, from, limit + 1),
  )
  const sorted = places.toSorted(compare)
  const items = sorted.slice(0, limit).flatMap((place): TimelineItem[] => {
    const isEvent = 'record' in place
    const { at, source, key } = place
    const record = isEvent ? reader.get(place.record) : reader.get(reader.db.rows(`select id from ${source} where n = ?`).get(key)?.[0], source)
    if (!record) return []
    return [{ ...tell(reader, record, id), key: `${source} ${key}`, source, at, by: isEvent ? place.by : record.createdBy, ...(isEvent && place.change && { change: place.change }) }]
  })
  const last = sorted[limit - 1]
  return sorted.length > limit && last ? { items, next: `${last.at} ${last.source} ${last.key}` } : { items }
}

/** The open activities of a record and those near it, the most urgent first. */
export const readUpcoming = (reader: Reader, { id, limit }: { id: string; limit: number }): { items: UpcomingItem[]; count: number } => {
  // As the index has it, so that no row need be read.
  const about = aboutSql(reader, 'activity', `${sortSql(reader.entity('activity').fields['day']!, 'c.f_day')} day, c.n n`, `c.f_status in (${OPEN_STATUSES.map(status => `'${status}'`).join(', ')})`)
  const found = reader.db.rows(`select n, count(*) over () from (${about.text}) order by day, n limit ${limit}`).all(...about.binds(JSON.stringify(circleOf(reader, id)))) as [number, number][]
  const items = found.flatMap(([n]): UpcomingItem[] => {
    const record = reader.get(reader.db.rows('select id from activity where n = ?').get(n)?.[0], 'activity')
    return record ? [{ ...tell(reader, record, id), key: record.id, source: 'activity', by: record.createdBy, ...(typeof record['day'] === 'string' && { day: record['day'] }) }] : []
  })
  return { items, count: found[0]?.[1] ?? 0 }
}

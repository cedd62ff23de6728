import type { Workflow } from '../../../shared/modules/workflows/workflow.ts'
import { entriesOf, type Entry, type HistoryDocument, timesTouched, unitsOf } from '../../kernel/store/journal.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Store } from '../../kernel/store/store.ts'

/** A part of the history as workflows read it. */
export interface Unit {
  readonly n: number
  readonly id: string
  readonly name: string
  readonly at: number
  /** How many workflows stand between a person's doing and this. */
  readonly generation: number
  readonly entries: readonly Entry[]
}

/** Operations that bring nothing new: what they write has been there, or is an example. */
const UNFOLLOWED = ['undo', 'sample', 'removeSample', 'purge']

export const lastUnit = (db: Db): number => (db.rows('select ifnull(max(n), 0) from doc_history').get() as number[])[0]!

/** The next part of the history after one, up to another. */
export const nextUnit = (db: Db, after: number, until: number): Unit | undefined => {
  const row = db.rows('select n, id, json from doc_history where n > ? and n <= ? order by n limit 1').get(after, until) as [number, string, string] | undefined
  if (!row) return undefined
  const unit = JSON.parse(row[2]) as HistoryDocument
  const { generation } = unit.params
  return {
    n: row[0],
    id: row[1],
    name: unit.name,
    at: Date.parse(unit.at),
    generation: typeof generation === 'number' ? generation : 0,
    entries: UNFOLLOWED.includes(unit.name) ? [] : entriesOf(unit),
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** What a field of a record held when it was created: what its first change says it was, else what it holds. */
const bornWith = (store: Store, id: string, field: string): unknown => {
  // An import that made hundreds is read for none of them, as long as nothing came after.
  if (timesTouched(store.db, id, 2) === 1) return store.read(id)?.data[field]
  const changes = unitsOf(store.db, id, MOST_UNITS).flatMap(unit => entriesOf(unit).flatMap(entry => (entry.id === id && entry.changes?.[field] ? [entry.changes[field]] : [])))
  const [first] = changes.slice(-1)
  return first ? first[0] : store.read(id)?.data[field]
}

const MOST_UNITS = 1_000

/** A field before and after what was done, undefined where that did not change it. */
const changeOf = (store: Store, { id, kind, changes }: Entry, field: string): readonly [unknown, unknown] | undefined => {
  if (kind !== 'create') return changes?.[field]
  const born = bornWith(store, id, field)
  return same(born, null) ? undefined : [null, born]
}

const isOneOf = (value: unknown, wanted: readonly unknown[] | undefined): boolean => wanted === undefined || [value].flat().some(each => wanted.includes(each))

/** The end of a link that leads to a record of a type. */
const linkedTo = (store: Store, id: string, type: string): string[] => {
  const linked = store.read(id)?.data[type]
  return typeof linked === 'string' ? [linked] : []
}

/** The records for which a part of the history sets a workflow off. */
export const setOff = (store: Store, { trigger, forType }: Workflow, entries: readonly Entry[]): string[] => {
  const of = (type: string, sets: (entry: Entry) => boolean | string[]): string[] => [
    ...new Set(entries.filter(entry => entry.type === type && entry.kind !== 'delete' && entry.kind !== 'trash').flatMap(entry => {
      const set = sets(entry)
      return set === true ? [entry.id] : set === false ? [] : set
    })),
  ]
  switch (trigger.when) {
    case 'created':
      return of(forType, ({ kind }) => kind === 'create')
    case 'changed':
      return of(forType, entry => {
        if (trigger.fields.length === 0) return entry.kind === 'create' || entry.changes !== undefined
        return trigger.fields.some(field => {
          const change = changeOf(store, entry, field)
          return change !== undefined && (trigger.to?.includes(null) || !same(change[1], null)) && isOneOf(change[0], trigger.from) && isOneOf(change[1], trigger.to)
        })
      })
    case 'tagged':
      return of(forType, entry => {
        const [from, to] = (changeOf(store, entry, 'tags') ?? [null, null]) as (string[] | null)[]
        return (to ?? []).includes(trigger.tag) && !(from ?? []).includes(trigger.tag)
      })
    case 'related': {
      const { kind, side } = trigger
      return of('relation', ({ id, kind: did }) => {
        const data = did === 'create' || did === 'restore' ? store.read(id)?.data : undefined
        if (data?.['kind'] !== kind) return false
        const ends = side === 'either' ? [data['subject'], data['object']] : [data[side]]
        return ends.filter((end): end is string => typeof end === 'string' && store.read(end)?.type === forType)
      })
    }
    case 'received':
      return of('emailMessage', entry => (same(changeOf(store, entry, 'state')?.[1], 'received') ? (forType === 'emailMessage' ? [entry.id] : linkedTo(store, entry.id, forType)) : false))
    case 'answered':
      return of('surveyResponse', entry => {
        if (!['answered', 'late'].includes(String(changeOf(store, entry, 'state')?.[1]))) return false
        if (trigger.survey !== undefined && store.read(entry.id)?.data['survey'] !== trigger.survey) return false
        return forType === 'surveyResponse' ? [entry.id] : linkedTo(store, entry.id, forType)
      })
    case 'reached':
      return []
  }
}

/** The type of the records whose writing can set a workflow off. */
export const watchedType = ({ trigger, forType }: Workflow): string | undefined => {
  switch (trigger.when) {
    case 'related':
      return 'relation'
    case 'received':
      return 'emailMessage'
    case 'answered':
      return 'surveyResponse'
    case 'reached':
      return undefined
    default:
      return forType
  }
}

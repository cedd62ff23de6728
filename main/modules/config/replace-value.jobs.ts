import type { ListPlace } from '../../../shared/kernel/entity/list-places.ts'
import { isWholeFilter } from '../../../shared/kernel/filter/filter.ts'
import { replaceValue } from '../../../shared/kernel/filter/replace-value.ts'
import type { JobEngine, JobKind } from '../../kernel/jobs/engine.ts'
import { finished } from '../../kernel/jobs/finished.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'
import { listValueOf } from './list-values.ts'
import { countHolders, holdersAfter, placesOfList } from './value-places.ts'

export interface ReplaceOrder {
  readonly list: string
  readonly from: string
  /** Null empties the field. */
  readonly into: string | null
}

export interface Replaced {
  op: string
  count: number
  /** Records that could not be changed. */
  refused: number
  job?: string
}

interface ReplaceInput extends ReplaceOrder {
  readonly operation: Operation
  readonly total: number
}

const REPLACE = 'replaceValue'
const BATCH = 250

/** How far it has come: the field, by its rank among those of the list, and the number of the last record looked at there. */
interface Position {
  readonly place: number
  readonly n: number
}

interface Step {
  readonly drafts: readonly Draft[]
  readonly done: number
  readonly refused: number
  readonly next: Position | undefined
}

const START: Position = { place: 0, n: 0 }

/** The next batch; the last one changes filters and takes the value off its list. Call it inside `commit`. */
const stepOf = (store: Store, input: ReplaceInput, { place: rank, n }: Position): Step => {
  const place = placesOfList(store.registry, input.list)[rank]
  if (!place) return { drafts: [...filterDrafts(store, input), ...retiring(store, input)], done: 0, refused: 0, next: undefined }
  const found = holdersAfter(store.db, place, input.from, n, BATCH)
  const drafts: Draft[] = []
  let refused = 0
  for (const { id } of found) {
    const record = store.read(id)!
    const data = replaced(record.data, place, input)
    const draft = store.change(input.operation, record, { data })
    if (store.validate(record.type, data).length || store.refusal(draft, drafts)) refused++
    else drafts.push(draft)
  }
  return { drafts, done: found.length, refused, next: found.length < BATCH ? { place: rank + 1, n: 0 } : { place: rank, n: found.at(-1)!.n } }
}

const replaced = (data: Record<string, unknown>, { field, isMany }: ListPlace, { from, into }: ReplaceOrder): Record<string, unknown> => {
  const { [field]: value, ...others } = data
  if (!isMany) return into === null ? others : { ...data, [field]: into }
  const kept = [...new Set((value as string[]).flatMap(key => (key === from ? (into ?? []) : key)))]
  return kept.length > 0 ? { ...data, [field]: kept } : others
}

const filterDrafts = (store: Store, { list, from, into, operation }: ReplaceInput): Draft[] =>
  into === null
    ? []
    : filtersNaming(store, list, from).flatMap(id => {
        const record = store.read(id)!
        const entity = store.entity(String(record.data['forType']))!
        const { filter } = record.data
        if (!isWholeFilter(filter)) return []
        const draft = store.change(operation, record, { data: { ...record.data, filter: replaceValue(filter, entity, type => store.entity(type), { list, from, into }) } })
        return store.refusal(draft) ? [] : [draft]
      })

/** Live saved filters that ask for a value of a list. */
export const filtersNaming = (store: Store, list: string, key: string): string[] =>
  (store.db.rows('select c.id from savedFilter c join doc_records d on d.n = c.n where c.st = 0 and instr(d.json, ?) > 0').all(JSON.stringify(key)) as string[][]).flatMap(([id]) => {
    const { forType, filter } = store.read(id!)!.data
    const entity = store.entity(String(forType))
    if (!entity || !isWholeFilter(filter)) return []
    const other = replaceValue(filter, entity, type => store.entity(type), { list, from: key, into: `${key}?` })
    return JSON.stringify(other) === JSON.stringify(filter) ? [] : [id!]
  })

/** Takes a value off its list, unless some record could not do without it. */
const retiring = (store: Store, { list, from, operation }: ReplaceInput): Draft[] => {
  const { isDeclared, record } = listValueOf(store, list, from)
  if (placesOfList(store.registry, list).some(place => countHolders(store.db, place, from) > 0)) return []
  if (!isDeclared) return record ? [store.change(operation, record, { trashedAt: store.instant() })] : []
  return [record ? store.change(operation, record, { data: { ...record.data, disabled: true } }) : store.draft(operation, 'listValue', { list, key: from, disabled: true })]
}

export const replaceValueJob = (store: Store): JobKind<ReplaceInput, Position> => ({
  kind: REPLACE,
  run: async job => {
    let position: Position | undefined = job.checkpoint ?? START
    while (position && !job.signal.aborted) {
      const from: Position = position
      await job.commit(job.input.operation, () => {
        const { drafts, done, refused, next } = stepOf(store, job.input, from)
        position = next
        return { batch: { drafts }, progress: { ...(next && { checkpoint: next }), done, total: job.input.total, counts: { changed: done - refused, refused } } }
      })
      await new Promise(resolve => setImmediate(resolve))
    }
  },
})

/** Replaces a value as one operation, by many records as a job; see `valueLists.replace`. */
export const replaceEverywhere = async (store: Store, jobs: JobEngine, operation: Operation, order: ReplaceOrder, { isWaiting, signal }: { isWaiting: boolean; signal: AbortSignal }): Promise<Replaced> => {
  const total = placesOfList(store.registry, order.list).reduce((sum, place) => sum + countHolders(store.db, place, order.from), 0)
  const input: ReplaceInput = { ...order, operation, total }
  const { id: op } = operation
  if (total > BATCH) {
    const { job } = jobs.start({ kind: REPLACE, title: operation.name, op, input })
    if (!isWaiting) return { op, count: 0, refused: 0, job }
    const { counts } = await finished(jobs, job, signal)
    return { op, count: counts.changed ?? 0, refused: counts.refused ?? 0, job }
  }
  let [count, refused] = [0, 0]
  for (let position: Position | undefined = START; position; ) {
    const from: Position = position
    await store.commit(operation, () => {
      const step = stepOf(store, input, from)
      position = step.next
      count += step.done - step.refused
      refused += step.refused
      return { drafts: step.drafts }
    })
  }
  return { op, count, refused }
}

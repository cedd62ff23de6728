import { groupPairs } from '../../../shared/kernel/duplicates/group-pairs.ts'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { tidy } from '../../../shared/kernel/entity/validate.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { duplicatesRpc } from '../../../shared/modules/duplicates/duplicates.rpc.ts'
import { MOST_COUNTED, MOST_MERGED } from '../../../shared/modules/duplicates/duplicates.rules.ts'
import { countOpenPairs, createDuplicateCheck, isComparing, openPairs } from '../../kernel/duplicates/duplicate-index.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import { judge, soundPart } from '../../kernel/store/flags.ts'
import { entriesOf, type Operation, unitsOf } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'
import { linksToTurn, mergeRecords } from './merge.jobs.ts'

const NOT_DUPLICATE = 'notDuplicate'

export const duplicatesQueries = (reader: Reader, registry: readonly AnyEntity[]): HandlersOf<typeof duplicatesRpc, 'query'> => {
  const { db } = reader
  const likely = createDuplicateCheck(db, registry)
  const problemsOf = judge(registry)
  return {
    list: ({ after, limit }) => {
      const [score, a, b] = after?.split(' ').map(Number) ?? []
      const pairs = openPairs(db, registry, limit + 1, after === undefined ? undefined : { score: score!, a: a!, b: b! })
      const shown = pairs.slice(0, limit)
      const groups = groupPairs(shown, MOST_MERGED).map(({ type, members, ...found }) => ({
        ...found,
        type,
        records: members.map(n => reader.get((db.rows(`select id from ${reader.table(type).table} where n = ?`).get(n) as [string])[0], type)!),
      }))
      const last = shown.at(-1)!
      return ok(pairs.length > limit ? { groups, next: `${last.score} ${last.a} ${last.b}` } : { groups })
    },
    count: () => ok({ count: countOpenPairs(db, registry, MOST_COUNTED), isComplete: !isComparing(db) }),
    check: ({ type, data, limit = 3 }) => {
      const entity = reader.entity(type)
      const given = normalise(entity, data)
      const whole = soundPart({ type, data: given }, problemsOf({ type, data: given }))
      return ok({ likely: likely(entity, whole.data, limit) })
    },
    linked: ({ type, ids }) => {
      reader.entity(type)
      const byType = Map.groupBy(linksToTurn({ db, registry }, type, ids).filter(({ isLive, type: of }) => isLive && of !== NOT_DUPLICATE), link => link.type)
      return ok({ links: [...byType].map(([of, links]) => ({ type: of, count: new Set(links.map(({ from }) => from)).size })) })
    },
    mergedInto: ({ id }) => {
      const into = mergedInto(reader, id)
      return ok(into ? { into } : {})
    },
  }
}

export const duplicatesCommands = (store: Store, reader: Reader, jobs: JobEngine): HandlersOf<typeof duplicatesRpc, 'command'> => ({
  dismiss: async ({ type, ids }, { actor }) => {
    reader.entity(type)
    const operation: Operation = { id: store.newId(), name: 'dismissDuplicate', params: { type, count: ids.length }, actor }
    const isTold = store.db.sql(`select 1 from ${NOT_DUPLICATE} where st = 0 and f_one = ? and f_other = ?`)
    let count = 0
    await store.commit(operation, () => {
      const sorted = [...new Set(ids)].sort()
      for (const id of sorted) if (store.read(id)?.type !== type) throw new ExpectedError('NOT_FOUND', { id })
      const drafts: Draft[] = sorted.flatMap((one, i) =>
        sorted.slice(i + 1).flatMap(other => (isTold.get(one, other) || isTold.get(other, one) ? [] : [store.draft(operation, NOT_DUPLICATE, { one, other })])),
      )
      count = drafts.length
      return { drafts }
    })
    return ok({ op: operation.id, count })
  },
  merge: async ({ type, keep, others, data = {}, seen, background = false }, { actor, signal }) => {
    const entity = reader.entity(type)
    const unknown = Object.keys(data).find(field => !Object.hasOwn(entity.fields, field))
    if (unknown !== undefined) return fail('UNKNOWN_FIELD', { type, field: unknown })
    const rest = [...new Set(others)].filter(id => id !== keep)
    if (rest.length === 0) return fail('BAD_INPUT', { field: 'others' })
    // A job keeps its order as JSON, which has no undefined.
    const chosen = Object.fromEntries(Object.entries(normalise(entity, data)).map(([field, value]) => [field, value ?? null]))
    const merged = await mergeRecords(store, jobs, { type, keep, others: rest, data: chosen, seen }, actor, { isWaiting: !background, signal })
    return ok({ ...merged, record: reader.get(keep, type)! })
  },
})

/** Values as records keep them: empty ones undefined, relations as ids. */
const normalise = (entity: AnyEntity, data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, tidy(entity.fields[field]?.kind === 'relation' && typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : value)]),
  )

const MOST_MOVES = 50

/** Where a record in the trash has gone, if a merge has put it there last. */
const mergedInto = (reader: Reader, id: string): { type: string; id: string; title: string } | undefined => {
  if (!reader.envelope(id)?.trashedAt) return undefined
  for (const unit of unitsOf(reader.db, id, MOST_MOVES)) {
    const entry = entriesOf(unit).find(each => each.id === id)
    if (entry?.kind !== 'trash') continue
    let { name, params } = unit
    while (name === 'undo') [name, params] = [String(params.name), (params.of ?? {}) as Record<string, unknown>]
    const others = params.others
    const into = name === 'merge' && Array.isArray(others) && others.includes(id) && typeof params.id === 'string' ? reader.targets([params.id]).get(params.id) : undefined
    return into && { id: params.id as string, ...into }
  }
  return undefined
}

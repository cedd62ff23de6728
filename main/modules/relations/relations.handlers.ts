import { typesReached } from '../../../shared/kernel/entity/define.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import { type Side, SIDES } from '../../../shared/modules/relations/relation-kinds.ts'
import type { relationsRpc } from '../../../shared/modules/relations/relations.rpc.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import { finished } from '../../kernel/jobs/finished.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { keyOf } from '../../kernel/store/typed-table.ts'
import { kindNamed } from './kinds.ts'
import { BATCH, LINK, type LinkInput, type LinkRefusal, linkStep } from './link.jobs.ts'

/** Of one record no more relations are read; the newest come first. */
const MOST_RELATIONS = 10_000
const MOST_REFUSALS = 20

interface Linked {
  readonly id: string
  readonly since: string
  readonly record: { readonly id: string; readonly type: string; readonly title: string }
}

interface Group {
  readonly kind: string
  readonly side: Side
  count: number
  readonly items: Linked[]
}

export const relationsQueries = (reader: Reader, registry: Store['registry']): HandlersOf<typeof relationsRpc, 'query'> => {
  const types = typesReached({ kind: 'relation' }, registry)
  return {
    of: ({ id, kind, limit }) => ok({ groups: groupsOf(reader.db, types, id, kind, limit) }),
    uses: () => ok({ uses: Object.fromEntries(reader.db.rows('select f_kind, count(*) from relation where st = 0 group by k_kind').all() as [string, number][]) }),
  }
}

const groupsOf = (db: Db, types: readonly string[], id: string, kind: string | undefined, limit: number): Group[] => {
  const only = kind === undefined ? '' : ' and k_kind = ?'
  const params = kind === undefined ? [id] : [id, keyOf({ kind: 'text' }, kind)]
  const selects = SIDES.map((side, i) => `select n, id, f_kind, '${side}', f_${SIDES[1 - i]}, created from relation where st = 0 and f_${side} = ?${only}`)
  const found = db.rows(`${selects.join(' union all ')} order by n desc limit ${MOST_RELATIONS}`).all(...params, ...params) as [number, string, string, Side, string, number][]
  const others = JSON.stringify([...new Set(found.map(row => row[4]))])
  const records = new Map(
    types.flatMap(type => (db.rows(`select id, title from ${type} where st = 0 and id in (select value from json_each(?))`).all(others) as [string, string][]).map(([other, title]) => [other, { id: other, type, title }] as const)),
  )
  const groups = new Map<string, Group>()
  const symmetric = new Set([...new Set(found.map(row => row[2]))].filter(name => kindNamed(db, name)?.isSymmetric))
  for (const [, relation, name, stood, other, created] of found) {
    const record = records.get(other)
    if (!record) continue
    // Whoever stands where, both ends of a symmetric kind read alike.
    const side = symmetric.has(name) ? 'subject' : stood
    const key = `${side} ${name}`
    const group = groups.get(key) ?? { kind: name, side, count: 0, items: [] }
    groups.set(key, group)
    group.count++
    if (group.items.length < limit) group.items.push({ id: relation, since: new Date(created).toISOString(), record })
  }
  return [...groups.values()]
}

export const relationsCommands = (store: Store, reader: Reader, jobs: JobEngine): HandlersOf<typeof relationsRpc, 'command'> => ({
  link: async ({ kind, side, id, type, ids, filter, text, archived, all, background = false }, { actor, signal }) => {
    const record = store.read(id)
    if (!record) return fail('NOT_FOUND', { id })
    if (!kindNamed(store.db, kind)) return fail('NOT_FOUND', { id: kind })
    if (!ids && (type === undefined || (!filter && !text && !all))) return fail('BAD_INPUT', { field: 'ids' })
    const selection = type === undefined ? undefined : { type, filter, text, archived }
    if (selection) reader.entity(selection.type)
    const named = ids && [...new Set(ids)]
    const total = named?.length ?? reader.count(selection!)
    const params = { id, type: record.type, title: store.entity(record.type)!.title(record.data), count: total }
    const operation: Operation = { id: store.newId(), name: LINK, params, actor }
    const input: LinkInput = { kind, side, id, ...(named ? { ids: named } : { selection: selection! }), operation, total, until: selection ? reader.lastNumber(selection.type) : 0 }
    if (total <= BATCH) {
      let count = 0
      let refusals: readonly LinkRefusal[] = []
      await store.commit(operation, () => {
        const step = linkStep(store, reader, input, 0)
        count = step.drafts.length
        refusals = step.refusals
        return { drafts: step.drafts }
      })
      return ok({ op: operation.id, count, refused: refusals.length, refusals: refusals.slice(0, MOST_REFUSALS) })
    }
    const { job } = jobs.start({ kind: LINK, title: LINK, op: operation.id, input })
    if (background) return ok({ op: operation.id, count: 0, refused: 0, refusals: [], job })
    const { counts } = await finished(jobs, job, signal)
    return ok({ op: operation.id, count: counts['created'] ?? 0, refused: counts['refused'] ?? 0, refusals: [], job })
  },
})

import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok, type Result } from '../../../shared/kernel/rpc/result.ts'
import type { journalRpc } from '../../../shared/modules/journal/journal.rpc.ts'
import type { JobEngine } from '../../kernel/jobs/engine.ts'
import { entriesOf, type Operation, unitsOf } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { type Undone, undoOperation } from './undo.jobs.ts'

const MOST_ENTRIES = 500

export const journalQueries = (reader: Reader): HandlersOf<typeof journalRpc, 'query'> => ({
  history: ({ id }) => {
    const entries = unitsOf(reader.db, id, MOST_ENTRIES).flatMap(unit => {
      const { op, name, params, at, by } = unit
      return entriesOf(unit)
        .filter(entry => entry.id === id && entry.kind !== 'delete')
        .map(({ kind, changes }) => ({
          op, name, params, at, by,
          kind: kind as 'create' | 'update' | 'trash' | 'restore',
          changes: Object.entries(changes ?? {}).map(([field, [from, to]]) => ({ field, from, to })),
        }))
    })
    const type = reader.envelope(id)?.type
    const fields = type === undefined ? {} : reader.entity(type).fields
    const related = entries.flatMap(({ changes }) => changes.flatMap(({ field, from, to }) => (fields[field]?.kind === 'relation' ? [from, to] : [])))
    return ok({ entries, titles: Object.fromEntries(reader.titles(related.filter(value => typeof value === 'string'))) })
  },

  operations: ({ after, limit }) => {
    const rows = reader.db
      .sql(`select op, name, params, at, actor, count, undone_by from operation ${after === undefined ? '' : 'where rowid < (select rowid from operation where op = ?) '}order by rowid desc limit ?`)
      .all(...(after === undefined ? [] : [after]), limit + 1)
    const operations = rows.slice(0, limit).map(({ op, name, params, at, actor, count, undone_by }) => ({ op, name, params: JSON.parse(params), at, by: actor, count, undoneBy: undone_by }))
    return ok(rows.length > limit ? { operations, next: operations.at(-1)!.op } : { operations })
  },
})

export const journalCommands = (store: Store, jobs: JobEngine): HandlersOf<typeof journalRpc, 'command'> => ({
  undo: ({ op }, { actor, signal }) => undoOf(store, jobs)(op, actor, signal),
})

/** Takes an operation back for somebody; also for other modules, to which an operation is a part of something of theirs. */
export const undoOf =
  (store: Store, jobs: JobEngine) =>
  async (op: string, actor: string, signal: AbortSignal): Promise<Result<Undone>> => {
    const found = store.db.sql('select name, params, count, undone_by from operation where op = ?').get(op)
    if (!found) return fail('NOT_FOUND', { id: op })
    if (found.undone_by !== null) return fail('NOTHING_TO_UNDO', { op, undoneBy: found.undone_by })
    const operation: Operation = { id: store.newId(), name: 'undo', params: { op, name: found.name, of: JSON.parse(found.params) }, actor }
    return ok(await undoOperation(store, jobs, operation, op, found.count, signal))
  }

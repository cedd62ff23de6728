import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { entriesOf, type Operation, unitAt } from '../../kernel/store/journal.ts'
import type { Stored } from '../../kernel/store/rx-storage.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'
import { sampleCompany } from './sample-company.ts'

/** Where this machine notes the operation that brought the sample. */
export const SAMPLE = 'sample'

/** Brings the sample company, as one operation. Throws ExpectedError SAMPLE_THERE when it is there already. */
export const addSample = async (store: Store, actor: string): Promise<{ op: string; count: number }> => {
  if (store.local.get(SAMPLE)?.['op']) throw new ExpectedError('SAMPLE_THERE')
  const operation: Operation = { id: store.newId(), name: 'sample', params: {}, actor }
  let count = 0
  await store.commit(operation, () => {
    const ids = new Map<string, string>()
    const drafts = sampleCompany(store.instant().slice(0, 10)).map(({ type, name, data, links = {} }) => {
      const linked = Object.fromEntries(Object.entries(links).map(([field, to]) => [field, ids.get(to)!]))
      const draft = store.draft(operation, type, { ...data, ...linked })
      ids.set(name, draft.document.id)
      return draft
    })
    count = drafts.length
    return { drafts }
  })
  await store.local.set(SAMPLE, { op: operation.id })
  return { op: operation.id, count }
}

/**
 * Removes for good what the sample brought, so that nothing of it lies in the trash. What somebody changed since is
 * theirs: it stays, with everything of the sample that it leads to.
 */
export const removeSample = async (store: Store, actor: string): Promise<{ count: number; kept: number }> => {
  const op = store.local.get(SAMPLE)?.['op']
  if (typeof op !== 'string') return { count: 0, kept: 0 }
  const operation: Operation = { id: store.newId(), name: 'removeSample', params: {}, actor }
  let count = 0
  let kept = 0
  await store.commit(operation, () => {
    const units = store.db.sql('select n from history_unit where op = ?').all(op) as { n: number }[]
    const brought = new Map<string, Stored<Envelope>>()
    for (const { n } of units) {
      for (const { id } of entriesOf(unitAt(store.db, n))) {
        const record = store.read(id)
        if (record) brought.set(id, record)
      }
    }
    const stays = new Set([...brought.values()].filter(record => record.op !== op).map(record => record.id))
    const linkedTo = (record: Envelope): string[] => relationsOf(store, record.type).flatMap(field => (typeof record.data[field] === 'string' ? [record.data[field]] : []))
    for (const id of brought.keys()) if (isLinkedFromElsewhere(store, id, brought)) stays.add(id)
    for (const waiting = [...stays]; waiting.length; ) {
      for (const id of linkedTo(brought.get(waiting.pop()!)!)) {
        if (!brought.has(id) || stays.has(id)) continue
        stays.add(id)
        waiting.push(id)
      }
    }
    const drafts: Draft[] = [...brought.values()].filter(record => !stays.has(record.id)).map(previous => ({ document: previous, previous, purge: true }))
    count = drafts.length
    kept = stays.size
    return { drafts }
  })
  await store.local.set(SAMPLE, {})
  return { count, kept }
}

const relationsOf = (store: Store, type: string): string[] =>
  Object.entries(store.entity(type)?.fields ?? {}).flatMap(([name, { kind }]) => (kind === 'relation' ? [name] : []))

/** Whether a record that the sample did not bring leads to one that it did. */
const isLinkedFromElsewhere = (store: Store, id: string, brought: ReadonlyMap<string, unknown>): boolean =>
  store.registry.some(({ type, fields }) =>
    Object.entries(fields).some(
      ([name, { kind, to }]) =>
        kind === 'relation' && to !== undefined && (store.db.sql(`select id from ${store.table(type).table} where f_${name} = ?`).all(id) as { id: string }[]).some(other => !brought.has(other.id)),
    ),
  )

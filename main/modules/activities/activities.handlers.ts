import { type Problem, tidy } from '../../../shared/kernel/entity/validate.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, ok } from '../../../shared/kernel/rpc/result.ts'
import type { activitiesRpc } from '../../../shared/modules/activities/activities.rpc.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'
import { readTimeline, readUpcoming } from './timeline.ts'

export const activitiesQueries = (reader: Reader): HandlersOf<typeof activitiesRpc, 'query'> => ({
  timeline: request => ok(reader.db.reading(() => readTimeline(reader, request))),
  upcoming: request => ok(reader.db.reading(() => readUpcoming(reader, request))),
})

/** With whom and about what an activity is: what follows from it has to do with the same. */
const SHARED = ['contact', 'organisation', 'opportunity', 'responsible']

/** Links to what is not there. */
const strayLinks = (store: Store, data: Readonly<Record<string, unknown>>): Problem[] =>
  SHARED.flatMap((field): Problem[] => {
    const id = data[field]
    const isThere = id === undefined || store.read(String(id))?.type === store.entity('activity')!.fields[field]!.to
    return isThere ? [] : [{ field, code: 'RELATION_NOT_FOUND', params: { value: String(id) } }]
  })

/** `reader` reads on the store's own connection. */
export const activitiesCommands = (store: Store, reader: Reader): HandlersOf<typeof activitiesRpc, 'command'> => ({
  log: async ({ activity, next }, { actor }) => {
    const params: Record<string, unknown> = { type: 'activity' }
    const op: Operation = { id: store.newId(), name: 'logActivity', params, actor }
    const drafts: Draft[] = []
    await store.commit(op, () => {
      drafts.length = 0
      const shared = Object.fromEntries(SHARED.flatMap(name => (activity[name] === undefined ? [] : [[name, activity[name]]])))
      for (const fields of [activity, ...(next ? [{ ...shared, ...next }] : [])]) {
        const data = Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => [[name, tidy(value)] as const].filter(([, kept]) => kept !== undefined)))
        const problems = [...store.validate('activity', data), ...strayLinks(store, data)]
        if (problems.length) throw new ExpectedError('INVALID_RECORD', { problems })
        drafts.push(store.draft(op, 'activity', { ...data, source: 'person' }))
      }
      const { id, data } = drafts[0]!.document
      Object.assign(params, { id, title: reader.entity('activity').title(data) })
      return { drafts }
    })
    const [record, following] = drafts.map(({ document }) => reader.get(document.id, 'activity')!)
    return ok({ op: op.id, record: record!, ...(following && { next: following }) })
  },
})

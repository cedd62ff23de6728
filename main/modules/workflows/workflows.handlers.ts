import { setImmediate as breathe } from 'node:timers/promises'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import { dueAt, openFrom } from '../../../shared/modules/workflows/due.ts'
import { SHIPPED } from '../../../shared/modules/workflows/shipped.ts'
import { type Action, mergeWorkflows, type Workflow } from '../../../shared/modules/workflows/workflow.ts'
import type { workflowsRpc } from '../../../shared/modules/workflows/workflows.rpc.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'
import { type Act, actOf, hasAct, type Position, readPosition, writeAct } from './act-table.ts'
import { addressesAt, type Hands, planRun, type RunContext } from './actions.ts'
import { brokenParts, type Surroundings } from './broken.ts'
import { comingRecords, countDue, type DueScope, isDated, keptIn } from './due-records.ts'
import { operationOf, type Workflows, zoneHere } from './engine.ts'
import { readWorkflows } from './known.ts'
import type { ReadData } from './record-path.ts'

const DAY_MS = 86_400_000
const SHOWN_DAYS = 30
/** Mails are written one after the other: queries of others come between. */
const AT_ONCE = 5

export interface WorkflowReads {
  readonly reader: Reader
  readonly hands: Pick<Hands, 'hasTemplate' | 'write'>
  readonly isOff: (type: string) => boolean
  readonly now?: () => number
}

const scopeOf = (reader: Reader, running: readonly Workflow[], { since, floor = 0 }: Position): DueScope => ({
  reader,
  zone: zoneHere(),
  running,
  floor: workflow => Math.max(workflow.since === undefined ? since : Date.parse(workflow.since), floor),
})

const sends = ({ actions }: Workflow): Extract<Action, { do: 'send' }> | undefined => actions.find(action => action.do === 'send')

const recipients = (reader: Reader, record: string, action: Extract<Action, { do: 'send' }>): { to: string[]; cc: string[] } => {
  const read: ReadData = id => reader.envelope(id)
  const to = action.to.flatMap(place => addressesAt(read, record, place)).slice(0, 1)
  return { to, cc: [...new Set(action.cc.flatMap(place => addressesAt(read, record, place)))].filter(address => !to.includes(address)) }
}

const named = (db: Db, key: string): Workflow => {
  const found = readWorkflows(db).find(workflow => workflow.key === key)
  if (!found) throw new ExpectedError('NOT_FOUND', { id: key })
  return found
}

const isTaken = (db: Db, op: string): boolean => {
  let isUndone = false
  for (let next = op; ; isUndone = !isUndone) {
    const by = db.rows('select undone_by from operation where op = ?').get(next)?.[0] as string | null | undefined
    if (by === null || by === undefined) return isUndone
    next = by
  }
}

export const workflowsQueries = ({ reader, hands, isOff, now = Date.now }: WorkflowReads): HandlersOf<typeof workflowsRpc, 'query'> => {
  const { db } = reader
  const surroundings: Surroundings = { reader, hasTemplate: hands.hasTemplate, isOff }
  const running = (): Workflow[] => readWorkflows(db).filter(workflow => workflow.isOn && brokenParts(workflow, surroundings).length === 0)
  /** An act as it is shown, with the names of what it speaks of. */
  const shown = (acts: readonly Act[]) => {
    const targets = reader.targets(acts.flatMap(({ record, effects }) => [record, ...effects.flatMap(({ id }) => id ?? [])]))
    return acts.map(({ workflow, record, occasion, state, why, params, op, at, effects }) => ({
      workflow,
      record: { id: record, type: '', title: '', ...targets.get(record) },
      occasion,
      state: state as 'done',
      ...(why !== undefined && { why }),
      ...(params && { params: { ...params } }),
      ...(op !== undefined && { op, isUndone: isTaken(db, op) }),
      at: new Date(at).toISOString(),
      effects: effects.map(({ fields, ...effect }) => ({ ...effect, ...(fields && { fields: [...fields] }), ...(effect.id !== undefined && { title: targets.get(effect.id)?.title ?? '' }) })),
    }))
  }
  return {
    list: () => {
      const from = now() - SHOWN_DAYS * DAY_MS
      const { held, ...position } = readPosition(db)
      const workflows = readWorkflows(db)
      const counts = Map.groupBy(db.rows(`select workflow, state, count(*), max(at) from act where at > ? and state <> 'seen' group by workflow, state`).all(from) as [string, string, number, number][], ([key]) => key)
      const last = new Map(db.rows(`select workflow, max(at) from act where state = 'done' group by workflow`).all() as [string, number][])
      const scope = scopeOf(reader, running(), { ...position, floor: 0 })
      return ok({
        workflows: workflows.map(workflow => ({
          workflow: { ...workflow, stops: [...workflow.stops], actions: [...workflow.actions] },
          broken: brokenParts(workflow, surroundings),
          ...(last.has(workflow.key) && { last: new Date(last.get(workflow.key)!).toISOString() }),
          counts: Object.fromEntries((counts.get(workflow.key) ?? []).map(([, state, count]) => [state, count])),
        })),
        ...(held && {
          held: {
            from: new Date(held.from).toISOString(),
            to: new Date(held.to).toISOString(),
            events: held.toUnit - held.fromUnit,
            due: scope.running.filter(isDated).reduce((sum, workflow) => sum + countDue(workflow, scope, now(), scope.floor(workflow)), 0),
          },
        }),
      })
    },

    log: ({ workflow, record, states = ['done', 'skipped', 'failed', 'cancelled'], limit }) => {
      const conditions = [`state <> 'seen'`, 'state in (select value from json_each(?))', ...(workflow === undefined ? [] : ['workflow = ?']), ...(record === undefined ? [] : ['record = ?'])]
      const params = [JSON.stringify(states), ...[workflow, record].filter(each => each !== undefined)]
      const rows = db.sql(`select * from act where ${conditions.join(' and ')} order by at desc limit ?`).all(...params, limit + 1).map(actOf)
      return ok({ acts: shown(rows.slice(0, limit)), hasMore: rows.length > limit })
    },

    upcoming: async ({ days, workflow: key, record, limit }, { signal }) => {
      const at = now()
      const scope = scopeOf(reader, running(), readPosition(db))
      const coming = scope.running
        .filter(isDated)
        .filter(workflow => key === undefined || workflow.key === key)
        .flatMap(workflow => comingRecords(workflow, scope, at + days * DAY_MS, limit, record).map(each => ({ ...each, workflow, due: openFrom(workflow.window, Math.max(dueAt(workflow.trigger, each.kept, scope.zone), at), scope.zone) })))
        .sort((a, b) => a.due - b.due)
        .slice(0, limit)
      const targets = reader.targets(coming.map(({ id }) => id))
      const upcoming = []
      for (const [i, { id, occasion, workflow, why, due }] of coming.entries()) {
        if (i % AT_ONCE === AT_ONCE - 1) await breathe()
        if (signal.aborted) break
        const send = sends(workflow)
        const mail = send && hands.write(send.template, id)
        upcoming.push({
          workflow: workflow.key,
          record: { id, type: '', title: '', ...targets.get(id) },
          occasion,
          due: new Date(due).toISOString(),
          does: workflow.actions.map(action => action.do),
          ...(why !== null && { why }),
          ...(send ? recipients(reader, id, send) : { to: [], cc: [] }),
          ...(mail && { subject: mail.subject }),
          missing: [...(mail?.missing ?? [])],
        })
      }
      return ok({ upcoming })
    },

    preview: ({ workflow, record }) => {
      const send = sends(named(db, workflow))
      if (!send || !hands.hasTemplate(send.template)) return fail('NOT_FOUND', { id: workflow })
      const { subject, html, text, missing } = hands.write(send.template, record)
      return ok({ ...recipients(reader, record, send), subject, html, text, missing: [...missing] })
    },

    overdue: ({ workflow: key }) => {
      const workflow = named(db, key)
      if (!isDated(workflow) || brokenParts(workflow, surroundings).length > 0) return ok({ count: 0 })
      return ok({ count: countDue(workflow, scopeOf(reader, [], readPosition(db)), now(), 0) })
    },
  }
}

export interface WorkflowWrites extends WorkflowReads {
  readonly store: Store
  readonly hands: Hands
  readonly workflows: Workflows
}

const PARTS = ['name', 'isOn', 'order', 'series', 'waitsFor', 'forType', 'trigger', 'filter', 'stops', 'actions', 'window'] as const

/** What a record of a workflow keeps. */
const dataOf = (workflow: Workflow): Record<string, unknown> => ({
  ...Object.fromEntries(PARTS.flatMap(part => (workflow[part] === undefined ? [] : [[part, workflow[part]]]))),
  ...(workflow.since !== undefined && { since: { at: workflow.since, zone: zoneHere() } }),
  // Its words are the application's until somebody renames it.
  ...(workflow.isShipped && { shippedKey: workflow.key, name: workflow.name ?? workflow.key }),
})

export const workflowsCommands = ({ store, reader, hands, workflows: engine, isOff, now = Date.now }: WorkflowWrites): HandlersOf<typeof workflowsRpc, 'command'> => {
  const { db } = store
  const surroundings: Surroundings = { reader, hasTemplate: hands.hasTemplate, isOff }
  const contextNow = (): RunContext => ({ store, reader, hands, zone: zoneHere(), now })
  const drafted = (operation: Operation, workflow: Workflow, change: Record<string, unknown>): Draft => {
    const data = Object.fromEntries(Object.entries({ ...dataOf(workflow), ...change }).filter(([, value]) => value !== null && value !== undefined))
    const previous = workflow.record === undefined ? undefined : store.read(workflow.record)
    return previous ? store.change(operation, previous, { data }) : store.draft(operation, 'workflow', data)
  }
  /** The act that is to come for a record on an occasion. */
  const coming = (key: string, record: string, occasion: string): Workflow => {
    const workflow = named(db, key)
    if (!store.read(record) || hasAct(db, key, record, occasion)) throw new ExpectedError('NOT_FOUND', { id: record })
    return workflow
  }
  return {
    dryRun: ({ record, limit, name = '', filter, window, order = 0, ...parts }) => {
      const workflow: Workflow = { key: 'dryRun', isShipped: false, isOn: true, name, order, ...parts, ...(filter && { filter }), ...(window && { window }) }
      const broken = brokenParts(workflow, surroundings)
      if (broken.length) return ok({ count: 0, broken, runs: [] })
      const selection = { type: workflow.forType, filter: { all: [...(filter ? [filter] : []), ...(record === undefined ? [] : [{ field: 'id', op: 'eq' as const, value: record }])] } }
      const { rows } = reader.list({ ...selection, view: [], sort: [{ field: 'createdAt', dir: 'desc' }], limit })
      const operation = operationOf(store.newId(), workflow, 1)
      const runs = rows.map(({ id, type, title }) => {
        const run = planRun(contextNow(), workflow, id, operation, new Map())
        const about = { id, type, title }
        if (run.state !== 'done') return { record: about, state: run.state, why: run.why, ...(run.params && { params: { ...run.params } }), effects: [] }
        const titleOf = new Map(run.drafts.map(({ document }) => [document.id, store.entity(document.type)!.title(document.data)]))
        return { record: about, state: run.state, effects: run.effects.map(({ fields, ...effect }) => ({ ...effect, ...(fields && { fields: [...fields] }), ...(effect.id !== undefined && { title: titleOf.get(effect.id) ?? '' }) })) }
      })
      return ok({ count: reader.count(selection), broken, runs })
    },

    save: async ({ workflow: key, patch }, { actor }) => {
      const operation: Operation = { id: store.newId(), name: key === undefined ? 'create' : 'edit', params: { type: 'workflow' }, actor }
      let saved = key ?? ''
      await store.commit(operation, () => {
        if (key !== undefined) return { drafts: [drafted(operation, named(db, key), patch)] }
        const draft = store.draft(operation, 'workflow', { isOn: false, stops: [], ...Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== null)) })
        saved = draft.document.id
        const problems = store.validate('workflow', draft.document.data)
        if (problems.length) throw new ExpectedError('INVALID_RECORD', { problems })
        return { drafts: [draft] }
      })
      return ok({ op: operation.id, workflow: saved })
    },

    turn: async ({ workflows: keys, isOn, isLate }, { actor }) => {
      const operation: Operation = { id: store.newId(), name: isOn ? 'turnWorkflowOn' : 'turnWorkflowOff', params: {}, actor }
      const since = isLate ? new Date(0).toISOString() : store.instant()
      await store.commit(operation, () => ({
        drafts: keys.map(key => named(db, key)).filter(workflow => workflow.isOn !== isOn).map(workflow => drafted(operation, workflow, { isOn, ...(isOn && { since: { at: since, zone: zoneHere() } }) })),
      }))
      return ok({ op: operation.id })
    },

    reset: async ({ workflow: key }, { actor }) => {
      if (!SHIPPED.some(shipped => shipped.key === key)) return fail('BAD_INPUT', { field: 'workflow' })
      const operation: Operation = { id: store.newId(), name: 'reset', params: { type: 'workflow' }, actor }
      await store.commit(operation, () => {
        const { isOn, since, record } = named(db, key)
        if (record === undefined) return { drafts: [] }
        const [shipped] = mergeWorkflows(SHIPPED.filter(each => each.key === key), [])
        // Whether it is on is no part of how it came.
        const isAsItCame = isOn === shipped!.isOn && since === undefined
        if (isAsItCame) return { drafts: [store.change(operation, store.read(record)!, { trashedAt: store.instant() })] }
        return { drafts: [drafted(operation, { ...shipped!, record, isOn, ...(since !== undefined && { since }) }, {})] }
      })
      return ok({ op: operation.id })
    },

    cancel: ({ workflow: key, record, occasion, isBack }) => {
      if (isBack) db.transaction(() => db.sql(`delete from act where workflow = ? and record = ? and occasion = ? and state = 'cancelled'`).run(key, record, occasion))
      else {
        coming(key, record, occasion)
        db.durable(true)
        db.transaction(() => writeAct(db, { workflow: key, record, occasion, state: 'cancelled', why: 'byHand', at: now(), effects: [] }))
      }
      return ok({})
    },

    prepare: async ({ workflow: key, record, occasion }, { actor }) => {
      const workflow = coming(key, record, occasion)
      const zone = zoneHere()
      const operation = operationOf(store.newId(), workflow, 1, actor)
      const due = isDated(workflow) ? openFrom(workflow.window, Math.max(now(), dueAt(workflow.trigger, keptIn(occasion), zone)), zone) : now()
      let mail = ''
      await store.commit(operation, () => {
        const run = planRun(contextNow(), workflow, record, operation, new Map())
        if (run.state !== 'done') throw new ExpectedError('BAD_INPUT', { field: run.why })
        const drafts = run.drafts.map(draft => (draft.document.type === 'emailMessage' ? { ...draft, document: { ...draft.document, data: { ...draft.document.data, sendAfter: { at: new Date(due).toISOString(), zone } } } } : draft))
        mail = drafts.find(({ document }) => document.type === 'emailMessage')?.document.id ?? ''
        return { drafts, alsoWrite: target => writeAct(target, { workflow: key, record, occasion, state: 'done', op: operation.id, at: now(), effects: run.effects }) }
      })
      return ok({ id: mail, op: operation.id })
    },

    retry: async ({ workflow, record, occasion }, { actor }) => {
      const { state, why, params, op } = await engine.retry({ workflow, record, occasion }, actor)
      return ok({ state, ...(why !== undefined && { why }), ...(params && { params: { ...params } }), ...(op !== undefined && { op }) })
    },

    settle: async ({ how }) => {
      await engine.settle(how)
      return ok({})
    },
  }
}


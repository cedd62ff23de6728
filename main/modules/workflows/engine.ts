import { performance } from 'node:perf_hooks'
import { setImmediate as breathe } from 'node:timers/promises'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { dueAt, nextLook, openFrom } from '../../../shared/modules/workflows/due.ts'
import { ARCHIVE, REMINDERS } from '../../../shared/modules/workflows/shipped.ts'
import type { Workflow } from '../../../shared/modules/workflows/workflow.ts'
import type { RunningJob } from '../../kernel/jobs/engine.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Batch, Draft, Store } from '../../kernel/store/store.ts'
import { type Act, createActTables, type Effect, hasAct, readPosition, writeAct, writePosition } from './act-table.ts'
import { type Hands, planRun, type RunContext } from './actions.ts'
import { brokenParts } from './broken.ts'
import { type DatedWorkflow, dueRecords, type DueScope, isDated, nextKept } from './due-records.ts'
import { lastUnit, nextUnit, setOff, type Unit, watchedType } from './events.ts'
import { readWorkflows } from './known.ts'
import { stopsSql } from './stops.ts'

/** What is due by dates runs as jobs of these kinds: each has its row among the jobs, and one operation can take back what a run did. */
export const DUE_KINDS = ['reminders', 'autoArchive', 'workflows'] as const
export type DueKind = (typeof DUE_KINDS)[number]

const dueKindOf = ({ key, series }: Workflow): DueKind => (key === ARCHIVE ? 'autoArchive' : series === REMINDERS ? 'reminders' : 'workflows')

export interface WorkflowsOptions {
  readonly store: Store
  readonly reader: Reader
  readonly hands: Hands
  readonly now: () => number
  /** Whether workflows as a whole, or a type, are switched off. */
  readonly isOff: (what: { module: 'workflows' } | { type: string }) => boolean
  readonly onBug: (error: unknown, where: string) => string
  /** Tells that something has become due sooner than was said. */
  readonly onDue?: (kind: DueKind) => void
}

export interface Workflows {
  /** When there is next something due of a kind, in milliseconds. */
  next(kind: DueKind): number | undefined
  /** Does all that is due of a kind. */
  run(kind: DueKind, job: RunningJob<null>): Promise<void>
  /** Reacts to what has happened since it last did; resolves when there is nothing left. */
  react(): Promise<void>
  /** Does now what happened and came due while workflows were switched off, or leaves it be for good. */
  settle(how: 'do' | 'leave'): Promise<void>
  /** Tries a run that failed again, once, whatever the hour. */
  retry(act: Pick<Act, 'workflow' | 'record' | 'occasion'>, actor: string): Promise<Act>
  close(): Promise<void>
}

/** Of the store thread at a time: a save waits no longer than this. */
const BUDGET_MS = 25
const MOST_AT_ONCE = 200
/** A workflow's own doing sets others off once; what those do sets off none. */
const MOST_GENERATIONS = 1
/** More runs of one workflow for one record in a day answer something that answers back. */
const MOST_A_DAY = 5
const DAY_MS = 86_400_000

/** An operation of a workflow, by whose name the history calls it. */
export const operationOf = (id: string, { key, name, isShipped }: Workflow, generation: number, actor = 'system'): Operation =>
  isShipped && name === undefined ? { id, name: 'shippedWorkflow', params: { key, generation }, actor } : { id, name: 'workflow', params: { key, name, generation }, actor }

/** Runs the workflows: what happened is read from the history in its order, what is due is asked of the records themselves. */
export const createWorkflows = ({ store, reader, hands, now, isOff, onBug, onDue = () => {} }: WorkflowsOptions): Workflows => {
  const { db } = store
  createActTables(db, now())
  const closing = new AbortController()
  const isAllOff = (): boolean => isOff({ module: 'workflows' })
  const contextNow = (): RunContext => ({ store, reader, hands, zone: zoneHere(), now })
  const floorOf = (workflow: Workflow): number => {
    const { since, floor = 0 } = position
    return Math.max(workflow.since === undefined ? since : Date.parse(workflow.since), floor)
  }
  let position = readPosition(db)
  let written = position

  let known: readonly Workflow[] | undefined
  /** Those that are on and whole, in the order in which they act. */
  const running = (): readonly Workflow[] => {
    const surroundings = { reader, hasTemplate: hands.hasTemplate, isOff: (type: string) => isOff({ type }) }
    return (known ??= readWorkflows(db).filter(workflow => workflow.isOn && brokenParts(workflow, surroundings).length === 0))
  }
  const scopeOf = (): DueScope => ({ reader, zone: zoneHere(), floor: floorOf, running: running() })

  const nextOf = new Map<DueKind, number | undefined>(DUE_KINDS.map(kind => [kind, 0]))
  const becomeDue = (kind: DueKind): void => {
    nextOf.set(kind, 0)
    onDue(kind)
  }

  /** Runs a workflow for some records of a batch: what it writes, and what is noted of each. */
  const planBatch = (workflow: Workflow, records: readonly { id: string; occasion: string; why: string | null; fits: boolean }[], operation: Operation): Batch & { counts: Record<string, number>; isWhole: boolean } => {
    const until = performance.now() + BUDGET_MS
    const context = contextNow()
    const drafts = new Map<string, Draft>()
    const acts: Act[] = []
    const counts: Record<string, number> = {}
    let isWhole = true
    for (const { id, occasion, why, fits } of records) {
      if (acts.length > 0 && performance.now() > until) {
        isWhole = false
        break
      }
      const note = (state: Act['state'], rest: Partial<Act> = {}): void => {
        acts.push({ workflow: workflow.key, record: id, occasion, state, at: now(), effects: [], ...rest })
        if (state !== 'seen') counts[state] = (counts[state] ?? 0) + 1
      }
      if (!fits) note('seen')
      else if (why !== null) note('skipped', { why })
      else {
        const run = runOf(context, workflow, id, operation, drafts)
        if (run.state !== 'done') note(run.state, run)
        else {
          for (const draft of run.drafts) drafts.set(draft.document.id, draft)
          // Where all stood as it should there is nothing to tell.
          if (run.effects.length > 0) note('done', { effects: run.effects, op: operation.id })
          else note('seen')
        }
      }
    }
    return { drafts: [...drafts.values()], alsoWrite: target => acts.forEach(act => writeAct(target, act)), counts, isWhole }
  }

  const runOf = (context: RunContext, workflow: Workflow, id: string, operation: Operation, among: ReadonlyMap<string, Draft>): ReturnType<typeof planRun> => {
    try {
      return planRun(context, workflow, id, operation, among)
    } catch (error) {
      // One that breaks keeps no other from its work.
      if (error instanceof ExpectedError) return { state: 'failed', why: 'rejected', params: { ...error.failure.params, code: error.failure.code } }
      return { state: 'failed', why: 'bug', params: { id: onBug(error, `workflow ${workflow.key}`) } }
    }
  }

  /** Records that a workflow is set off for, with whether its filter and its stops let it act. */
  const judged = (workflow: Workflow, ids: readonly string[], { id: occasion, generation }: Unit): { id: string; occasion: string; why: string | null; fits: boolean }[] => {
    const table = reader.table(workflow.forType)
    const fits = workflow.filter ? reader.condition({ type: workflow.forType, filter: workflow.filter, archived: 'with' }) : { text: '1', params: [] }
    const rows = db
      .rows(`select c.id, (${fits.text}) is true, ${stopsSql(workflow.stops, table.entity)} from (select n from doc_records where id in (select value from json_each(?))) asked cross join ${table.table} c on c.n = asked.n where c.st = 0`)
      .all(...fits.params, JSON.stringify(ids)) as [string, number, string | null][]
    const today = now() - DAY_MS
    return rows.flatMap(([id, isFit, stop]) => {
      // Of what it is not about, nothing is noted.
      if (isFit === 0 || hasAct(db, workflow.key, id, occasion)) return []
      if (generation > MOST_GENERATIONS) return [{ id, occasion, why: 'generation', fits: true }]
      const runs = (db.rows(`select count(*) from act where workflow = ? and record = ? and state = 'done' and at > ?`).get(workflow.key, id, today) as number[])[0]!
      return [{ id, occasion, why: runs >= MOST_A_DAY ? 'tooMany' : stop, fits: true }]
    })
  }

  /** Reacts to a part of the history, some entries at a time; what was noted already is passed over. */
  const reactTo = async (unit: Unit, from: number): Promise<void> => {
    const entries = unit.entries.slice(from, from + MOST_AT_ONCE)
    const types = new Set(entries.map(({ type }) => type))
    for (const workflow of running()) {
      const type = watchedType(workflow)
      if (closing.signal.aborted || type === undefined || !types.has(type) || unit.at < floorOf(workflow)) continue
      const ids = setOff(store, workflow, entries)
      for (let isWhole = ids.length === 0; !isWhole && !closing.signal.aborted; ) {
        const operation = operationOf(store.newId(), workflow, unit.generation + 1)
        await store.commit(operation, () => {
          const records = judged(workflow, ids, unit)
          if (records.length === 0) {
            isWhole = true
            return { drafts: [] }
          }
          const batch = planBatch(workflow, records, operation)
          ;({ isWhole } = batch)
          return batch
        })
        await breathe()
      }
    }
    for (const workflow of running().filter(isDated)) if (unit.entries.some(entry => entry.type === workflow.forType && movesDate(workflow, entry.kind === 'create' ? undefined : entry.changes))) becomeDue(dueKindOf(workflow))
  }

  const movesDate = ({ trigger: { field, after } }: DatedWorkflow, changes: Readonly<Record<string, unknown>> | undefined): boolean =>
    field === 'createdAt' ? changes === undefined && after < 1 : changes === undefined || Object.hasOwn(changes, field)

  /** Where the history has been read to is kept now and then: what is read again is passed over. */
  const keepPosition = async (): Promise<void> => {
    if (JSON.stringify(position) === JSON.stringify(written)) return
    const kept = position
    await store.commit(operationOf(store.newId(), NOBODY, 0), () => ({ drafts: [], alsoWrite: target => writePosition(target, kept) }), { resumable: true })
    written = kept
  }

  /** Notes when workflows were switched off, and holds what happened meanwhile for somebody to decide. */
  const followSwitch = async (): Promise<boolean> => {
    const isOffNow = isAllOff()
    if (isOffNow && position.offSince === undefined) {
      position = { ...position, offSince: now() }
      await keepPosition()
    }
    if (!isOffNow && position.offSince !== undefined) {
      const { offSince, held, ...rest } = position
      const toUnit = lastUnit(db)
      position = { ...rest, unit: toUnit, entry: 0, floor: now(), held: { fromUnit: held?.fromUnit ?? rest.unit, toUnit, from: held?.from ?? offSince, to: now() } }
      await keepPosition()
    }
    return isOffNow
  }

  const readOn = async (): Promise<void> => {
    if (await followSwitch()) return
    for (let unit = nextUnit(db, position.unit, Number.MAX_SAFE_INTEGER); unit && !closing.signal.aborted; unit = nextUnit(db, position.unit, Number.MAX_SAFE_INTEGER)) {
      if (unit.entries.some(({ type }) => DECIDES.includes(type))) {
        known = undefined
        DUE_KINDS.forEach(becomeDue)
        if (await followSwitch()) return
      }
      for (let from = position.entry; from < unit.entries.length && !closing.signal.aborted; from += MOST_AT_ONCE) {
        await reactTo(unit, from)
        position = { ...position, entry: from + MOST_AT_ONCE }
      }
      if (closing.signal.aborted) return
      position = { ...position, unit: Math.max(unit.n, position.unit), entry: 0 }
      if (position.unit - written.unit >= KEEP_EVERY) await keepPosition()
    }
    await keepPosition()
  }

  let reacting: Promise<void> = Promise.resolve()
  let isAsked = false
  const react = (): Promise<void> => {
    if (isAsked || closing.signal.aborted) return reacting
    isAsked = true
    reacting = reacting
      .then(() => {
        isAsked = false
        return readOn()
      })
      .catch((error: unknown) => {
        // A disk without room may have some again: the next write wakes it.
        if (!(error instanceof ExpectedError)) onBug(error, 'workflows')
      })
    return reacting
  }
  const stopListening = [store.onCommit(() => void react()), store.onRegistry(() => (known = undefined))]
  void react()

  const nextFor = (workflow: DatedWorkflow, scope: DueScope, at: number): number => {
    if (workflow.trigger.unit === 'day') return nextLook(workflow.trigger, workflow.window, at, scope.zone)
    const kept = nextKept(workflow, scope, at)
    return kept === undefined ? Number.MAX_SAFE_INTEGER : openFrom(workflow.window, dueAt(workflow.trigger, kept, scope.zone), scope.zone)
  }

  return {
    next: kind => (isAllOff() ? undefined : nextOf.get(kind)),
    run: async (kind, job) => {
      if (isAllOff()) return
      // What happened before counts before what is due.
      await react()
      const at = now()
      const scope = scopeOf()
      const mine = scope.running.filter(isDated).filter(workflow => dueKindOf(workflow) === kind)
      for (const workflow of mine) {
        if (openFrom(workflow.window, at, scope.zone) > at) continue
        const operation = operationOf(kind === 'workflows' ? store.newId() : job.op, workflow, 1)
        for (let after = 0, isDone = false; !isDone && !job.signal.aborted; ) {
          await job.commit(operation, () => {
            const due = dueRecords(workflow, scope, at, after, MOST_AT_ONCE)
            isDone = due.length === 0
            if (isDone) return undefined
            const { counts, isWhole, ...batch } = planBatch(workflow, due, operation)
            if (isWhole) after = due.at(-1)!.n
            return { batch, progress: { done: Object.values(counts).reduce((sum, count) => sum + count, 0), counts } }
          })
          await breathe()
        }
      }
      if (job.signal.aborted) return
      const nexts = mine.map(workflow => nextFor(workflow, scope, at)).filter(next => next < Number.MAX_SAFE_INTEGER)
      nextOf.set(kind, nexts.length ? Math.min(...nexts) : undefined)
      // What waits for this series can go on.
      for (const waiting of scope.running) if (waiting.waitsFor !== undefined && dueKindOf(waiting) !== kind && mine.some(({ series }) => series === waiting.waitsFor)) becomeDue(dueKindOf(waiting))
    },
    react,
    settle: async how => {
      const { held, ...rest } = position
      if (!held) return
      if (how === 'do') {
        for (let unit = nextUnit(db, held.fromUnit, held.toUnit); unit; unit = nextUnit(db, unit.n, held.toUnit)) {
          position = { ...position, floor: 0 }
          for (let from = 0; from < unit.entries.length; from += MOST_AT_ONCE) await reactTo(unit, from)
        }
      }
      position = how === 'do' ? { ...rest, unit: position.unit, entry: position.entry, floor: 0 } : rest
      await keepPosition()
      DUE_KINDS.forEach(becomeDue)
    },
    retry: async ({ workflow: key, record, occasion }, actor) => {
      const workflow = readWorkflows(db).find(each => each.key === key)
      const found = db.rows(`select 1 from act where workflow = ? and record = ? and occasion = ? and state in ('failed', 'skipped', 'cancelled')`).get(key, record, occasion)
      if (!workflow || !found || !store.read(record)) throw new ExpectedError('NOT_FOUND', { id: record })
      const operation = operationOf(store.newId(), workflow, 1, actor)
      let act!: Act
      await store.commit(operation, () => {
        const run = runOf(contextNow(), workflow, record, operation, new Map())
        const effects: readonly Effect[] = run.state === 'done' ? run.effects : []
        act = { workflow: key, record, occasion, at: now(), state: run.state, effects, ...(run.state === 'done' ? { op: operation.id } : { why: run.why, params: run.params }) }
        return { drafts: run.state === 'done' ? run.drafts : [], alsoWrite: target => writeAct(target, act) }
      })
      return act
    },
    close: async () => {
      closing.abort()
      for (const stop of stopListening) stop()
      await reacting
      await keepPosition()
    },
  }
}

const KEEP_EVERY = 100

/** Records that decide which workflows run. */
const DECIDES = ['workflow', 'moduleSwitch', 'emailTemplate', 'tag', 'savedFilter', 'customField', 'customType', 'fieldSetting', 'survey']

const NOBODY: Workflow = { key: 'none', isShipped: false, name: '', isOn: false, order: 0, forType: '', trigger: { when: 'created' }, stops: [], actions: [] }

export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

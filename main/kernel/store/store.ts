import { setImmediate as immediate, setTimeout as pause } from 'node:timers/promises'
import { createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema, type RxStorage } from 'rxdb/plugins/core'
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv'
import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { CONFIGURING, effectiveRegistry } from '../../../shared/kernel/entity/effective.ts'
import { mergedValue } from '../../../shared/kernel/entity/merge-values.ts'
import type { RecordRule, Written as Ruling } from '../../../shared/kernel/entity/record-rule.ts'
import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { ExpectedError, type Failure } from '../../../shared/kernel/rpc/result.ts'
import { foreseenConfiguration, registryOf } from './configuration.ts'
import { derive } from './derived.ts'
import type { Db } from './driver.ts'
import { createFlagTables, flag, flagsAt, judge, soundPart } from './flags.ts'
import { type Entry, entryOf, type HistoryDocument, historyHooks, type Operation, packEntries } from './journal.ts'
import { pack, unpack } from './envelope.ts'
import { migrate } from './migrations.ts'
import { openReadModels, type ReadModels } from './read-models.ts'
import { type CollectionHooks, SqliteInstance, sqliteStorage, type Stored, WriteConflict, type Written } from './rx-storage.ts'
import { LIVE, type TypedTable } from './typed-table.ts'

/** One record to write: as it shall be, and as it was read (nothing for a new one). */
export interface Draft {
  readonly document: Envelope
  readonly previous?: Stored<Envelope>
  /** Removes it for good. */
  readonly purge?: boolean
  /** Takes back what an operation did. */
  readonly isUndo?: boolean
  /** Made by the application itself, not at somebody's wish. */
  readonly isOwn?: boolean
  /** Gives the record that is kept of several what the others have, or leads there what leads to them. */
  readonly isMerge?: boolean
}

/** What a batch of an operation writes; `alsoWrite` joins its transaction, e.g. for a job's checkpoint. */
export interface Batch {
  readonly drafts: readonly Draft[]
  readonly alsoWrite?: (db: Db) => void
}

/** Records written by one transaction, by type. */
export interface Committed {
  readonly type: string
  readonly ids: readonly string[]
}

/** Thrown when a record to write breaks its definition: whoever writes checks first. */
export class InvalidRecord extends Error {
  readonly problems: readonly Problem[]
  constructor(document: Envelope, problems: readonly Problem[]) {
    super(`${document.type} ${document.id}: ${problems.map(p => `${p.field} ${p.code}`).join(', ')}`)
    this.name = 'InvalidRecord'
    this.problems = problems
  }
}

/**
 * A rule that looks beyond the record it is asked about: why a draft may not be written, beside the others of its batch.
 * It is asked of everything that an operation writes, also by an import or an undo, and not of what replication brings.
 * The types that `store` tells are those that the batch brings about; `db` has no lists yet of one that is new.
 */
export type Guard = (store: Store, draft: Draft, among: readonly Draft[]) => Failure | undefined

export interface StoreOptions {
  readonly db: Db
  /** The declared types; what users made of them is read from the database. */
  readonly registry: readonly AnyEntity[]
  readonly guards?: readonly Guard[]
  /** By type; the guards are asked of what they answer. */
  readonly rules?: Readonly<Record<string, RecordRule>>
  readonly newId: () => string
  readonly now: () => number
  /** Runs before a database of an earlier version is brought forward; a throw of it leaves that as it is. */
  readonly backup?: () => Promise<unknown>
  /** What a write waits for before its turn begins. */
  readonly ready?: () => Promise<void>
  /** Told of what stops the rebuilding of lists, which go on as they are. */
  readonly onBug?: (error: unknown, where: string) => unknown
}

export interface Store {
  readonly db: Db
  /** What replication reads and writes. */
  readonly collections: Readonly<Record<'records' | 'history', RxCollection<any>>>
  readonly registry: readonly AnyEntity[]
  readonly newId: () => string
  /** The present instant, ISO 8601 in UTC. */
  readonly instant: () => string
  entity(type: string): AnyEntity | undefined
  table(type: string): TypedTable
  validate(type: string, data: Record<string, unknown>): Problem[]
  /** Records that came from elsewhere and break their definition: they are kept, and shown as far as they hold. */
  flagged(): { id: string; problems: Problem[] }[]
  /** A record as it stands now, trashed ones too; undefined when there is none. */
  read(id: string): Stored<Envelope> | undefined
  /** What the guards say against a draft, beside the others of its batch. */
  refusal(draft: Draft, among?: readonly Draft[]): Failure | undefined
  /** A new record for an operation. */
  draft(operation: Operation, type: string, data: Record<string, unknown>): Draft
  /** A changed one. */
  change(operation: Operation, previous: Stored<Envelope>, to: Partial<Pick<Envelope, 'data' | 'trashedAt' | 'owner'>>): Draft
  /**
   * Writes one batch of an operation in one transaction. Batches never overlap: `build` reads and decides when its turn
   * has come. Answers how many records changed. Throws ExpectedError with what a guard says against one of them.
   */
  commit(operation: Operation, build: () => Batch, options?: { resumable?: boolean }): Promise<number>
  /** Tells when users have changed types or fields, until the answer is called: `registry` is then what they made of it. */
  onRegistry(listener: () => void): () => void
  /** Tells of every committed write, until the answer is called. */
  onCommit(listener: (written: readonly Committed[]) => void): () => void
  /** Makes the index of lists sorted by a column, when its turn has come; false while the table is being rebuilt. */
  indexSort(type: string, path: string): Promise<boolean>
  /** Resolves when the lists of all types are of their definitions: at once, but where one has changed. */
  readonly rebuilt: Promise<void>
  /** Values of this machine only. */
  local: { get(id: string): Record<string, unknown> | undefined; set(id: string, value: Record<string, unknown>): Promise<void> }
  close(): Promise<void>
}

interface Unit {
  readonly operation: Operation
  readonly rows: number
  readonly alsoWrite?: (db: Db) => void
  history?: Stored<HistoryDocument>
  publish?: () => void
}

const ID = { type: 'string', maxLength: 36 } as const
const INSTANT = { type: 'string', maxLength: 30 } as const
const OPEN = { type: 'object', additionalProperties: true } as const

const recordsSchema: RxJsonSchema<any> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: ID,
    type: { type: 'string', maxLength: 60 },
    data: OPEN,
    ext: OPEN,
    createdAt: INSTANT,
    createdBy: { type: 'string', maxLength: 36 },
    updatedAt: INSTANT,
    updatedBy: { type: 'string', maxLength: 36 },
    owner: { type: 'string', maxLength: 36 },
    trashedAt: { type: ['string', 'null'], maxLength: 30 },
    op: ID,
  },
  required: ['id', 'type', 'data', 'ext', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'owner', 'trashedAt', 'op'],
}

const historySchema: RxJsonSchema<any> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: ID, op: ID, name: { type: 'string' }, params: OPEN, at: INSTANT, by: { type: 'string' }, created: OPEN, changed: { type: 'array', items: OPEN }, ext: OPEN },
  required: ['id', 'op', 'name', 'params', 'at', 'by', 'created', 'changed', 'ext'],
}

const localSchema: RxJsonSchema<any> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 60 }, value: OPEN },
  required: ['id', 'value'],
}

/** Opens the store on a database; throws ExpectedError STORE_NEWER, and leaves alone what a later version has written. */
export const openStore = async ({ db, registry: declared, guards = [], rules = {}, newId, now, backup = async () => {}, ready = async () => {}, onBug = raise }: StoreOptions): Promise<Store> => {
  await migrate(db, backup)
  let registry = registryOf(db, declared)
  let types = new Map(registry.map(entity => [entity.type, entity]))
  let { tables } = derive(registry)
  let problemsOf = judge(registry)
  const units = new Map<string, Unit>()
  const listeners = new Set<(written: readonly Committed[]) => void>()
  const registryListeners = new Set<() => void>()
  let isChanged = false
  let models: ReadModels
  let instantMs = 0
  let instantText = ''
  const instant = (): string => {
    const ms = now()
    if (ms !== instantMs) instantText = new Date((instantMs = ms)).toISOString()
    return instantText
  }

  const writeDerived = (target: Db, n: number, document: Stored<Envelope>, previous: Stored<Envelope> | undefined, isOurs: boolean): void => {
    const flags = previous ? flagsAt(target, n) : []
    const before = previous && !previous._deleted ? soundPart(previous, flags) : undefined
    // What an operation changes was checked before; what it leaves as it is may be wrong still.
    const problems = document._deleted ? [] : !isOurs ? problemsOf(document) : document.data === previous?.data ? flags : []
    const live = document._deleted ? undefined : soundPart(document, problems)
    if (problems.length || flags.length) flag(target, n, document.type, problems)
    models.write(n, document.type, live, before)
  }

  const recordsHooks: CollectionHooks = {
    pack,
    unpack,
    atomic: context => units.has(context),
    open: target => {
      createFlagTables(target)
      models = openReadModels(target, registry, problemsOf)
    },
    check: (rows, context) => {
      const unit = units.get(context)
      if (!unit) return
      if (rows.length !== unit.rows) throw new Error(`${unit.rows - rows.length} records of an operation do not fit the envelope`)
      for (const { document, previous } of rows) {
        // A record that came broken can still be trashed, or removed for good.
        if (document._deleted || document.data === previous?.data) continue
        const problems = problemsOf(document)
        if (problems.length) throw new InvalidRecord(document, problems)
      }
    },
    write: ({ db: target, context, rows }: Written<Envelope>) => {
      const unit = units.get(context)
      for (const { n, document, previous } of rows) writeDerived(target, n, document, previous, unit !== undefined)
      if (!unit) return
      const entries = rows.map(({ document, previous }) => entryOf(document, previous)).filter((entry): entry is Entry => entry !== undefined)
      if (entries.length) {
        const { operation } = unit
        const document = { id: newId(), op: operation.id, name: operation.name, params: operation.params, at: instant(), by: operation.actor, ...packEntries(entries), ext: {}, ...META(now()) }
        const { output } = history.writeRows([{ document }], context)
        unit.publish = () => history.publish(output.eventBulk)
      }
      unit.alsoWrite?.(target)
    },
    committed: ({ context, rows }: Written<Envelope>) => {
      units.get(context)?.publish?.()
      const byType = Map.groupBy(rows, ({ document }) => document.type)
      const written = [...byType].map(([type, of]) => ({ type, ids: of.map(({ document }) => document.id) }))
      for (const listener of listeners) listener(written)
      if (written.some(({ type }) => isConfiguring(type))) isChanged = true
      // An operation's own turn ends with it; what replication brings has none.
      if (isChanged && !units.has(context)) void inTurn(async () => adopt())
    },
  }

  const instances = new Map<string, SqliteInstance<any>>()
  const bare = sqliteStorage(db, { records: recordsHooks, history: historyHooks }, instance => instances.set(instance.collectionName, instance))
  const rx: RxDatabase<any> = await createRxDatabase({
    // RxDB refuses two databases of one name in a process; ours are told apart by their files.
    name: `calepin-${newId()}`,
    storage: keepingRefused(db, wrappedValidateAjvStorage({ storage: bare })),
    multiInstance: false,
    eventReduce: false,
  })
  await rx.addCollections({ history: { schema: historySchema }, local: { schema: localSchema } })
  const history = instances.get('history')!
  await rx.addCollections({ records: { schema: recordsSchema } })
  const records = instances.get('records')!
  const local = instances.get('local')!

  const bulkWrite = async (operation: Operation, { drafts, alsoWrite }: Batch): Promise<number> => {
    if (drafts.length === 0) {
      if (alsoWrite) db.transaction(() => alsoWrite(db))
      return 0
    }
    const context = `op:${operation.id}:${newId()}`
    units.set(context, alsoWrite ? { operation, rows: drafts.length, alsoWrite } : { operation, rows: drafts.length })
    try {
      const rows = drafts.map(({ document, previous, purge }) => ({
        document: { ...META(now()), ...document, _deleted: purge === true },
        ...(previous ? { previous } : {}),
      }))
      const { error } = await rx.collections.records!.storageInstance.bulkWrite(rows, context)
      if (error.length) throw new WriteConflict(error.map((refused: { documentId: string }) => refused.documentId))
      return drafts.length
    } finally {
      units.delete(context)
    }
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const result = turn.then(ready).then(run)
    turn = result.catch(() => {})
    return result
  }

  const listedValue: Ruling['listedValue'] = ({ name, values }, key) => {
    const [id] = tables.has(LIST_VALUE) ? ((db.rows(`select id from ${LIST_VALUE} where st = ${LIVE} and k_list = fold(?) and f_list = ? and f_key = ? order by n desc limit 1`).get(name, name, key) as string[] | undefined) ?? []) : []
    return mergedValue(key, values.find(value => value.key === key), id === undefined ? undefined : store.read(id)?.data)
  }

  /** A draft with what its type's rule makes of it. */
  const ruled = (draft: Draft, { actor, name: operation }: Operation): Draft => {
    const { document, previous, purge } = draft
    const rule = Object.hasOwn(rules, document.type) ? rules[document.type] : undefined
    if (!rule || purge || document.data === previous?.data) return draft
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    return { ...draft, document: { ...document, data: { ...rule(document.data, { previous: previous?.data, now: { at: instant(), zone }, actor, operation, listedValue }) } } }
  }

  const guarded = (batch: Batch, operation: Operation): Batch => {
    const drafts = batch.drafts.map(draft => ruled(draft, operation))
    const asked = foreseeing(drafts)
    for (const draft of drafts) {
      const refused = refusalIn(asked, draft, drafts)
      if (refused) throw new ExpectedError(refused.code, refused.params)
    }
    return { ...batch, drafts }
  }

  const closed = new AbortController()
  const rebuild = async (): Promise<void> => {
    // A turn of the events between any two steps: what people do comes first.
    for (;;) {
      await immediate()
      try {
        if (closed.signal.aborted || !models.step()) return
      } catch (error) {
        if (!(error instanceof ExpectedError)) return void onBug(error, 'rebuild')
        // A disk without room may have some again.
        await pause(RETRY_MS, undefined, { ref: false, signal: closed.signal }).catch(() => {})
      }
    }
  }
  let rebuilt = rebuild()
  /** Goes over to what users have made of the types; tables of those that changed are rebuilt while all goes on. */
  const adopt = (): void => {
    if (!isChanged) return
    isChanged = false
    try {
      const next = registryOf(db, declared)
      const judging = judge(next)
      models = openReadModels(db, next, judging)
      registry = next
      types = new Map(next.map(entity => [entity.type, entity]))
      tables = derive(next).tables
      problemsOf = judging
      rebuilt = rebuilt.then(rebuild)
    } catch (error) {
      // What was written is written: it counts from the next opening.
      onBug(error, 'registry')
      return
    }
    for (const listener of registryListeners) listener()
  }

  let foreseen: { readonly of: readonly AnyEntity[]; readonly written: readonly Envelope[]; readonly store: Store } | undefined
  /** The store with the types as they will be when a batch is written. */
  const foreseeing = (among: readonly Draft[]): Store => {
    const written = among.flatMap(({ document }) => (isConfiguring(document.type) ? [document] : []))
    if (written.length === 0) return store
    // Draft after draft of a batch is asked about.
    if (foreseen?.of === registry && foreseen.written.length === written.length && written.every((document, i) => foreseen!.written[i] === document)) return foreseen.store
    const next = effectiveRegistry(declared, foreseenConfiguration(db, written)).registry
    const nextTypes = new Map(next.map(entity => [entity.type, entity]))
    foreseen = { of: registry, written, store: { ...store, registry: next, entity: type => nextTypes.get(type) } }
    return foreseen.store
  }

  const refusalIn = (asked: Store, draft: Draft, among: readonly Draft[]): Failure | undefined => {
    if (draft.purge) return undefined
    for (const guard of guards) {
      const refused = guard(asked, draft, among)
      if (refused) return refused
    }
    return undefined
  }

  const store: Store = {
    db,
    get rebuilt() {
      return rebuilt
    },
    collections: { records: rx.collections.records!, history: rx.collections.history! },
    get registry() {
      return registry
    },
    newId,
    instant,
    entity: type => types.get(type),
    table: type => tables.get(type)!,
    validate: (type, data) => problemsOf({ type, data }),
    flagged: () => db.sql('select d.id, f.problems from flagged f join doc_records d on d.n = f.n order by f.n').all().map(({ id, problems }) => ({ id, problems: JSON.parse(problems) })),
    read: id => records.read([id]).find(document => !document._deleted),
    refusal: (draft, among = []) => refusalIn(foreseeing(among), draft, among),
    draft: (operation, type, data) => {
      const at = instant()
      const { actor } = operation
      return {
        document: { id: newId(), type, data, ext: {}, createdAt: at, createdBy: actor, updatedAt: at, updatedBy: actor, owner: actor, trashedAt: null, op: operation.id },
      }
    },
    change: (operation, previous, to) => ({
      previous,
      document: { ...previous, ...to, updatedAt: instant(), updatedBy: operation.actor, op: operation.id },
    }),
    commit: (operation, build, { resumable = false } = {}) =>
      inTurn(async () => {
        db.durable(!resumable)
        try {
          const began = performance.now()
          const batch = db.reading(() => guarded(build(), operation))
          // Whatever else this thread has to do comes between the two halves of much work.
          if (performance.now() - began > LONG_MS) await immediate()
          return await bulkWrite(operation, batch)
        } catch (error) {
          // Only a write from elsewhere (replication) can have come between: what to write is decided anew.
          if (error instanceof WriteConflict) return bulkWrite(operation, db.reading(() => guarded(build(), operation)))
          throw error
        } finally {
          adopt()
        }
      }),
    indexSort: (type, path) => inTurn(async () => models.indexSort(type, path)),
    onRegistry: listener => {
      registryListeners.add(listener)
      return () => void registryListeners.delete(listener)
    },
    onCommit: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    local: {
      get: id => local.read([id]).find(document => !document._deleted)?.value,
      set: (id, value) =>
        inTurn(async () => {
          const [previous] = local.read([id])
          await rx.collections.local!.storageInstance.bulkWrite([{ document: { ...META(now()), id, value }, ...(previous ? { previous } : {}) }], 'local')
        }),
    },
    close: async () => {
      closed.abort()
      await rebuilt
      await turn
      await rx.close()
    },
  }
  return store
}

/** What RxDB keeps on every document; it sets the revision itself. */
const META = (time: number): { _deleted: boolean; _attachments: object; _rev: string; _meta: { lwt: number } } => ({ _deleted: false, _attachments: {}, _rev: '1-calepin', _meta: { lwt: time } })

const isConfiguring = (type: string): boolean => CONFIGURING.some(each => each === type)

const RETRY_MS = 10_000

/** The type whose records are users' own values of a list, and what they changed of a declared one. */
const LIST_VALUE = 'listValue'

const LONG_MS = 10

const raise = (error: unknown): never => {
  throw error
}

const REFUSED = 422

/** Keeps what is pulled and does not fit its collection: RxDB would stop at it, each time anew, and bring nothing more. */
const keepingRefused = <I, O>(db: Db, storage: RxStorage<I, O>): RxStorage<I, O> => ({
  ...storage,
  createStorageInstance: async params => {
    const instance = await storage.createStorageInstance(params)
    const { collectionName } = params
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      const { error } = await write(rows, context)
      if (!context.startsWith('replication-')) return { error }
      const refused = error.filter(({ status }) => status === REFUSED)
      const keep = db.sql('insert or replace into refused(collection, id, document, errors) values(?, ?, ?, ?)')
      for (const each of refused) keep.run(collectionName, each.documentId, JSON.stringify(each.writeRow.document), JSON.stringify((each as { validationErrors?: unknown }).validationErrors))
      const failed = new Set(error.map(({ documentId }) => documentId))
      if (db.sql('select 1 from refused limit 1').get()) {
        const forget = db.sql('delete from refused where collection = ? and id = ?')
        for (const { document } of rows) if (!failed.has((document as { id?: string }).id ?? '')) forget.run(collectionName, (document as { id?: string }).id)
      }
      return { error: error.filter(each => !refused.includes(each)) }
    }
    return instance
  },
})

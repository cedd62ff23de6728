import {
  categorizeBulkWriteRows,
  ensureRxStorageInstanceParamsAreCorrect,
  getPrimaryFieldOfPrimaryKey,
  getQueryMatcher,
  getSortComparator,
  now,
  type BulkWriteRow,
  type CategorizeBulkWriteRowsOutput,
  type EventBulk,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageBulkWriteResponse,
  type RxStorageChangeEvent,
  type RxStorageInstance,
  type RxStorageInstanceCreationParams,
  RXDB_VERSION,
} from 'rxdb/plugins/core'
import { Subject, type Observable } from 'rxjs'
import type { Db } from './driver.ts'

/** Given by the database, never by the clock: everything after it was written after it. */
export interface Checkpoint {
  seq: number
}

export type Stored<T = any> = RxDocumentData<T>

/** What one bulkWrite is about to do, inside its transaction. */
export interface Written<T = any> {
  readonly db: Db
  readonly context: string
  /** Documents with the row number that the store gave them and what stood there before. */
  readonly rows: readonly { n: number; document: Stored<T>; previous?: Stored<T> }[]
}

/** What a collection adds to its documents' own rows. */
export interface CollectionHooks {
  /** Creates its tables; runs once when the collection is opened. */
  open?(db: Db): void
  /** A document, without RxDB's own fields, as its row keeps it in JSON, and back; by default all but the primary key. */
  pack?(document: any): object
  unpack?(packed: any, id: string): object
  /** Whether a conflict in one row refuses the whole write. */
  atomic?(context: string): boolean
  /** Before anything is written; a throw refuses the whole write. */
  check?(rows: readonly BulkWriteRow<any>[], context: string): void
  /** After the documents' rows, before the commit. */
  write?(written: Written): void
  /** After the commit, before the change stream tells of it. */
  committed?(written: Written): void
}

/** Thrown by an atomic write when documents were changed since they were read. */
export class WriteConflict extends Error {
  readonly ids: readonly string[]
  constructor(ids: readonly string[]) {
    super(`${ids.length} documents changed since they were read`)
    this.name = 'WriteConflict'
    this.ids = ids
  }
}

interface Internals {
  readonly db: Db
}

/**
 * RxDB's storage on one SQLite connection: each collection is a table of JSON documents with a sequence. Mango queries
 * other than by primary key are answered by RxDB's own matcher over a scan: RxDB asks few of them, and the product
 * reads by SQL.
 */
export const sqliteStorage = (db: Db, hooks: Readonly<Record<string, CollectionHooks>>, opened?: (instance: SqliteInstance<any>) => void): RxStorage<Internals, object> => ({
  name: 'calepin-sqlite',
  rxdbVersion: RXDB_VERSION,
  async createStorageInstance<T>(params: RxStorageInstanceCreationParams<T, object>) {
    ensureRxStorageInstanceParamsAreCorrect(params)
    if (params.schema.attachments) throw new Error('files live in the file store, not in attachments')
    // RxDB tells other processes of changes through readable files; a data folder belongs to one process anyway.
    if (params.multiInstance) throw new Error('a data folder is open in one process at a time')
    const instance = new SqliteInstance<T>(db, params, hooks[params.collectionName] ?? {})
    opened?.(instance)
    return instance
  },
})

interface DocumentRow {
  n: number
  id: string
  rev: string
  lwt: number
  deleted: number
  meta: string | null
  json: string
}

const READ = 'select n, id, rev, lwt, deleted, meta, json from'
const CLEANUP_BATCH = 1_000
/** SQLite's names know no case; what is more than small letters is spelt out, so that no two collections share a table. */
const tableOf = (collectionName: string, version: number): string =>
  `doc_${collectionName.replace(/[^a-z0-9_]/g, character => `$${character.charCodeAt(0).toString(16)}`)}${version > 0 ? `$v${version}` : ''}`

export class SqliteInstance<T> implements RxStorageInstance<T, Internals, object, Checkpoint> {
  readonly databaseName: string
  readonly collectionName: string
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<T>>>
  readonly options: Readonly<object>
  readonly internals: Internals
  readonly table: string
  private readonly db: Db
  private readonly hooks: CollectionHooks
  private readonly primary: string
  private readonly changes = new Subject<EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, Checkpoint>>()
  private closed: Promise<void> | undefined

  constructor(db: Db, params: RxStorageInstanceCreationParams<T, object>, hooks: CollectionHooks) {
    this.db = db
    this.databaseName = params.databaseName
    this.collectionName = params.collectionName
    this.schema = params.schema
    this.options = params.options
    this.internals = { db }
    this.hooks = hooks
    this.primary = getPrimaryFieldOfPrimaryKey(params.schema.primaryKey)
    this.table = tableOf(params.collectionName, params.schema.version)
    db.exec(`create table if not exists ${this.table}(n integer primary key, id text not null unique, seq integer not null,
      rev text not null, lwt real not null, deleted integer not null, meta text, json text not null);
      create unique index if not exists ${this.table}_seq on ${this.table}(seq);
      create table if not exists sequence(name text primary key, seq integer not null, n integer not null) without rowid`)
    hooks.open?.(db)
  }

  async bulkWrite(rows: BulkWriteRow<T>[], context: string): Promise<RxStorageBulkWriteResponse<T>> {
    this.requireOpen()
    const { output, written } = this.db.transaction(() => this.writeRows(rows, context))
    this.hooks.committed?.(written)
    this.publish(output.eventBulk)
    return { error: output.errors }
  }

  /** Writes rows inside a transaction that the caller has begun, and commits or rolls back; see {@link publish}. */
  writeRows(rows: BulkWriteRow<T>[], context: string): { output: CategorizeBulkWriteRowsOutput<T>; written: Written<T> } {
    this.hooks.check?.(rows, context)
    const { db, table } = this
    const known = new Map<string, number>()
    const inDb = new Map<any, any>()
    const find = db.sql(`${READ} ${table} where id = ?`)
    const written = new Set<string>()
    for (const { document, previous } of rows) {
      const id = this.idOf(document)
      if (!id.isWellFormed()) throw new Error('an id is a well-formed text')
      if (written.has(id)) throw new Error(`${id} stands twice in one write`)
      written.add(id)
      const found = find.get(id) as DocumentRow | undefined
      if (!found) continue
      known.set(found.id, found.n)
      // Only a conflict needs the stored document; else its revision is all that is compared.
      inDb.set(found.id, found.rev === previous?._rev ? { _rev: found.rev } : this.toDocument(found))
    }
    const output = categorizeBulkWriteRows<T>(this as RxStorageInstance<any, any, any>, this.primary as any, inDb, rows, context)
    if (output.errors.length && this.hooks.atomic?.(context)) throw new WriteConflict(output.errors.map(error => error.documentId))
    const last = this.lastNumbers()
    const insert = db.sql(`insert into ${table}(n, id, seq, rev, lwt, deleted, meta, json) values(?, ?, ?, ?, ?, ?, ?, ?)`)
    const update = db.sql(`update ${table} set seq = ?, rev = ?, lwt = ?, deleted = ?, meta = ?, json = ? where n = ?`)
    const result: Written<T> = {
      db,
      context,
      rows: [
        ...output.bulkInsertDocs.map(({ document }) => {
          insert.run(++last.n, this.idOf(document), ++last.seq, ...this.columnsOf(document))
          return { n: last.n, document }
        }),
        ...output.bulkUpdateDocs.map(({ document, previous }) => {
          const n = known.get(this.idOf(document))!
          update.run(++last.seq, ...this.columnsOf(document), n)
          return previous ? { n, document, previous } : { n, document }
        }),
      ],
    }
    if (result.rows.length) this.hooks.write?.(result)
    output.eventBulk.checkpoint = { seq: last.seq }
    return { output, written: result }
  }

  /** Tells the change stream of a committed write. */
  publish(bulk: EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, Checkpoint>): void {
    if (bulk.events.length) this.changes.next(bulk)
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<T>[]> {
    return this.read(ids).filter(document => withDeleted || !document._deleted)
  }

  /** The documents of these ids, tombstones too, without waiting: the driver is synchronous. */
  read(ids: readonly string[]): RxDocumentData<T>[] {
    this.requireOpen()
    const find = this.db.sql(`${READ} ${this.table} where id = ?`)
    return ids.flatMap(id => {
      const row = find.get(id) as DocumentRow | undefined
      return row ? [this.toDocument(row)] : []
    })
  }

  async query({ query }: PreparedQuery<T>): Promise<{ documents: RxDocumentData<T>[] }> {
    this.requireOpen()
    const matches = getQueryMatcher(this.schema, query)
    const ids = primaryKeysOf((query.selector as Record<string, unknown>)[this.primary])
    const candidates = ids ? this.read(ids) : this.db.sql(`${READ} ${this.table}`).all().map(row => this.toDocument(row as DocumentRow))
    const found = candidates.filter(document => matches(document)).sort(getSortComparator(this.schema, query))
    return { documents: found.slice(query.skip, query.limit === undefined ? undefined : query.skip + query.limit) }
  }

  async count(query: PreparedQuery<T>): Promise<{ count: number; mode: 'fast' }> {
    return { count: (await this.query(query)).documents.length, mode: 'fast' }
  }

  async getChangedDocumentsSince(limit: number, checkpoint?: Checkpoint): Promise<{ documents: RxDocumentData<T>[]; checkpoint: Checkpoint }> {
    this.requireOpen()
    const from = checkpoint?.seq ?? 0
    const rows = this.db.sql(`select n, id, rev, lwt, deleted, meta, json, seq from ${this.table} where seq > ? order by seq limit ?`).all(from, limit) as (DocumentRow & Checkpoint)[]
    return { documents: rows.map(row => this.toDocument(row)), checkpoint: { seq: rows.at(-1)?.seq ?? from } }
  }

  async getAttachmentData(): Promise<Blob> {
    throw new Error('files live in the file store, not in attachments')
  }

  changeStream(): Observable<EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, Checkpoint>> {
    return this.changes.asObservable()
  }

  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    this.requireOpen()
    return this.db.transaction(() => {
      this.keepNumbers()
      const { changes } = this.db
        .sql(`delete from ${this.table} where n in (select n from ${this.table} where deleted = 1 and lwt <= ? limit ${CLEANUP_BATCH})`)
        .run(now() - minimumDeletedTime)
      return changes < CLEANUP_BATCH
    })
  }

  close(): Promise<void> {
    this.closed ??= Promise.resolve().then(() => this.changes.complete())
    return this.closed
  }

  async remove(): Promise<void> {
    this.requireOpen()
    this.db.transaction(() => {
      this.keepNumbers()
      this.db.exec(`drop table ${this.table}`)
    })
    await this.close()
  }

  /** The highest numbers ever given, asked anew in each transaction: another instance may have written in between. */
  private lastNumbers(): { seq: number; n: number } {
    const highest = (column: string): string => `max(ifnull((select max(${column}) from ${this.table}), 0), ifnull((select ${column} from sequence where name = '${this.table}'), 0)) ${column}`
    return this.db.sql(`select ${highest('seq')}, ${highest('n')}`).get() as { seq: number; n: number }
  }

  /** The numbers go on from here even when the last document disappears: a checkpoint may be kept elsewhere. */
  private keepNumbers(): void {
    const { seq, n } = this.lastNumbers()
    this.db.sql('insert into sequence(name, seq, n) values(?, ?, ?) on conflict(name) do update set seq = excluded.seq, n = excluded.n').run(this.table, seq, n)
  }

  private requireOpen(): void {
    if (this.closed) throw new Error(`${this.collectionName} is closed`)
  }

  private idOf(document: object): string {
    return (document as Record<string, string>)[this.primary]!
  }

  private columnsOf(document: RxDocumentData<T>): [string, number, number, string | null, string] {
    const { _rev, _meta, _deleted, _attachments, ...own }: Stored = document
    const meta = Object.keys(_meta).length > 1 ? JSON.stringify(_meta) : null
    return [_rev, _meta.lwt, _deleted ? 1 : 0, meta, JSON.stringify(this.hooks.pack?.(own) ?? this.withoutPrimary(own))]
  }

  /** The primary key stands in its own column only. */
  private withoutPrimary({ [this.primary]: _, ...rest }: Record<string, unknown>): object {
    return rest
  }

  private toDocument(row: DocumentRow): Stored {
    const packed = JSON.parse(row.json)
    const document: Stored = this.hooks.unpack?.(packed, row.id) ?? { ...packed, [this.primary]: row.id }
    document._deleted = row.deleted === 1
    document._rev = row.rev
    document._meta = row.meta === null ? { lwt: row.lwt } : JSON.parse(row.meta)
    document._attachments = {}
    return document
  }
}

const primaryKeysOf = (condition: unknown): string[] | undefined => {
  if (typeof condition === 'string') return [condition]
  if (typeof condition !== 'object' || condition === null) return undefined
  const { $eq, $in } = condition as { $eq?: unknown; $in?: unknown }
  if (typeof $eq === 'string') return [$eq]
  return Array.isArray($in) && $in.every(id => typeof id === 'string') ? [...new Set($in)] : undefined
}

import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import {
  fillWithDefaultSettings,
  type FilledMangoQuery,
  normalizeMangoQuery,
  prepareQuery,
  type PreparedQuery,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorageInstance,
} from 'rxdb/plugins/core'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { onTestFinished } from 'vitest'
import { openDb } from '../../main/kernel/store/driver.ts'
import { sqliteStorage } from '../../main/kernel/store/rx-storage.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

/** A document for tests: two fields with an index, and whatever else. */
export interface Thing {
  id: string
  name: string
  rank: number
  more?: unknown
}

export type StoredThing = RxDocumentData<Thing>
export type Instance = RxStorageInstance<Thing, unknown, unknown>

const thingSchema: RxJsonSchema<Thing> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 100 },
    name: { type: 'string', maxLength: 100 },
    rank: { type: 'number', minimum: -1_000, maximum: 1_000, multipleOf: 1 },
    more: {},
  },
  required: ['id', 'name', 'rank'],
  indexes: ['name', 'rank'],
}

export interface OpenOptions {
  database?: string
  collection?: string
  version?: number
  attachments?: boolean
  multiInstance?: boolean
}

/** One place that keeps collections: a file for ours, a set of names for RxDB's memory. */
export interface Place {
  open(options?: OpenOptions): Promise<Instance>
  /** As another connection would see it. */
  elsewhere(): Place
}

const opening = (storage: ReturnType<typeof getRxStorageMemory> | ReturnType<typeof sqliteStorage>, defaultDatabase: string) => async (options: OpenOptions = {}): Promise<Instance> => {
  const { database = defaultDatabase, collection = 'things', version = 0, attachments = false, multiInstance = false } = options
  const instance = await storage.createStorageInstance<Thing>({
    databaseInstanceToken: randomUUID(),
    databaseName: database,
    collectionName: collection,
    schema: fillWithDefaultSettings({ ...thingSchema, version, ...(attachments ? { attachments: {} } : {}) }),
    options: {},
    multiInstance,
    devMode: false,
  })
  onTestFinished(() => instance.close())
  return instance
}

export const memoryPlace = (): Place => {
  const place: Place = { open: opening(getRxStorageMemory(), randomUUID()), elsewhere: () => place }
  return place
}

export const sqlitePlace = (file = join(temporaryFolder(), 'things.db'), key = randomBytes(32)): Place => {
  const db = openDb(file, { key })
  onTestFinished(() => db.close())
  return { open: opening(sqliteStorage(db, {}), 'things'), elsewhere: () => sqlitePlace(file, key) }
}

let revisions = 0

/** A document as a storage is given it. */
export const thing = (id: string, own: Partial<StoredThing> = {}): StoredThing => ({
  id, name: `name ${id}`, rank: 0, _deleted: false, _attachments: {}, _rev: `${++revisions}-test`, _meta: { lwt: 1_700_000_000_000 + revisions }, ...own,
})

/** The next state of a document, to write with what stood there. */
export const next = (previous: StoredThing, own: Partial<StoredThing> = {}): { previous: StoredThing; document: StoredThing } => ({
  previous,
  document: { ...previous, _rev: `${++revisions}-test`, _meta: { lwt: 1_700_000_000_000 + revisions }, ...own },
})

/** A query as RxDB hands it to a storage; tombstones are left out, as RxDB leaves them out. */
export const prepared = (instance: Instance, query: Partial<FilledMangoQuery<Thing>>, counting = false): PreparedQuery<Thing> => {
  const selector = { $and: [{ _deleted: false }, query.selector ?? {}] } as FilledMangoQuery<Thing>['selector']
  return prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, { ...query, selector }, counting))
}

export const queried = async (instance: Instance, query: Partial<FilledMangoQuery<Thing>>): Promise<StoredThing[]> => (await instance.query(prepared(instance, query))).documents

export const idsOf = (documents: readonly { id: string }[]): string[] => documents.map(({ id }) => id)

import { randomFillSync } from 'node:crypto'
import { join } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import type { Configuring } from '../../shared/kernel/entity/effective.ts'
import { uuid7Generator } from '../../shared/kernel/id/uuid7.ts'
import type { Failure } from '../../shared/kernel/rpc/result.ts'
import type { BackupTask } from '../kernel/backup/backups.ts'
import type { UserValue } from '../kernel/imports/choices.ts'
import type { ExportRequest } from '../kernel/imports/export.ts'
import type { Asked, Inspection } from '../kernel/imports/formats.ts'
import type { ImportPlan } from '../kernel/imports/import-job.ts'
import type { Resealed } from '../kernel/files/reseal.ts'
import type { RescueTask } from '../kernel/rescue/rescue.ts'

/** Purposes for which the threads need a key of the keyring. */
export const PURPOSES = ['database', 'files', 'file names'] as const
export type Keys = Readonly<Record<(typeof PURPOSES)[number], Uint8Array>>

export const keysOf = (keyring: { key(purpose: string): Buffer }): Keys => Object.fromEntries(PURPOSES.map(purpose => [purpose, keyring.key(purpose)])) as unknown as Keys

/** The keyring's keys as a thread receives them. */
export const keyringOf = (keys: Keys): { key(purpose: string): Buffer } => ({
  key: purpose => {
    if (!Object.hasOwn(keys, purpose)) throw new Error(`no key for ${purpose} on this thread`)
    return Buffer.from(keys[purpose as keyof Keys])
  },
})

export interface StoreThreadData {
  readonly data: string
  readonly keys: Keys
  /** Serves commands and streams. */
  readonly rpc: MessagePort
}

/** What the store thread says once: it serves, or why it cannot. */
export type StoreThreadReply = { ready: true } | { failure: Failure } | { closed: true }

export interface ReaderThreadData {
  readonly data: string
  readonly keys: Keys
  readonly file: string
  readonly userValues: readonly UserValue[]
  /** Of amounts without currency. */
  readonly currency: string
  readonly configuration: readonly Configuring[]
  /** Read the whole file as a plan says, or find out what it is. */
  readonly task: { readonly plan: ImportPlan; readonly chunks: MessagePort } | { readonly asked: Asked }
}

export type ReaderReply = { inspection: Inspection } | { failure: Failure }

export interface ExportThreadData {
  readonly data: string
  readonly keys: Keys
  readonly request: ExportRequest
  readonly name: string
  readonly userValues: readonly UserValue[]
}

export type ExportReply = { done: number; total: number } | { file: string; count: number } | { failure: Failure }

export interface BackupThreadData {
  readonly data: string
  readonly keys: Keys
  readonly task: BackupTask
}

export type BackupReply = { value: unknown } | { failure: Failure }

export interface CheckpointThreadData {
  data: string
  keys: Keys
}
export type CheckpointAsked = 'move' | 'close'
/** How many pages of the log are left, or came meanwhile. */
export interface CheckpointReply {
  left: number
}

export interface RekeyThreadData {
  readonly data: string
  readonly old: Keys
  readonly fresh: Keys
  readonly task: { readonly do: 'files' } | { readonly do: 'database'; readonly done: Resealed; readonly keyring: string }
}

export type RekeyReply = { done: number; total: number } | BackupReply

export interface RescueThreadData {
  readonly data: string
  readonly keys: Keys
  readonly task: RescueTask
}

export type RescueReply = { done: number; total: number } | BackupReply

export const databaseFile = (data: string): string => join(data, 'calepin.db')

/** One person uses the data until several share it. */
export { LOCAL_ACTOR } from '../../shared/kernel/id/local-actor.ts'

/** Random bytes are fetched from the system by the page: asking for sixteen at a time costs more than the id. */
export const createIds = (): (() => string) => {
  const pool = Buffer.alloc(4_096)
  let used = pool.length
  return uuid7Generator(Date.now, bytes => {
    if (used + bytes.length > pool.length) {
      randomFillSync(pool)
      used = 0
    }
    pool.copy(bytes, 0, used, (used += bytes.length))
  })
}

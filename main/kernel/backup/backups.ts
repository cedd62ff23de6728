import { ExpectedError, type Failure } from '../../../shared/kernel/rpc/result.ts'
import { type Backup, backupOf, type BackupSettings, databaseOf, prune, readBackups, readSettings, type Reason, reprotect, writeSettings } from './catalog.ts'
import type { Difference } from './make.ts'

/** What a thread of its own does for backups. */
export type BackupTask =
  | { readonly do: 'make'; readonly place: string; readonly reason: Reason; readonly now: number }
  | { readonly do: 'compare'; readonly path: string; readonly key: Uint8Array }
  | { readonly do: 'stage'; readonly place: string; readonly backup: Backup; readonly key: Uint8Array; readonly keyring: string | undefined; readonly now: number }

export interface BackupsOptions {
  /** The data folder. */
  readonly data: string
  readonly run: <T>(task: BackupTask) => Promise<T>
  /** Whether the keys of these data open it. */
  readonly isOwn: (backup: Backup) => boolean
  /** The database's key under another keyring than the present one, and that keyring resealed for this machine; by a passphrase or recovery key. */
  readonly unlock: (backup: Backup, secret: string | undefined) => Promise<{ key: Uint8Array; keyring?: string }>
  readonly now: () => number
}

export interface BackupState extends BackupSettings {
  readonly backups: readonly (Backup & { readonly isOwn: boolean })[]
  /** Why the last attempt made none. */
  readonly failed?: { readonly at: string; readonly failure: Failure }
}

export interface Backups {
  state(): Promise<BackupState>
  configure(change: Partial<BackupSettings>): Promise<void>
  make(reason: Reason): Promise<Backup>
  /** As `make`, unless there is one that is younger than this; answers none then. */
  makeUnlessYounger(reason: Reason, ms: number): Promise<Backup | undefined>
  /** Waits for those that are being made. */
  settled(): Promise<unknown>
  /** Has what protects the data protect their backups too; where they are out of reach they stay as they are. */
  reprotect(keyringId: string, keyring: string): Promise<void>
  compare(id: string, secret: string | undefined): Promise<Difference[]>
  /** Makes everything ready for the next opening of the data; see `stageRestore`. The present is backed up first where that can still be done. */
  stage(id: string, secret: string | undefined): Promise<void>
}

/** Backups of one data folder; they are made one after the other. */
export const createBackups = ({ data, run, isOwn, unlock, now }: BackupsOptions): Backups => {
  let failed: BackupState['failed']
  let turn: Promise<unknown> = Promise.resolve()

  const make = (reason: Reason): Promise<Backup> => {
    const made = turn.then(async () => {
      const { place, keep } = await readSettings(data)
      try {
        const backup = await run<Backup>({ do: 'make', place, reason, now: now() })
        // What is about to be restored must not go now.
        if (reason !== 'restore') await prune(place, keep, isOwn, now())
        failed = undefined
        return backup
      } catch (error) {
        if (error instanceof ExpectedError) failed = { at: new Date(now()).toISOString(), failure: error.failure }
        throw error
      }
    })
    turn = made.catch(() => {})
    return made
  }

  const newest = async (): Promise<Backup | undefined> => (await readBackups((await readSettings(data)).place)).find(isOwn)

  return {
    state: async () => {
      const settings = await readSettings(data)
      return { ...settings, backups: (await readBackups(settings.place)).map(backup => ({ ...backup, isOwn: isOwn(backup) })), ...(failed && { failed }) }
    },
    configure: async change => writeSettings(data, { ...(await readSettings(data)), ...change }),
    make,
    makeUnlessYounger: async (reason, ms) => {
      await turn
      const last = await newest()
      // One from the future tells of a clock that was set back, not of a fresh backup.
      const age = last ? now() - Date.parse(last.at) : Infinity
      return age >= 0 && age < ms ? undefined : make(reason)
    },
    settled: () => turn,
    reprotect: (keyringId, keyring) => {
      const done = turn.then(async () => {
        const { place } = await readSettings(data)
        await reprotect(place, keyringId, keyring).catch((error: unknown) => {
          if (!(error instanceof ExpectedError)) throw error
        })
      })
      turn = done.catch(() => {})
      return done
    },
    compare: async (id, secret) => {
      const { place } = await readSettings(data)
      const backup = await backupOf(place, id)
      const { key } = await unlock(backup, secret)
      return run({ do: 'compare', path: databaseOf(place, id), key })
    },
    stage: async (id, secret) => {
      const { place } = await readSettings(data)
      const backup = await backupOf(place, id)
      const { key, keyring } = await unlock(backup, secret)
      try {
        await make('restore')
      } catch (error) {
        // What is restored for being damaged cannot be backed up; it is set aside as it is.
        if (!(error instanceof ExpectedError) || error.failure.code !== 'STORE_DAMAGED') throw error
      }
      await run({ do: 'stage', place, backup, key, keyring, now: now() })
    },
  }
}

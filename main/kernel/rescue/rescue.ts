import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import { type Backup, backupOf, databaseOf, readBackups, readSettings } from '../backup/catalog.ts'
import type { Damage } from './damage.ts'
import type { ReadableFile } from './export-readable.ts'

/** What a thread of its own does for a rescue. */
export type RescueTask =
  | { readonly do: 'check' }
  | { readonly do: 'verify'; readonly path: string; readonly key: Uint8Array }
  | { readonly do: 'export'; readonly language: Language }
  | { readonly do: 'stage'; readonly place: string; readonly backup: Backup; readonly key: Uint8Array; readonly keyring: string | undefined; readonly now: number }

export interface Readable {
  readonly files: readonly ReadableFile[]
  readonly read: number
  readonly lost: number
}

export interface Progress {
  readonly done: number
  readonly total: number
}

export interface CheckedBackup extends Pick<Backup, 'id' | 'at' | 'counts'> {
  readonly health: 'good' | 'damaged' | 'unread'
}

export interface RescueOptions {
  readonly data: string
  /** Whether the data could not be opened at all. */
  readonly isRescue: boolean
  readonly damage: Damage | undefined
  readonly run: <T>(task: RescueTask, onProgress?: (progress: Progress) => void, signal?: AbortSignal) => Promise<T>
  readonly isOwn: (backup: Backup) => boolean
  readonly unlock: (backup: Backup) => Promise<{ key: Uint8Array; keyring?: string }>
  readonly now: () => number
}

/** What is known of damage to the data, and the ways out of it. */
export interface Rescue {
  readonly isRescue: boolean
  readonly damage: () => Damage | undefined
  /** Notes damage that somebody else met. */
  readonly met: (damage: Damage) => void
  /** Runs each time that damage is found or known better; answers how to stop. */
  readonly onChange: (listener: () => void) => () => void
  /** Reads the whole database, and notes what is found. */
  readonly check: () => Promise<void>
  readonly backups: () => Promise<{ place: string; backups: CheckedBackup[] }>
  /** Makes everything ready for the next opening of the data, whose files are then set aside as they are. */
  readonly stage: (id: string) => Promise<void>
  readonly export: (language: Language, onProgress: (progress: Progress) => void, signal: AbortSignal) => Promise<Readable>
  /** Ends an export that is under way, and waits for a check, so that the data is open no more. */
  readonly close: () => Promise<void>
}

export const createRescue = ({ data, isRescue, damage: first, run, isOwn, unlock, now }: RescueOptions): Rescue => {
  let damage = first
  let checking: Promise<void> | undefined
  const closing = new AbortController()
  const listeners = new Set<() => void>()
  const health = new Map<string, 'good' | 'damaged'>()

  const verify = async (place: string, backup: Backup): Promise<'good' | 'damaged'> => {
    const known = health.get(backup.id)
    if (known) return known
    let found: 'good' | 'damaged' = 'good'
    try {
      await run({ do: 'verify', path: databaseOf(place, backup.id), key: (await unlock(backup)).key })
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error
      found = 'damaged'
    }
    health.set(backup.id, found)
    return found
  }

  const note = (found: Damage): void => {
    damage = found
    for (const listener of listeners) listener()
  }

  const check = (): Promise<void> =>
    (checking ??= run<Damage | undefined>({ do: 'check' })
      .then(
        found => found && note(found),
        (error: unknown) => {
          if (!(error instanceof ExpectedError)) throw error
          const { code, params } = error.failure
          if (!damage && (code === 'STORE_DAMAGED' || code === 'KEY_WRONG')) note({ kind: 'header', place: 'unknown', path: String(params?.['path']), said: code })
        },
      )
      .finally(() => (checking = undefined)))

  return {
    isRescue,
    damage: () => damage,
    met: found => {
      if (damage) return
      note(found)
      // Where it is will be known when all was read.
      if (!isRescue) void check().catch(() => {})
    },
    onChange: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    check,
    backups: async () => {
      const { place } = await readSettings(data)
      const own = (await readBackups(place)).filter(isOwn)
      const backups: CheckedBackup[] = []
      for (const backup of own) {
        const { id, at, counts } = backup
        backups.push({ id, at, counts, health: backups.some(each => each.health === 'good') ? 'unread' : await verify(place, backup) })
      }
      return { place, backups }
    },
    stage: async id => {
      const { place } = await readSettings(data)
      const backup = await backupOf(place, id)
      const { key, keyring } = await unlock(backup)
      await run({ do: 'stage', place, backup, key, keyring, now: now() })
    },
    export: (language, onProgress, signal) => run<Readable>({ do: 'export', language }, onProgress, AbortSignal.any([signal, closing.signal])),
    close: async () => {
      closing.abort()
      await checking?.catch(() => {})
    },
  }
}

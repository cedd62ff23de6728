import type { Backups } from '../kernel/backup/backups.ts'
import type { Resealed } from '../kernel/files/reseal.ts'
import type { Protection } from '../kernel/keys/protection.ts'
import { createRotation, type Rotation, type RotationEnd, type WhileClosed } from '../kernel/keys/rotation.ts'
import type { Replacement } from '../kernel/store/replacement.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { rekeyInThread } from './file-threads.ts'
import { type Keys, keysOf } from './threads.ts'

/** A backup of this age need not be made anew before the key changes. */
const FRESH_BACKUP_MS = 3_600_000

export interface RotationParts {
  readonly data: string
  readonly keys: Keys
  readonly protection: Protection
  readonly backups: Backups
  /** Of the change that the data was opened anew for. */
  readonly ended: RotationEnd | undefined
  readonly replacement: Replacement<WhileClosed>
  readonly onBug: (error: unknown, where: string) => string
}

/** Changes of the key of open data, its work done on threads; after one, a backup is made under the new key. */
export const composeRotation = ({ data, keys, protection, backups, ended, replacement, onBug }: RotationParts): Rotation & { close(): void } => {
  let isClosing = false
  const rotation = createRotation({
    protection,
    backUp: () => backups.makeUnlessYounger('key', FRESH_BACKUP_MS),
    files: (fresh, onProgress) => rekeyInThread<Resealed>({ data, old: keys, fresh: keysOf(fresh), task: { do: 'files' } }, onProgress, () => !isClosing),
    database: (fresh, done, keyring) => rekeyInThread({ data, old: keys, fresh: keysOf(fresh), task: { do: 'database', done, keyring } }),
    replacement,
    ended,
    now: Date.now,
    onBug,
  })
  // The others are under the key before.
  if (ended && !ended.failure) void backups.make('key').catch((error: unknown) => error instanceof ExpectedError || onBug(error, 'backup'))
  return {
    ...rotation,
    close: () => void (isClosing = true),
  }
}

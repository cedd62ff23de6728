import { ExpectedError, type Failure } from '../../../shared/kernel/rpc/result.ts'
import type { Resealed } from '../files/reseal.ts'
import type { Keyring } from '../store/keyring.ts'
import type { Replacement } from '../store/replacement.ts'
import type { Protection } from './protection.ts'

/** How the last change of the key ended: in a new key, or in none for a reason. */
export interface RotationEnd {
  readonly at: string
  readonly failure?: Failure
}

/** What runs while the data is closed, before it is opened anew. */
export type WhileClosed = () => Promise<RotationEnd>

export interface RotationOptions {
  /** What protects the keys. */
  readonly protection: Pick<Protection, 'keyring' | 'seal'>
  /** A backup under the present key, unless there is a fresh one. */
  readonly backUp: () => Promise<unknown>
  /** See `rekeyFiles` and `rekeyDatabase`. */
  readonly files: (fresh: Keyring, onProgress: (done: number, total: number) => void) => Promise<Resealed>
  readonly database: (fresh: Keyring, done: Resealed, keyring: string) => Promise<void>
  readonly replacement: Replacement<WhileClosed>
  /** Of the change that the data was opened anew for. */
  readonly ended: RotationEnd | undefined
  readonly now: () => number
  readonly onBug: (error: unknown, where: string) => string
}

export interface Rotation {
  state(): { readonly running?: { readonly done: number; readonly total: number }; readonly ended?: RotationEnd }
  /** Changes the key of the data, in the background. Throws ExpectedError BEING_REPLACED. */
  start(): void
}

/** Changes of the key of one data folder: records' files are copied while it is in use, the rest once it is closed. */
export const createRotation = ({ protection, backUp, files, database, replacement, ended: last, now, onBug }: RotationOptions): Rotation => {
  let running: { done: number; total: number } | undefined
  let ended = last

  const endOf = (failure?: Failure): RotationEnd => ({ at: new Date(now()).toISOString(), ...(failure && { failure }) })
  const failed = (error: unknown): RotationEnd => endOf(error instanceof ExpectedError ? error.failure : { code: 'INTERNAL', params: { id: onBug(error, 'rotation') } })

  const change = async (): Promise<WhileClosed> => {
    await backUp()
    const fresh = protection.keyring().renewed()
    const done = await files(fresh, (some, total) => void (running = { done: some, total }))
    return async () => {
      try {
        await database(fresh, done, await protection.seal(fresh))
        return endOf()
      } catch (error) {
        return failed(error)
      }
    }
  }

  return {
    state: () => ({ ...(running && { running }), ...(ended && { ended }) }),
    start: () => {
      replacement.requireNone()
      running = { done: 0, total: 0 }
      void replacement.run(change).catch((error: unknown) => {
        running = undefined
        ended = failed(error)
      })
    },
  }
}

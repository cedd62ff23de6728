import { contract } from '../../shared/contract.ts'
import { ExpectedError, fail, type Failure, ok } from '../../shared/kernel/rpc/result.ts'
import { exists } from '../kernel/files/disk.ts'
import { createRouter } from '../kernel/rpc/router.ts'
import { openDb } from '../kernel/store/driver.ts'
import { type Keyring, openKeyring } from '../kernel/store/keyring.ts'
import type { Core, CoreOptions } from './core-api.ts'
import { databaseFile, LOCAL_ACTOR } from './threads.ts'

export interface LockedOptions {
  /** Where what opens the data is put, once it is known. */
  readonly options: CoreOptions
  /** What asking for anything else answers. */
  readonly failure: Failure
  readonly reopen: () => void
  readonly close: () => Promise<void>
  readonly onBug: (error: unknown, where: string) => string
}

/** Whether a window can mend it: the passphrase was not given, or a wrong one. */
export const asksPassphrase = ({ code, params }: Failure, { passphrase, canAsk }: CoreOptions): boolean =>
  canAsk === true && params?.['place'] === 'passphrase' && (code === 'KEY_WRONG' || (code === 'KEY_MISSING' && passphrase === undefined))

/** A core over data whose passphrase is not known: it takes that or the recovery key from a window, and does nothing else. */
export const composeLocked = ({ options, failure, reopen, close, onBug }: LockedOptions): Core => {
  const refused = (): never => {
    throw new ExpectedError(failure.code, { ...failure.params })
  }
  const opens = async (secrets: Pick<CoreOptions, 'passphrase' | 'recoveryKey'>): Promise<boolean> => {
    try {
      await requireFit(await openKeyring({ ...options, passphrase: undefined, recoveryKey: undefined, ...secrets }), databaseFile(options.data))
      return true
    } catch (error) {
      if (error instanceof ExpectedError && error.failure.code === 'KEY_WRONG') return false
      throw error
    }
  }
  const unlock = async ({ secret }: { secret: string }) => {
    const found = [{ passphrase: secret }, { recoveryKey: secret, passphrase: undefined }]
    for (const secrets of found) {
      if (!(await opens(secrets))) continue
      Object.assign(options, secrets)
      reopen()
      return ok({})
    }
    return fail('KEY_WRONG', { place: 'passphrase' })
  }
  const router = createRouter({
    contract,
    handlers: { keys: { unlock } },
    forward: { kinds: ['query', 'command', 'stream'], to: async () => fail(failure.code, { ...failure.params }) },
    actor: LOCAL_ACTOR,
    onBug,
  })
  return {
    keyPlace: 'passphrase',
    connect: port => router.serve(port),
    call: (method, input, signal) => router.call(method, input, signal),
    stage: async () => refused(),
    open: async () => refused(),
    close,
  }
}

/** A recovery key of old is the key itself: only the database tells whether it is the right one. */
const requireFit = async (keyring: Keyring, file: string): Promise<void> => {
  if (await exists(file)) openDb(file, { key: keyring.key('database'), readonly: true }).close()
}

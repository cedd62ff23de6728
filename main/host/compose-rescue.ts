import { contract } from '../../shared/contract.ts'
import { ExpectedError, fail } from '../../shared/kernel/rpc/result.ts'
import type { FileStore } from '../kernel/files/file-store.ts'
import type { Damage } from '../kernel/rescue/damage.ts'
import type { Rescue } from '../kernel/rescue/rescue.ts'
import { createRouter } from '../kernel/rpc/router.ts'
import { rescueHandlers } from '../modules/rescue/rescue.handlers.ts'
import type { KeyPlace } from '../kernel/store/keyring.ts'
import type { Replacement } from '../kernel/store/replacement.ts'
import type { Core } from './core-api.ts'
import { LOCAL_ACTOR } from './threads.ts'

export interface RescueCoreOptions {
  readonly rescue: Rescue
  readonly damage: Damage
  readonly data: string
  readonly keyPlace: KeyPlace
  readonly files: FileStore
  readonly onBug: (error: unknown, where: string) => string
  readonly replacement: Replacement
  readonly close: () => Promise<void>
}

/** A core over data that cannot be opened: it tells what is damaged, gives what can be read, and puts a backup back; nothing else. */
export const composeRescue = ({ rescue, damage, data, keyPlace, files, onBug, replacement, close }: RescueCoreOptions): Core => {
  const { path } = damage
  const router = createRouter({
    contract,
    handlers: { rescue: rescueHandlers(rescue, data, replacement) },
    forward: { kinds: ['query', 'command', 'stream'], to: async () => fail('STORE_DAMAGED', { path }) },
    actor: LOCAL_ACTOR,
    onBug,
  })
  return {
    damage,
    keyPlace,
    connect: port => router.serve(port),
    call: (method, input, signal) => router.call(method, input, signal),
    stage: async () => {
      throw new ExpectedError('STORE_DAMAGED', { path })
    },
    open: file => files.open(file),
    close,
  }
}

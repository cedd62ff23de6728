import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { keysRpc } from '../../../shared/modules/keys/keys.rpc.ts'
import type { Protection } from '../../kernel/keys/protection.ts'
import type { Rotation } from '../../kernel/keys/rotation.ts'
import type { Replacement } from '../../kernel/store/replacement.ts'

export const keysHandlers = (protection: Protection, rotation: Rotation, replacement: Replacement): HandlersOf<typeof keysRpc, 'query' | 'command'> => ({
  state: () => ok({ place: protection.place(), otherPlace: protection.otherPlace(), ...rotation.state() }),
  // They are open.
  unlock: () => ok({}),
  setPassphrase: async ({ present, passphrase }) => {
    replacement.requireNone()
    await protection.setPassphrase(present, passphrase)
    return ok({})
  },
  removePassphrase: async ({ present }) => {
    replacement.requireNone()
    await protection.setPassphrase(present, undefined)
    return ok({})
  },
  renewRecoveryKey: async () => {
    replacement.requireNone()
    return ok({ key: await protection.renewRecoveryKey() })
  },
  rotate: () => {
    rotation.start()
    return ok({})
  },
})

import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { SHORTEST_PASSPHRASE } from './keys.rules.ts'

const place = z.enum(['passphrase', 'keyFile', 'keychain'])
const secret = z.string().min(1).max(1_000)

export const keysRpc = {
  state: query(
    z.strictObject({}),
    z.object({
      /** What protects the data's key. */
      place,
      /** What would protect it without a passphrase. */
      otherPlace: place,
      /** A change of the key that goes on: files copied so far; none is left to copy when the data is about to be opened anew. */
      running: z.object({ done: z.number(), total: z.number() }).optional(),
      /** The last change of the key since the start. */
      ended: z.object({ at: z.string(), failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }).optional() }).optional(),
    }),
  ),
  /** Sets or changes the passphrase; the present one, where there is one, has to be given: KEY_MISSING, KEY_WRONG. */
  setPassphrase: command(z.strictObject({ present: secret.optional(), passphrase: z.string().min(SHORTEST_PASSPHRASE).max(1_000) }), z.object({})),
  /** Has what this machine offers protect the key in place of the passphrase. */
  removePassphrase: command(z.strictObject({ present: secret }), z.object({})),
  /** Makes another recovery key; the one before opens the data no more. */
  renewRecoveryKey: command(z.strictObject({}), z.object({ key: z.string() })),
  /** Opens data that are locked, by their passphrase or recovery key: KEY_WRONG. Then every window has to connect again. */
  unlock: command(z.strictObject({ secret }), z.object({})),
  /** Encrypts everything with a new key, in the background; `state` tells how far it is. Towards the end the data is opened anew, and every window has to connect again. */
  rotate: command(z.strictObject({}), z.object({})),
}

import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { language } from '../../kernel/rpc/schemas.ts'

const settings = z.object({
  language,
  theme: z.enum(['light', 'dark', 'system']),
  /** How high the rows of lists are. */
  density: z.enum(['compact', 'normal', 'airy']),
  /** How large everything is, in percent. */
  zoom: z.union([z.literal(90), z.literal(100), z.literal(110), z.literal(125), z.literal(150)]),
  /** Whether a character alone is a shortcut. */
  letterKeys: z.boolean(),
})

export const appRpc = {
  info: query(
    z.strictObject({}),
    z.object({
      version: z.string(),
      /** The folder that holds everything. */
      data: z.string(),
      /** What protects the data's key: a passphrase, a key file of this machine, or the system's keychain. */
      keyPlace: z.enum(['passphrase', 'keyFile', 'keychain']),
      settings,
      /** Whether no record was ever entered. */
      isEmpty: z.boolean(),
      /** Whether the sample company is there. */
      hasSample: z.boolean(),
      /** How far the lists of types whose definition has changed are rebuilt, in documents; none is under way without it. */
      rebuilding: z.object({ done: z.number(), total: z.number() }).optional(),
    }),
  ),
  /** Changes settings of this machine. */
  configure: command(z.strictObject(settings.partial().shape), z.object({ settings })),

  /** Brings an invented company to look around with, as one operation; SAMPLE_THERE when it is there. */
  addSample: command(z.strictObject({}), z.object({ op: z.string(), count: z.number() })),
  /** Removes it for good; `kept` counts what somebody changed or built upon since. */
  removeSample: command(z.strictObject({}), z.object({ count: z.number(), kept: z.number() })),
}

import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'
import { language } from '../../kernel/rpc/schemas.ts'

const settings = z.object({ language, theme: z.enum(['light', 'dark', 'system']) })

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
    }),
  ),
  /** Changes settings of this machine. */
  configure: command(z.strictObject(settings.partial().shape), z.object({ settings })),
}

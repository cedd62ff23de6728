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
      /** Whether nothing was ever entered: no record at all, not even in the trash. */
      isEmpty: z.boolean(),
      /** Whether the records of the sample are there. */
      sample: z.boolean(),
    }),
  ),
  /**
   * Adds an invented company's customers, deals, notes and files as one operation; those that are there already stay as
   * they are. Counts what it brought, by type.
   */
  sample: command(z.strictObject({}), z.object({ op: z.string(), counts: z.record(z.string(), z.number()) })),
  /**
   * Removes for good what the sample brought, from the trash too: it cannot be taken back. Records that a person has
   * changed since, and those to which records that stay lead, are kept and counted under `kept`.
   */
  removeSample: command(z.strictObject({}), z.object({ count: z.number(), kept: z.number() })),
  /** Changes settings of this machine. */
  configure: command(z.strictObject(settings.partial().shape), z.object({ settings })),
}

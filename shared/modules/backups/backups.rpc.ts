import { z } from 'zod'
import { command, query } from '../../kernel/rpc/contract.ts'

const backup = z.object({
  id: z.string(),
  at: z.string(),
  reason: z.enum(['daily', 'asked', 'import', 'restore', 'migration', 'key']),
  /** Records by type, those in the trash too; types of users' own by their ids. */
  counts: z.record(z.string(), z.number()),
  /** Of the database, in bytes. */
  size: z.number(),
  /** Whether the keys of these data open it; another one asks for its passphrase or recovery key. */
  isOwn: z.boolean(),
})
const keep = z.object({ daily: z.int().min(1).max(60), weekly: z.int().min(0).max(60), monthly: z.int().min(0).max(120) })
const one = z.strictObject({ id: z.string().max(40), secret: z.string().min(1).max(1_000).optional() })

export const backupsRpc = {
  state: query(
    z.strictObject({}),
    z.object({
      /** The folder where backups lie. */
      place: z.string(),
      keep,
      /** Newest first. */
      backups: z.array(backup),
      /** Why the last attempt made none. */
      failed: z.object({ at: z.string(), failure: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()).optional() }) }).optional(),
    }),
  ),
  /** `place` is the full path of a folder; it is made when missing. */
  configure: command(z.strictObject({ place: z.string().min(1).max(1_000).optional(), keep: keep.optional() }), z.object({})),
  /** Makes a backup and verifies it. */
  make: command(z.strictObject({}), z.object({ id: z.string() })),
  /** What a restore would bring back, change and take away, by type. */
  compare: query(one, z.object({ differences: z.array(z.object({ type: z.string(), words: z.object({ fr: z.string(), en: z.string() }).optional(), now: z.number(), before: z.number(), back: z.number(), changed: z.number(), gone: z.number() })) })),
  /** Puts a backup in the place of the data, which is backed up and set aside first; then the data is opened anew, and every window has to connect again. */
  restore: command(one, z.object({})),
  /** Opens the data where what protects its key is lost. */
  recoveryKey: query(z.strictObject({}), z.object({ key: z.string() })),
}

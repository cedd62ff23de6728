import type { FileStore } from '../../kernel/files/file-store.ts'
import type { ScheduleKind } from '../../kernel/jobs/schedules.ts'

export interface HousekeepingOptions {
  readonly files: Pick<FileStore, 'sweepOlder'>
  readonly inUse: () => ReadonlySet<string>
  readonly now: () => number
}

const HOUSEKEEPING = 'housekeeping'
/** Long enough for whoever was interrupted over a form or an import. */
const STAGED_MS = 3 * 24 * 3_600_000

/** Clears away by night what nobody will come back to: files that were handed over and never used. Nothing that was entered is touched. */
export const housekeeping = ({ files, inUse, now }: HousekeepingOptions): ScheduleKind => ({
  kind: HOUSEKEEPING,
  words: 'schedules.housekeeping',
  cron: '30 3 * * *',
  run: async job => {
    const removed = await files.sweepOlder(inUse(), now() - STAGED_MS)
    if (removed > 0) await job.commit({ id: job.op, name: HOUSEKEEPING, params: {}, actor: 'system' }, () => ({ batch: { drafts: [] }, progress: { done: removed, counts: { removed } } }))
  },
})

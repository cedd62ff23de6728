import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { Backups } from './backups.ts'

const FIRST_AFTER_MS = 20_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

export interface Schedule {
  /** Makes a backup before something large, unless there is one of the last hour; that it fails stops nothing. */
  readonly beforeImport: () => Promise<void>
  readonly close: () => void
}

/** Has backups made by themselves: soon after the start and every hour, when the last is older than a day and there is something to lose. */
export const scheduleBackups = (backups: Backups, isEmpty: () => boolean, onBug: (error: unknown, where: string) => unknown): Schedule => {
  const make = async (reason: 'daily' | 'import', ms: number): Promise<void> => {
    if (isEmpty()) return
    try {
      await backups.makeUnlessYounger(reason, ms)
    } catch (error) {
      // The page of backups says why there is none.
      if (!(error instanceof ExpectedError)) onBug(error, 'backup')
    }
  }
  const daily = (): void => void make('daily', DAY_MS)
  const first = setTimeout(daily, FIRST_AFTER_MS).unref()
  const hourly = setInterval(daily, HOUR_MS).unref()
  return {
    beforeImport: () => make('import', HOUR_MS),
    close: () => {
      clearTimeout(first)
      clearInterval(hourly)
    },
  }
}

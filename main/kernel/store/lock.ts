import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'

/**
 * Keeps a data folder for this process alone, by a lock that the system drops however the process ends. Throws
 * ExpectedError STORE_LOCKED when another one has it.
 */
export const lockFolder = (data: string): (() => void) => {
  const db = new Database(join(data, 'lock'), { timeout: 0 })
  try {
    db.pragma('locking_mode = exclusive')
    db.exec('begin exclusive')
  } catch (error) {
    db.close()
    throw (error as { code?: string }).code?.startsWith('SQLITE_BUSY') ? new ExpectedError('STORE_LOCKED', { path: data }) : error
  }
  return () => db.close()
}

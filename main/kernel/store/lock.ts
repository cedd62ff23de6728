import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expectingDiskErrors } from './driver.ts'

/**
 * Keeps a data folder for this process alone, by a lock that the system drops however the process ends. Throws
 * ExpectedError STORE_LOCKED when another one has it, READ_ONLY and DISK_FULL.
 */
export const lockFolder = (data: string): (() => void) => {
  const db = expectingDiskErrors(() => new Database(join(data, 'lock'), { timeout: 0 }), data)
  try {
    expectingDiskErrors(() => {
      db.pragma('locking_mode = exclusive')
      db.exec('begin exclusive')
    }, data)
  } catch (error) {
    db.close()
    throw error
  }
  return () => db.close()
}

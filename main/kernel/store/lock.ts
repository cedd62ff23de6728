import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { expectingDiskErrors } from './driver.ts'

/**
 * Keeps a data folder for this process alone, by a lock that the system drops however the process ends. Throws
 * ExpectedError STORE_LOCKED when another one has it, READ_ONLY and DISK_FULL.
 */
export const lockFolder = (data: string): (() => void) => {
  const path = join(data, 'lock')
  try {
    return lock(path, data)
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.failure.code !== 'KEY_WRONG') throw error
    // There is nothing in it to lose, and nobody holds what is no database.
    rmSync(path)
    return lock(path, data)
  }
}

const lock = (path: string, data: string): (() => void) => {
  const db = expectingDiskErrors(() => new Database(path, { timeout: 0 }), data)
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

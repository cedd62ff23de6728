import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { createCheckpointer } from '../../main/host/file-threads.ts'
import { databaseFile } from '../../main/host/threads.ts'
import { logPages, moveLog, openDb } from '../../main/kernel/store/driver.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

it('a log that has grown long is told of, moved by another connection, and begins anew', () => {
  const file = join(temporaryFolder(), 'test.db')
  const key = randomBytes(32)
  let told = 0
  const db = openDb(file, { key, onLongLog: () => told++ })
  db.exec('create table t(x)')
  const write = (rows: number): void => db.transaction(() => {
    for (let i = 0; i < rows; i++) db.sql('insert into t values(?)').run('x'.repeat(8_000))
  })
  write(10)
  expect(told).toBe(0)
  write(4_200)
  expect(told).toBe(1)
  const other = openDb(file, { key })
  expect(logPages(other)).toBeGreaterThan(4_000)
  expect(moveLog(other)).toBe(0)
  write(1)
  expect(told).toBe(1)
  expect(logPages(db)).toBeLessThan(20)
  expect(other.rows('select count(*) from t').get()).toEqual([4_211])
  other.close()
  db.close()
})

it('is moved whole by a thread of its own while somebody keeps writing, who waits for the last of it', async () => {
  const data = temporaryFolder()
  const keys = { 'database': randomBytes(32), 'files': randomBytes(32), 'file names': randomBytes(32) }
  const checkpointer = createCheckpointer(data, keys)
  const db = openDb(databaseFile(data), { key: keys.database, onLongLog: checkpointer.move })
  db.exec('create table t(x)')
  let rows = 0
  let most = 0
  const write = async (): Promise<void> => {
    await checkpointer.settled
    db.transaction(() => {
      for (let i = 0; i < 20; i++) db.sql('insert into t values(?)').run('x'.repeat(8_000))
    })
    rows += 20
    most = Math.max(most, logPages(db))
    await new Promise(resolve => setImmediate(resolve))
  }
  while (most < 4_500) await write()
  await vi.waitFor(async () => {
    await write()
    expect(logPages(db)).toBeLessThan(50)
  }, { timeout: 20_000, interval: 5 })
  expect(db.rows('select count(*) from t').get()).toEqual([rows])
  await checkpointer.close()
  await checkpointer.settled
  db.close()
})

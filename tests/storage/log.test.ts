import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, it } from 'vitest'
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
  write(1_200)
  expect(told).toBe(1)
  const other = openDb(file, { key })
  expect(logPages(other)).toBeGreaterThan(1_000)
  moveLog(other)
  expect(logPages(other)).toBe(0)
  write(1)
  expect(told).toBe(1)
  expect(logPages(db)).toBeLessThan(20)
  expect(other.rows('select count(*) from t').get()).toEqual([1_211])
  other.close()
  db.close()
})

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { openDb } from '../../main/kernel/store/driver.ts'
import { rebuildProgress } from '../../main/kernel/store/read-models.ts'
import { openReader } from '../../main/kernel/store/reader.ts'
import { cases } from '../fixtures/cases.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { openTestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'
import { generation } from './generations.ts'

const MANY = 5_000

/** The towns that a writer had written before it was killed, with so many records rebuilt; a second connection reads all along. */
const killedWriter = async (file: string, key: Buffer, number: number, until: number): Promise<string[]> => {
  const child = spawn(process.execPath, ['tests/crash/rebuild-writer.ts', file, key.toString('hex'), String(number)], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const gone = once(child, 'exit')
  const written: string[] = []
  const lines = createInterface({ input: child.stdout })
  const ended = once(lines, 'close')
  const first = once(lines, 'line')
  lines.on('line', line => written.push(line))
  await Promise.race([first, gone])
  const db = openDb(file, { key, readonly: true })
  const reader = openReader(db, generation(number))
  for (let progress = rebuildProgress(db); progress && progress.done < until; progress = rebuildProgress(db)) {
    const { rows } = reader.list({ type: 'stall', limit: 50, filter: { field: 'emails', op: 'eq', value: 'e7@b.example' } })
    expect(rows.map(({ title }) => title)).toEqual(['Étal 7'])
    expect(reader.list({ type: 'stall', limit: 50 }).rows[0]!.title).toBe('Étal 0')
    await sleep(1)
  }
  db.close()
  child.kill('SIGKILL')
  const [, signal] = (await gone) as [number, string]
  expect(signal).toBe('SIGKILL')
  await ended
  return written
}

const { count: kills, seed } = cases(3)

it(`goes on rebuilding lists where it was killed, ${kills} times, and holds what was written meanwhile (seed ${seed})`, async () => {
  const [folder, key] = [temporaryFolder(), randomBytes(32)]
  const first = await openTestStore(undefined, folder, key, generation(0))
  const operation = first.operation('import')
  const drafts = (from: number) => Array.from({ length: 500 }, (_, i) => first.store.draft(operation, 'stall', { name: `Étal ${from + i}`, town: `Bourg ${i % 9}`, emails: [{ value: `e${from + i}@b.example` }] }))
  for (let from = 0; from < MANY; from += 500) await first.store.commit(operation, () => ({ drafts: drafts(from) }))
  await first.close()

  const kinds = fc.record({ share: fc.constantFrom(0, 0.2, 0.5, 0.7, 2), isFinished: fc.boolean(), changes: fc.integer({ min: 1, max: 2 }) })
  let number = 0
  let resumed = 0
  for (const { share, isFinished, changes } of [{ share: 0.4, isFinished: false, changes: 1 }, ...fc.sample(kinds, { numRuns: kills - 1, seed })]) {
    number += changes
    const types = generation(number)
    const written = await killedWriter(join(folder, 'test.db'), key, number, share * MANY)
    const db = openDb(join(folder, 'test.db'), { key })
    const reached = rebuildProgress(db)
    db.close()
    const test = await openTestStore(undefined, folder, key, types)
    expect(rebuildProgress(test.store.db)).toEqual(reached)
    if (reached && reached.done > 0) resumed++
    const townOf = (town: string) => test.reader.count({ type: 'stall', filter: { field: 'town', op: 'eq', value: town } })
    const last = written.at(-1)!
    expect(townOf(last)).toBe(2)
    if (isFinished) {
      await test.store.rebuilt
      expect(rebuildProgress(test.store.db)).toBeUndefined()
      expect(townOf(last)).toBe(2)
      expect(disagreements(test.store.db, { types })).toEqual([])
    }
    await test.close()
  }
  const test = await openTestStore(undefined, folder, key, generation(number))
  await test.store.rebuilt
  expect(disagreements(test.store.db, { types: generation(number) })).toEqual([])
  expect(resumed).toBeGreaterThan(0)
}, 1_200_000)

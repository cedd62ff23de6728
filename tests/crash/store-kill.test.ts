import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { getChangedDocumentsSince } from 'rxdb/plugins/core'
import { expect, it, onTestFinished } from 'vitest'
import { cases } from '../fixtures/cases.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { openTestStore, type TestStore } from '../fixtures/store.ts'
import { disagreements } from '../fixtures/store-check.ts'
import type { After, Said } from './store-writer.ts'

type Intent = Extract<Said, { about: string }>

/** What a writer said before it was killed: all that it had acknowledged, and what it was about when it died. */
interface Heard {
  readonly done: Intent[]
  readonly about: Intent | undefined
}

interface Kill {
  /** Milliseconds after its start, or after its first acknowledgement, so that most kills meet its work. */
  readonly delay: number
  readonly atStart: boolean
  /** How far its clock is set back, in milliseconds. */
  readonly late: number
}

const killedWriter = async (file: string, key: Buffer, writerSeed: number, { delay, atStart, late }: Kill): Promise<Heard> => {
  const clock = `data:text/javascript,const now = Date.now; Date.now = () => now() - ${late}`
  const child = spawn(process.execPath, ['--import', clock, 'tests/crash/store-writer.ts', file, key.toString('hex'), String(writerSeed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: Said[] = []
  const first = Promise.withResolvers<void>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', line => {
    const heard = JSON.parse(line) as Said
    said.push(heard)
    if ('done' in heard) first.resolve()
  })
  const ended = once(lines, 'close')
  if (!atStart) await Promise.race([first.promise, gone])
  await sleep(delay)
  child.kill('SIGKILL')
  const [, signal] = (await gone) as [number, string]
  expect(signal).toBe('SIGKILL')
  await ended
  const acknowledged = new Set(said.flatMap(each => ('done' in each ? [each.done] : [])))
  const intents = said.filter((each): each is Intent => 'about' in each)
  return { done: intents.filter(({ about }) => acknowledged.has(about)), about: intents.find(({ about }) => !acknowledged.has(about)) }
}

const standsAs = ({ store }: TestStore, id: string): After => {
  const record = store.read(id)
  return record ? { data: record.data, trashed: record.trashedAt !== null } : null
}

const HOUR = 3_600_000

const { count: kills, seed } = cases(3)

it(`loses nothing acknowledged, leaves nothing half written and misses no change when killed ${kills} times, with its clock set back (seed ${seed})`, async () => {
  const [folder, key] = [temporaryFolder(), randomBytes(32)]
  const when = fc.record({ delay: fc.integer({ min: 0, max: 400 }), atStart: fc.integer({ min: 0, max: 4 }).map(n => n === 0), late: fc.constantFrom(0, HOUR, 365 * 24 * HOUR) })
  const expected = new Map<string, After>()
  const instants = fc.sample(when, { numRuns: kills, seed })
  let [step, acknowledged] = [0, 0]
  let checkpoint: unknown
  for (const [round, kill] of instants.entries()) {
    const { done, about } = await killedWriter(join(folder, 'test.db'), key, seed + round, kill)
    const test = await openTestStore(undefined, folder, key)
    const written = new Set<string>()
    const expectWritten = (intent: Intent): void => {
      step = intent.step
      for (const [id, after] of Object.entries(intent.records)) {
        expected.set(id, after)
        written.add(id)
      }
    }
    for (const intent of done) expectWritten(intent)
    acknowledged += done.length
    test.store.db.exec('create table if not exists crash_step(only integer primary key, step integer not null)')
    const reached = test.store.db.sql('select max(step) step from crash_step').get().step ?? 0
    // Written but not yet acknowledged: then it is there whole.
    if (about && reached === about.step) expectWritten(about)
    expect(reached).toBe(step)
    expect(Object.fromEntries([...expected.keys()].map(id => [id, standsAs(test, id)]))).toEqual(Object.fromEntries(expected))
    expect(test.store.db.sql('select count(*) n from doc_records').get().n).toBe(expected.size)
    const changed = await getChangedDocumentsSince(test.store.collections.records.storageInstance, 1e9, checkpoint)
    expect(new Set(changed.documents.map(({ id }) => id as string))).toEqual(written)
    checkpoint = changed.checkpoint
    expect(disagreements(test.store.db)).toEqual([])
    await test.close()
  }
  expect(acknowledged).toBeGreaterThanOrEqual(instants.filter(({ atStart }) => !atStart).length)
}, 1_200_000)

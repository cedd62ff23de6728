import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { createWorkflows } from '../../main/modules/workflows/engine.ts'
import { templateHands } from '../../main/modules/workflows/hands.ts'
import { cases } from '../fixtures/cases.ts'
import { temporaryFolder } from '../fixtures/folder.ts'
import { openTestStore, type TestStore } from '../fixtures/store.ts'

/** Makes contacts until it is killed, some time after its first ones; answers those that it had said were made. */
const killedWriter = async (file: string, key: Buffer, delay: number): Promise<string[]> => {
  const child = spawn(process.execPath, ['tests/crash/workflow-writer.ts', file, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  onTestFinished(() => void child.kill('SIGKILL'))
  const said: string[] = []
  const first = Promise.withResolvers<void>()
  const lines = createInterface({ input: child.stdout })
  lines.on('line', line => {
    said.push(...line.split(','))
    first.resolve()
  })
  const ended = once(lines, 'close')
  await Promise.race([first.promise, gone])
  await sleep(delay)
  child.kill('SIGKILL')
  await gone
  await ended
  return said
}

const workflowsOf = ({ store, reader }: TestStore) =>
  createWorkflows({ store, reader, hands: { ...templateHands(reader, 'local'), survey: () => [] }, now: Date.now, isOff: () => false, onBug: error => expect.fail(String(error)) })

const { count: kills, seed } = cases(3)

it(`welcomes each contact with exactly one task when killed ${kills} times while it does (seed ${seed})`, async () => {
  const [folder, key] = [temporaryFolder(), randomBytes(32)]
  const test = await openTestStore(undefined, folder, key)
  await workflowsOf(test).close()
  await test.add('workflow', { name: 'Accueillir', isOn: true, forType: 'contact', trigger: { when: 'created' }, stops: [], actions: [{ do: 'activity', kind: 'task', name: 'Appeler', inDays: 1 }] })
  await test.close()
  const made: string[] = []
  for (const delay of fc.sample(fc.integer({ min: 0, max: 300 }), { numRuns: kills, seed })) made.push(...(await killedWriter(join(folder, 'test.db'), key, delay)))
  const last = await openTestStore(undefined, folder, key)
  const workflows = workflowsOf(last)
  await workflows.react()
  await workflows.close()
  const contacts = (last.store.db.rows('select id from contact where st = 0').all() as string[][]).map(([id]) => id!)
  const tasks = (last.store.db.rows('select f_contact, count(*) from activity where st = 0 group by 1').all() as [string, number][])
  expect(contacts).toEqual(expect.arrayContaining(made))
  expect(made.length).toBeGreaterThan(0)
  expect(tasks.map(([contact]) => contact).sort()).toEqual(contacts.sort())
  expect(tasks.filter(([, count]) => count !== 1)).toEqual([])
}, 300_000)

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { cases } from '../fixtures/cases.ts'
import { startMailServer } from '../fixtures/mail-server.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const { count: KILLS, seed } = cases(3)
const MAILS = 200
const KEY = 'ab'.repeat(32)

/** Starts the process that sends; resolves once its outbox is open. */
const start = async (folder: string, port: number): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'mail-sender.ts'), join(folder, 'test.db'), KEY, String(port), String(MAILS)], { stdio: ['ignore', 'pipe', 'inherit'] })
  await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  return child
}

const statesOf = async (folder: string): Promise<Record<string, string[]>> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'mail-sender.ts'), join(folder, 'test.db'), KEY, '0', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) lines.push(line)
  return JSON.parse(lines.at(-1)!) as Record<string, string[]>
}

it(`mails sent by a process killed at ${KILLS} random instants reach nobody twice`, async () => {
  const delays = fc.sample(fc.integer({ min: 0, max: 120 }), { numRuns: KILLS, seed })
  process.stderr.write(`seed ${seed}, killed after ${delays.join(', ')} ms\n`)
  const server = await startMailServer()
  // Some answers are slow, so that kills also meet the moment between the mail and its answer.
  let judged = 0
  server.judge = () => (++judged % 7 === 0 ? sleep(40) : undefined)
  const folder = temporaryFolder()
  let child = await start(folder, server.port)
  onTestFinished(async () => void child.kill('SIGKILL'))
  for (const [i, delay] of delays.entries()) {
    const before = server.taken.length
    // Every other kill waits for another mail to arrive first.
    while (i % 2 === 0 && server.taken.length === before && child.exitCode === null) await sleep(2)
    await sleep(delay)
    if (child.exitCode !== null) break
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    child = await start(folder, server.port)
  }
  if (child.exitCode === null) await once(child, 'exit')
  const { sent = [], unsure = [], waiting = [], ...others } = await statesOf(folder)
  expect(others).toEqual({})
  expect(waiting).toEqual([])
  const arrived = server.taken.map(({ messageId }) => messageId.slice(1, messageId.indexOf('@')))
  expect(new Set(arrived).size).toBe(arrived.length)
  // What is noted as sent has arrived; what nobody knows of may have.
  expect(sent.filter(id => !arrived.includes(id))).toEqual([])
  expect(arrived.filter(id => !sent.includes(id) && !unsure.includes(id))).toEqual([])
  expect(sent.length + unsure.length).toBe(MAILS)
}, 300_000)

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
/** Waiting when each life of the process begins: more than it can send before it is killed. */
const MAILS = 200
const KEY = 'ab'.repeat(32)

interface Sender {
  readonly child: ChildProcess
  /** How many mails were added, so that enough wait. */
  readonly added: number
}

const run = (folder: string, port: number, waiting: number): ChildProcess =>
  spawn(process.execPath, [join(import.meta.dirname, 'mail-sender.ts'), join(folder, 'test.db'), KEY, String(port), String(waiting)], { stdio: ['ignore', 'pipe', 'inherit'] })

/** Starts the process that sends; resolves once its outbox is open. */
const start = async (folder: string, port: number, waiting: number): Promise<Sender> => {
  const child = run(folder, port, waiting)
  const { value } = await createInterface({ input: child.stdout! })[Symbol.asyncIterator]().next()
  return { child, added: Number(value) }
}

/** Sends all that waits, then says which mails are in each state. */
const finish = async (folder: string, port: number): Promise<Record<string, string[]>> => {
  const lines: string[] = []
  for await (const line of createInterface({ input: run(folder, port, 0).stdout! })) lines.push(line)
  return JSON.parse(lines.at(-1)!) as Record<string, string[]>
}

it(`mails sent by a process killed at ${KILLS} random instants reach nobody twice`, async () => {
  const delays = fc.sample(fc.integer({ min: 0, max: 120 }), { numRuns: KILLS, seed })
  process.stderr.write(`seed ${seed}, killed after ${delays.join(', ')} ms\n`)
  const server = await startMailServer()
  // Some answers are slow, so that kills also meet the moment between the mail and its answer.
  let judged = 0
  server.judge = () => sleep(++judged % 7 === 0 ? 40 : 5)
  const folder = temporaryFolder()
  let made = 0
  let landed = 0
  for (const [i, delay] of delays.entries()) {
    const before = server.taken.length
    const { child, added } = await start(folder, server.port, MAILS)
    onTestFinished(async () => void child.kill('SIGKILL'))
    made += added
    const gone = once(child, 'exit')
    // Every other kill waits for a mail to arrive first.
    while (i % 2 === 0 && server.taken.length === before && child.exitCode === null) await sleep(2)
    await sleep(delay)
    child.kill('SIGKILL')
    const [, signal] = (await gone) as [number | null, NodeJS.Signals | null]
    if (signal === 'SIGKILL') landed++
  }
  expect(landed).toBe(KILLS)

  const { sent = [], unsure = [], ...others } = await finish(folder, server.port)
  expect(others).toEqual({})
  const arrived = server.taken.map(({ messageId }) => messageId.slice(1, messageId.indexOf('@')))
  expect(new Set(arrived).size).toBe(arrived.length)
  // What is noted as sent has arrived; what nobody knows of may have.
  expect(sent.filter(id => !arrived.includes(id))).toEqual([])
  expect(arrived.filter(id => !sent.includes(id) && !unsure.includes(id))).toEqual([])
  expect(sent.length + unsure.length).toBe(made)
  process.stderr.write(`${landed} kills, ${made} mails: ${sent.length} sent, ${unsure.length} unsure, ${unsure.filter(id => arrived.includes(id)).length} of these arrived\n`)
}, 300_000)

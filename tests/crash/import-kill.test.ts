import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import type { JobView } from '../../shared/kernel/rpc/schemas.ts'
import { exported, importFile, openTestCore, valueOf } from '../fixtures/core.ts'
import { cases } from '../fixtures/cases.ts'
import { temporaryFolder } from '../fixtures/folder.ts'

const { count: KILLS, seed } = cases(3)
/** Enough for every kill to meet some. */
const ROWS = 1_500 * KILLS
const TOKEN = 'kill-0123456789abcdef'

/** A table with everything that an import decides on: new and repeated people, organisations, words, failures. */
const table = (): Buffer => {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const person = i % 10 === 9 ? i - 5 : i
    const email = i % 500 === 17 ? `personne${i}.exemple.fr` : `personne${person}@exemple.fr`
    return `R${person};Nom ${person};Prénom ${person % 97};${email};06 ${String(person).padStart(8, '0')};Société ${i % 700};Métier ${i % 40}${i === person ? '' : ' bis'}`
  })
  return Buffer.from(['Référence;Nom;Prénom;Courriel;Mobile;Société;Secteur', ...rows].join('\n'), 'latin1')
}

interface Host {
  readonly child: ChildProcess
  call<T>(method: string, input: unknown): Promise<T>
  stage(name: string, bytes: Uint8Array): Promise<string>
}

const start = async (folder: string): Promise<Host> => {
  const args = ['main/host/node.ts', '--no-window', '--data', join(folder, 'data'), '--config', join(folder, 'config'), '--port', '0', '--token', TOKEN]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
  const { url } = JSON.parse(line.value as string) as { url: string }
  const ask = async <T>(method: string, path: string, body: BodyInit): Promise<T> => {
    const response = await fetch(`${url}api/${path}`, { method, body, headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' } })
    const result = (await response.json()) as { ok: boolean; value: T; error?: unknown }
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value
  }
  return {
    child,
    call: (method, input) => ask('POST', method, JSON.stringify(input)),
    stage: async (name, bytes) => (await ask<{ file: string }>('PUT', `files?name=${name}`, new Uint8Array(bytes))).file,
  }
}

const kill = async ({ child }: Host): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** What an import comes to, without what differs from run to run. */
const summary = ({ state, done, counts, errors }: JobView) => ({ state, done, counts, errors })

it(`an import killed at ${KILLS} random instants ends as if nothing had happened`, async () => {
  const delays = fc.sample(fc.integer({ min: 0, max: 250 }), { numRuns: KILLS, seed })
  process.stderr.write(`seed ${seed}, killed after ${delays.join(', ')} ms\n`)
  const bytes = table()

  const folder = temporaryFolder()
  let host = await start(folder)
  onTestFinished(async () => kill(host))
  const file = await host.stage('clients.csv', bytes)
  const { job } = await host.call<{ job: string }>('imports.start', { file, type: 'contact' })
  const seen: number[] = []
  for (const [i, delay] of delays.entries()) {
    // Every other kill waits for new lines to be written first; the rest meet whatever start-up is doing.
    while (i % 2 === 0 && (await host.call<JobView>('jobs.get', { job })).done <= (seen.at(-1) ?? 0)) await sleep(5)
    await sleep(delay)
    await kill(host)
    host = await start(folder)
    const { done, state } = await host.call<JobView>('jobs.get', { job })
    seen.push(done)
    expect(['waiting', 'running', 'done']).toContain(state)
  }
  // The kills must have met the work itself, not its end.
  expect(new Set(seen).size).toBeGreaterThan(KILLS / 4)
  expect(seen.toSorted((a, b) => a - b)).toEqual(seen)
  let view: JobView
  do {
    await sleep(100)
    view = await host.call<JobView>('jobs.get', { job })
  } while (view.state === 'waiting' || view.state === 'running')
  await kill(host)
  const disturbed = await openTestCore(folder)

  const calm = await openTestCore()
  const undisturbed = await importFile(calm, 'clients.csv', bytes, { type: 'contact' })
  expect(summary(view)).toEqual(summary(undisturbed))
  for (const type of ['contact', 'organisation', 'listValue']) {
    const count = valueOf(calm.client.entities.count({ type }))
    expect(await valueOf(disturbed.client.entities.count({ type }))).toEqual(await count)
  }
  for (const type of ['contact', 'organisation']) expect(await exported(disturbed, type, 'csv')).toBe(await exported(calm, type, 'csv'))
  await valueOf(disturbed.client.imports.revert({ job }))
  for (const type of ['contact', 'organisation', 'listValue']) expect(await valueOf(disturbed.client.entities.count({ type }))).toEqual({ count: 0 })
}, 600_000)

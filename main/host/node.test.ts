import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

interface Ready {
  ready: boolean
  url: string
  pid: number
  data: string
  token?: string
}

let folder: string
let data: string
let running: ChildProcess[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calepin-host-'))
  data = join(folder, 'data')
  running = []
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(folder, { recursive: true, maxRetries: 3 })
})

/** Runs the host as the entry script does; its output and exit code once it ended. */
const run = (...more: string[]): { child: ChildProcess; out: Promise<string>; err: Promise<string>; code: Promise<number | null> } => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('node.ts', import.meta.url)), '--no-window', '--data', data, '--config', join(folder, 'config'), '--port', '0', ...more],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { PATH: process.env['PATH'], LANG: 'fr_FR.UTF-8' } },
  )
  running.push(child)
  const code = once(child, 'exit').then(([status]) => status as number | null)
  return { child, out: text(child.stdout!), err: text(child.stderr!), code }
}

const ready = async ({ child, err }: ReturnType<typeof run>): Promise<Ready> => {
  const line = await Promise.race([once(child.stdout!, 'data'), err.then(message => Promise.reject(new Error(message)))])
  return JSON.parse(String(line[0])) as Ready
}

const call = async ({ url }: Ready, token: string, method: string, input: unknown = {}): Promise<{ ok: boolean; value: Record<string, unknown> }> => {
  const response = await fetch(`${url}api/${method}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(input) })
  return (await response.json()) as { ok: boolean; value: Record<string, unknown> }
}

describe('the host', () => {
  it('says one line when ready, serves the core, and ends well when told to', async () => {
    const host = run('--token', 'un-jeton')
    const line = await ready(host)
    expect(line).toEqual({ ready: true, url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/), pid: host.child.pid, data })
    expect(await call(line, 'un-jeton', 'app.info')).toMatchObject({ ok: true, value: { data, keyPlace: 'keyFile' } })
    host.child.kill('SIGTERM')
    expect(await host.code).toBe(0)
    expect((await host.out).split('\n')).toHaveLength(2)
    expect(await host.err).toBe('')
  })

  it('makes a token when none is given', async () => {
    const line = await ready(run())
    expect(line.token).toMatch(/^[\w-]{43}$/)
    expect(await call(line, line.token!, 'app.info')).toMatchObject({ ok: true })
  })

  it('ends when the script that started it is gone', async () => {
    const host = run()
    await ready(host)
    host.child.disconnect()
    expect(await host.code).toBe(0)
  })

  it('keeps what was saved when it is killed, and writes nothing readable', async () => {
    const first = run('--token', 'T')
    const line = await ready(first)
    const saved = await call(line, 'T', 'entities.save', { type: 'contact', patch: { lastName: 'Montgolfier-Secret' } })
    expect(saved.ok).toBe(true)
    const upload = await fetch(`${line.url}api/files?name=liste-secrete.csv`, { method: 'PUT', headers: { authorization: 'Bearer T' }, body: 'nom\nMontgolfier-Secret\n' })
    expect(upload.status).toBe(200)
    first.child.kill('SIGKILL')
    await first.code
    const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
    expect(files.length).toBeGreaterThan(2)
    for (const path of files) {
      const bytes = await readFile(path)
      for (const secret of ['ontgolfier', 'liste-secrete']) expect(bytes.includes(secret)).toBe(false)
    }
    const again = await ready(run('--token', 'T'))
    const { id } = saved.value['record'] as { id: string }
    expect(await call(again, 'T', 'entities.get', { id })).toMatchObject({ ok: true, value: { record: { lastName: 'Montgolfier-Secret' } } })
  })

  it('opens data under a passphrase with that one only, and says so', async () => {
    const [right, wrong, empty] = [join(folder, 'bonne.txt'), join(folder, 'mauvaise.txt'), join(folder, 'vide.txt')]
    await writeFile(right, 'le bon mot\n')
    await writeFile(wrong, 'un autre mot\n')
    await writeFile(empty, '\n')
    const first = run('--token', 'T', '--passphrase-file', right)
    expect(await call(await ready(first), 'T', 'app.info')).toMatchObject({ value: { keyPlace: 'passphrase' } })
    first.child.kill('SIGTERM')
    await first.code
    for (const [args, message] of [
      [['--passphrase-file', wrong], 'Cette phrase secrète n’ouvre pas'],
      [['--passphrase-file', empty], 'absent, illisible ou vide'],
      [['--passphrase-file', join(folder, 'rien')], 'absent, illisible ou vide'],
      [[], 'protégées par une phrase secrète'],
    ] as const) {
      const host = run(...args)
      expect(await host.code).toBe(1)
      expect(await host.err).toContain(message)
      expect(await host.out).toBe('')
    }
  })

  it('refuses what it does not understand before it touches anything', async () => {
    const host = run('--sans-fenetre')
    expect(await host.code).toBe(2)
    expect(await host.err).toContain('Argument inconnu\u00a0: --sans-fenetre')
    expect(await host.out).toBe('')
    expect(await readdir(folder)).toEqual([])
  })

  it('says that its port is taken', async () => {
    const first = await ready(run())
    data = join(folder, 'autres')
    const second = run('--port', new URL(first.url).port)
    expect(await second.code).toBe(1)
    expect(await second.err).toContain(`Le port ${new URL(first.url).port} n’est pas disponible`)
  })
})

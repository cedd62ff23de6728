import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { test as base, expect, type Page } from '@playwright/test'

const TOKEN = 'e2e-0123456789abcdef'

export interface Host {
  /** Where the window is, without its last slash. */
  readonly url: string
  /** An address that lets a browser in. */
  readonly door: string
  /** Calls a method as a script would; a failure throws. */
  call<T = Record<string, unknown>>(method: string, input: unknown): Promise<T>
  /** Hands over bytes as a script would. */
  upload(name: string, bytes: Readable): Promise<{ file: string }>
  /** Makes records of one type, in order; answers their ids. */
  create(type: string, records: readonly Record<string, unknown>[]): Promise<string[]>
}

interface Running {
  readonly child: ChildProcess
  readonly url: string
}

/** The host itself rather than `npm start`, which would install and build: a test changes nothing but its own folder. */
const launch = async (folder: string): Promise<Running> => {
  const child = spawn(
    process.execPath,
    ['dist/app/main/host/node.js', '--no-window', '--data', join(folder, 'data'), '--config', join(folder, 'config'), '--port', '0', '--token',TOKEN],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface({ input: child.stdout })) {
    const said = JSON.parse(line) as { ready: boolean; url: string }
    if (said.ready) return { child, url: said.url.replace(/\/$/, '') }
  }
  throw new Error('the host ended before it was ready')
}

const end = async ({ child }: Running): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

export interface StartedHost extends Host {
  /** Holds the folders `data` and `config`. */
  readonly folder: string
  /** Ends it; its folder stays. */
  stop(): Promise<void>
  /** Ends it, and its folder is gone. */
  close(): Promise<void>
}

export const startHost = async (given?: string): Promise<StartedHost> => {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'calepin-e2e-')))
  const running = await launch(folder)
  const { url } = running
  const call = async <T>(method: string, input: unknown): Promise<T> => {
    const response = await fetch(`${url}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    const result = (await response.json()) as { ok: true; value: T } | { ok: false; error: { code: string } }
    if (!result.ok) throw new Error(`${method}: ${JSON.stringify(result.error)}`)
    return result.value
  }
  return {
    url,
    door: `${url}/?token=${TOKEN}`,
    call,
    upload: async (name, bytes) => {
      const response = await fetch(`${url}/api/files?name=${encodeURIComponent(name)}`, { method: 'PUT', headers: { authorization: `Bearer ${TOKEN}` }, body: Readable.toWeb(bytes) as ReadableStream, duplex: 'half' } as RequestInit)
      const result = (await response.json()) as { ok: true; value: { file: string } } | { ok: false }
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result)}`)
      return result.value
    },
    create: async (type, records) => {
      const ids: string[] = []
      for (const patch of records) ids.push((await call<{ record: { id: string } }>('entities.save', { type, patch })).record.id)
      return ids
    },
    folder,
    stop: () => end(running),
    close: async () => {
      await end(running)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface Fixtures {
  readonly host: Host
  /** A window that may come in and has opened nothing yet. A test ends badly when the console held an error or a warning. */
  readonly window: Page
}

export const test = base.extend<Fixtures>({
  host: async ({}, use) => {
    const host = await startHost()
    await use(host)
    await host.close()
  },
  window: async ({ page, host }, use) => {
    const said: string[] = []
    page.on('console', message => {
      // axe tries to run in the frame of a mail too, which lets nothing run.
      if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
    })
    page.on('pageerror', error => said.push(String(error)))
    await page.request.get(host.door)
    await use(page)
    expect(said).toEqual([])
  },
})

export { expect }

/** Opens a screen of the window by its address. */
export const visit = async (window: Page, host: Host, path: string): Promise<void> => {
  await window.goto(`${host.url}${path}`)
  await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
}

const FIRST = ['Océane', 'Côme', 'Héloïse', 'Sébastien', 'Clémence', 'Maël', 'Anaïs', 'Noémie', 'Loïc', 'Gaëlle']
const LAST = ['Abadie', 'Barthélemy', 'Çelik', 'Cœurdevey', 'Dupré', 'Escoffier', 'Lefèvre', 'Moreau', 'Pélissier', 'Thévenet', 'Vuillermoz']

/** Invented contacts, all different. */
export const contacts = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, i) => ({
    firstName: FIRST[i % FIRST.length],
    lastName: `${LAST[i % LAST.length]} ${String(i).padStart(4, '0')}`,
    emails: [{ value: `personne${i}@example.org`, label: 'work' }],
    status: i % 2 ? 'client' : 'prospect',
    address: { city: i % 3 ? 'Grenoble' : 'Lyon' },
  }))

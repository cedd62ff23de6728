import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { _electron, expect, test } from '@playwright/test'
import { launchOptions } from './chromium.ts'
import { test as hosted } from './host.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const standard = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string] ?? 'electron'
const binary = [process.env['CALEPIN_ELECTRON'], join(root, 'node_modules/electron/dist', standard)].find(path => path && existsSync(path))

const WHY = 'no binary of Electron (fetch it with `npx install-electron`, or name one in CALEPIN_ELECTRON)'
if (!binary) process.stderr.write(`\n!! SKIPPED: Calepin was NOT run in Electron itself: ${WHY}.\n\n`)

const chromium = launchOptions()
// Electron tells a page when the other end of its port closes; Chromium by itself does not yet.
hosted.use({ launchOptions: { ...chromium, args: [...chromium.args, '--enable-blink-features=MessagePortCloseEvent'] } })

let folder: string
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calepin-electron-'))
})
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))

test.describe('in Electron itself', () => {
  test.skip(!binary, WHY)

  test('the window is served by its core, takes files, and ends well', async () => {
    await promisify(execFile)(process.execPath, [join(root, 'scripts/build-app.js'), join(root, 'dist/app')])
    const app = await _electron.launch({
      executablePath: binary!,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), join(root, 'dist/app'), '--data', join(folder, 'data'), '--config', join(folder, 'config')],
      env: { ...(process.env as Record<string, string>), CALEPIN_PASSPHRASE: 'un long secret' },
    })
    const said: string[] = []
    const window = await app.firstWindow()
    window.on('console', message => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text())
    })
    window.on('pageerror', error => said.push(String(error)))
    await expect(window.getByRole('heading', { level: 1 })).toBeVisible()
    expect(window.url()).toMatch(/^app:\/\/calepin\//)
    expect(await window.evaluate(() => [Object.keys((globalThis as unknown as { calepin: object }).calepin), typeof (globalThis as { require?: unknown }).require])).toEqual([['requestPort'], 'undefined'])
    const staged = await window.evaluate(
      () =>
        new Promise<{ value: { file: string } }>(resolve => {
          const request = new XMLHttpRequest()
          request.open('PUT', '/api/files?name=a.csv')
          request.responseType = 'json'
          request.addEventListener('load', () => resolve(request.response as { value: { file: string } }))
          request.send(new File(['nom\nMénard\n'], 'a.csv'))
        }),
    )
    expect(await window.evaluate(async file => (await fetch(`/api/files/${file}`)).text(), staged.value.file)).toBe('nom\nMénard\n')
    await app.close()
    expect(await readdir(join(folder, 'data'))).not.toContain('calepin.db-wal')
    expect(said).toEqual([])
  })
})

hosted('a window that is handed its port speaks over it, and asks for another when it closes', async ({ page, host }) => {
  await host.create('contact', [{ lastName: 'Ménard', firstName: 'Zoé' }])
  // As the preload does it, in a real page: the core is reached over a socket that only the stand-in knows.
  await page.addInitScript(() => {
    const handed: WebSocket[] = []
    const requestPort = (): void => {
      const { port1, port2 } = new MessageChannel()
      const socket = new WebSocket(`ws://${location.host}/ws`)
      handed.push(socket)
      port1.addEventListener('message', ({ data }) => socket.send(JSON.stringify(data)))
      socket.addEventListener('message', ({ data }) => port1.postMessage(JSON.parse(data as string)))
      socket.addEventListener('close', () => port1.close())
      socket.addEventListener('open', () => {
        port1.start()
        window.postMessage('core-port', window.origin, [port2])
      })
    }
    Object.assign(window, { calepin: { requestPort }, handed })
  })
  await page.goto(host.door)
  await page.goto(`${host.url}/contact`)
  await expect(page.getByText('Ménard')).toBeVisible()
  const ports = (): Promise<number> => page.evaluate(() => (window as unknown as { handed: WebSocket[] }).handed.length)
  expect(await ports()).toBe(1)
  await page.evaluate(() => (window as unknown as { handed: WebSocket[] }).handed[0]!.close())
  await expect.poll(ports).toBe(2)
  await host.create('contact', [{ lastName: 'Nouvelle' }])
  await page.reload()
  await expect(page.getByText('Nouvelle')).toBeVisible()
})

test.describe('npm start', () => {
  test.skip(process.platform === 'win32', 'a program of the shell stands in for Electron')

  /** Starts the entry script with a program in the place of Electron, which says only what it was given. */
  const start = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string[] | undefined> => {
    const [stand, given] = [join(folder, 'electron'), join(folder, 'given')]
    await writeFile(stand, `#!/bin/sh\nprintf '%s\\n' "$@" > '${given}'\n`, { mode: 0o700 })
    const child = spawn(process.execPath, ['scripts/start.js', '--data', join(folder, 'data'), '--config', join(folder, 'config'), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'], CALEPIN_ELECTRON: stand, CALEPIN_CHROMIUM: '/nothing', ...env },
    })
    const gone = once(child, 'exit')
    // The local server says that it is ready; Electron's stand-in ends.
    await Promise.race([once(child.stdout, 'data'), gone])
    child.kill('SIGTERM')
    await gone
    return existsSync(given) ? (await readFile(given, 'utf8')).trim().split('\n') : undefined
  }

  test('prefers Electron where its binary and a screen are', async () => {
    const given = await start([], { DISPLAY: ':99' })
    expect(given?.slice(-5)).toEqual([join(root, 'dist/app'), '--data', join(folder, 'data'), '--config', join(folder, 'config')])
    expect(JSON.parse(await readFile(join(root, 'dist/app/package.json'), 'utf8'))).toMatchObject({ main: 'main/host/electron.js' })
  })

  test('runs the local server for scripts and without a screen', async () => {
    expect(await start(['--no-window', '--port', '0'], { DISPLAY: ':99' })).toBeUndefined()
    expect(await start(['--port=0'], { DISPLAY: ':99' })).toBeUndefined()
    if (process.platform === 'linux') expect(await start([], {})).toBeUndefined()
  })
})

import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'calepin-app-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  await run(process.execPath, [join(root, 'scripts/build-app.js'), join(folder, 'dist/app')])
  await mkdir(join(folder, 'dist/renderer'), { recursive: true })
  await writeFile(join(folder, 'dist/renderer/index.html'), '<!doctype html><title>Calepin</title>')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = (extension: string): string[] =>
  readdirSync(join(folder, 'dist/app'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith(extension))
    .map(entry => join(entry.parentPath, entry.name))

describe('what is built for Electron', () => {
  it('is JavaScript that names no source any more', () => {
    expect(files('.ts')).toEqual([])
    expect(files('.js').length).toBeGreaterThan(10)
    for (const path of files('.js')) expect(readFileSync(path, 'utf8')).not.toMatch(/(from|import\(|new URL\()\s*['"]\.[^'"]*\.ts['"]/)
    const { main, type } = JSON.parse(readFileSync(join(folder, 'dist/app/package.json'), 'utf8')) as { main: string; type: string }
    expect(type).toBe('module')
    expect(existsSync(join(folder, 'dist/app', main))).toBe(true)
  })

  it('runs: its window is served by the core in a process of its own, and it ends well', async () => {
    const { stdout } = await run(
      process.execPath,
      [join(root, 'tests/fakes/electron-run.ts'), join(folder, 'dist/app'), '--data', join(folder, 'data'), '--config', join(folder, 'config')],
      { env: { PATH: process.env['PATH'], LANG: 'fr_FR.UTF-8' } },
    )
    const { preload } = (JSON.parse(stdout) as { webPreferences: { preload: string } }).webPreferences
    expect(existsSync(preload)).toBe(true)
    expect(JSON.parse(stdout)).toMatchObject({
      saved: { ok: true },
      info: { ok: true, value: { data: join(folder, 'data'), keyPlace: 'keyFile' } },
      page: '<!doctype html><title>Calepin</title>',
      policy: expect.stringContaining("default-src 'self'") as string,
      module: join(folder, 'dist/app/main/host/electron-core.js'),
    })
    expect(readdirSync(join(folder, 'data'))).not.toContain('calepin.db-wal')
  })

  it('hands the page a port and nothing else', () => {
    const exposed: Record<string, Record<string, () => void>> = {}
    const sent: unknown[] = []
    let receive = (_: unknown): void => {}
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, value: Record<string, () => void>) => void (exposed[name] = value) },
      ipcRenderer: { send: (...message: unknown[]) => void sent.push(message), on: (_channel: string, listener: typeof receive) => void (receive = listener) },
    }
    const posted: unknown[][] = []
    const window = { origin: 'app://calepin', postMessage: (...message: unknown[]) => void posted.push(message) }
    const required: string[] = []
    const require = (name: string): unknown => {
      required.push(name)
      return electron
    }
    runInNewContext(readFileSync(join(folder, 'dist/app/preload/index.cjs'), 'utf8'), { require, window, exports: {}, module: {} })
    expect(required).toEqual(['electron'])
    expect(Object.keys(exposed)).toEqual(['calepin'])
    expect(Object.keys(exposed['calepin']!)).toEqual(['requestPort'])
    exposed['calepin']!['requestPort']!()
    expect(sent).toEqual([['core-port']])
    const port = {}
    receive({ ports: [port], sender: 'nothing that a page may have' })
    expect(posted).toEqual([['core-port', 'app://calepin', [port]]])
  })
})

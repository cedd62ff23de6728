import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'

const root = fileURLToPath(new URL('../..', import.meta.url))
let folder: string
let npm: ChildProcess

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calepin-start-'))
  npm = spawn('npm', ['start', '--silent', '--', '--no-window', '--data', join(folder, 'data'), '--config', join(folder, 'config'), '--port', '0', '--token', 'T'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
})
test.afterEach(async () => {
  npm.kill('SIGTERM')
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})

const firstOutput = async (): Promise<string> => String((await once(npm.stdout!, 'data'))[0])

/** Whether the host still listens. */
const answers = (url: string): Promise<boolean> => fetch(url).then(() => true, () => false)

test('npm start says one line, and the line is all that scripts need', async () => {
  const lines = (await firstOutput()).split('\n')
  expect(lines).toHaveLength(2)
  const { url, ...rest } = JSON.parse(lines[0]!) as { url: string }
  expect(rest).toEqual({ ready: true, pid: expect.any(Number), data: join(folder, 'data') })
  const page = await fetch(url, { headers: { authorization: 'Bearer T' } })
  expect(await page.text()).toContain('<div id="root">')
  const info = await fetch(`${url}api/app.info`, { method: 'POST', headers: { authorization: 'Bearer T' }, body: '{}' })
  expect(await info.json()).toMatchObject({ ok: true, value: { data: join(folder, 'data') } })
})

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`nothing stays behind when npm ends by ${signal}`, async () => {
    const { url } = JSON.parse(await firstOutput()) as { url: string }
    expect(await answers(url)).toBe(true)
    npm.kill(signal)
    await expect.poll(() => answers(url)).toBe(false)
  })
}

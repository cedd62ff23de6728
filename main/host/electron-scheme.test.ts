import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../tests/fixtures/folder.ts'
import { schemeHandler, type SchemeOptions } from './electron-scheme.ts'

const handler = async (told: Partial<SchemeOptions> = {}): Promise<{ ask: (address: string, init?: RequestInit) => Promise<Response>; bugs: string[] }> => {
  const staticDir = temporaryFolder()
  await mkdir(join(staticDir, 'assets'))
  await writeFile(join(staticDir, 'index.html'), '<!doctype html><title>Calepin</title>')
  await writeFile(join(staticDir, 'assets/app-4f2a.js'), 'export {}')
  await writeFile(join(staticDir, '.sources'), 'caché')
  const bugs: string[] = []
  const handle = schemeHandler({
    staticDir,
    file: () => Promise.reject(new Error('the core was not told of a file')),
    onBug: (_error, where) => `bug-${bugs.push(where)}`,
    ...told,
  })
  return { ask: (address, init) => handle(new Request(address, init)), bugs }
}

describe('the scheme of the window', () => {
  it('gives the built window under its policy, and each screen of it', async () => {
    const { ask } = await handler()
    for (const path of ['', 'contact', 'contact/0190-ab']) {
      const page = await ask(`app://calepin/${path}`)
      expect(page.status).toBe(200)
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
      expect(page.headers.get('x-content-type-options')).toBe('nosniff')
      expect(await page.text()).toBe('<!doctype html><title>Calepin</title>')
    }
    const script = await ask('app://calepin/assets/app-4f2a.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await script.text()).toBe('export {}')
    const head = await ask('app://calepin/', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const known = await ask('app://calepin/', { headers: { 'if-none-match': (await ask('app://calepin/')).headers.get('etag')! } })
    expect(known.status).toBe(304)
  })

  it('gives nothing of another host, nothing hidden and nothing outside its folder', async () => {
    const { ask, bugs } = await handler()
    for (const address of ['app://autre/', 'app://calepin/assets/nothing.js', 'app://calepin/..%2f..%2fetc/passwd.txt', 'app://calepin/%2e%2e/package.json']) {
      expect((await ask(address)).status).toBe(404)
    }
    expect(await (await ask('app://calepin/.sources')).text()).not.toContain('caché')
    const posted = await ask('app://calepin/contact', { method: 'POST', body: 'x' })
    expect(posted.status).toBe(404)
    expect(await posted.json()).toMatchObject({ error: { code: 'UNKNOWN_METHOD' } })
    expect(bugs).toEqual([])
  })

  it('notes what nobody expected and tells its id', async () => {
    const { ask, bugs } = await handler()
    const answer = await ask('app://calepin/api/files/ab')
    expect(answer.status).toBe(500)
    expect(await answer.json()).toEqual({ ok: false, error: { code: 'INTERNAL', params: { id: 'bug-1' } } })
    expect(bugs).toEqual(['GET /api/files/ab'])
  })

  it('reads a file no faster than the window takes it, and lets it go when the window does', async () => {
    let read = 0
    let closed = false
    const body = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          read++
          yield new Uint8Array(1_000)
        }
      } finally {
        closed = true
      }
    }
    const { ask } = await handler({ file: async () => ({ status: 200, headers: {}, body: body() }) })
    const reader = (await ask('app://calepin/api/files/ab')).body!.getReader()
    for (let i = 0; i < 3; i++) await reader.read()
    expect(read).toBeLessThan(6)
    await reader.cancel()
    await expect.poll(() => closed).toBe(true)
  })
})

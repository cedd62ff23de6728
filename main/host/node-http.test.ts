import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type ClientRequest, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ExpectedError, fail, ok } from '../../shared/kernel/rpc/result.ts'
import { fakeCore } from '../../tests/fakes/core.ts'
import type { Core, OpenedFile } from './core-api.ts'
import { type NodeHost, startNodeHost } from './node-http.ts'

const TOKEN = 'un-jeton'
const bearer = { authorization: `Bearer ${TOKEN}` }

let staticDir: string
let host: NodeHost | undefined
let bugs: unknown[]

beforeEach(async () => {
  bugs = []
  staticDir = await mkdtemp(join(tmpdir(), 'calepin-static-'))
  await mkdir(join(staticDir, 'assets'))
  await writeFile(join(staticDir, 'index.html'), '<!doctype html><title>Calepin</title>')
  await writeFile(join(staticDir, 'assets/app-4f2a.js'), 'export {}')
  await writeFile(join(staticDir, '.sources'), 'caché')
})
afterEach(async () => {
  await host?.close()
  host = undefined
  await rm(staticDir, { recursive: true })
})

const start = async (told: Partial<Core> = {}): Promise<NodeHost> => {
  host = await startNodeHost({
    core: fakeCore({ close: async () => {}, ...told }),
    port: 0,
    token: TOKEN,
    staticDir,
    closedDoor: 'porte close',
    onBug: error => `bug-${bugs.push(error)}`,
  })
  return host
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: string
  json: { ok: boolean; value?: unknown; error?: { code: string; params?: Record<string, unknown> } }
}

const open = (path: string, options: RequestOptions = {}): ClientRequest => httpRequest(new URL(path, host!.url), { agent: false, ...options })

/** Unlike fetch, sends whatever Host, Origin and path a test wants. */
const ask = async (path: string, { body, ...options }: RequestOptions & { body?: string | Uint8Array } = {}): Promise<Answer> => {
  const request = open(path, options)
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const answer = await text(response)
  return {
    status: response.statusCode!,
    headers: response.headers,
    body: answer,
    get json() {
      return JSON.parse(answer) as Answer['json']
    },
  }
}

const post = (method: string, body: string | Uint8Array, headers: Record<string, string> = bearer): Promise<Answer> =>
  ask(`/api/${method}`, { method: 'POST', headers, body })

const openSession = async (address = `/?token=${TOKEN}`): Promise<string> => (await ask(address)).headers['set-cookie']![0]!.split(';')[0]!

const socketTo = (headers: Record<string, string>, path = 'ws'): Promise<WebSocket | number> =>
  new Promise(resolve => {
    const socket = new WebSocket(`${host!.url.replace('http', 'ws')}${path}`, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode!)
    })
    socket.on('error', () => {})
  })

describe('the door', () => {
  it('is shut to those without token or session', async () => {
    await start()
    for (const headers of [{}, { authorization: 'Bearer faux' }, { authorization: TOKEN }, { cookie: 'calepin-1=x' }]) {
      const { status, json } = await post('entities.list', '{}', headers as Record<string, string>)
      expect([status, json.error?.code]).toEqual([401, 'UNAUTHORISED'])
      expect((await ask('/api', { headers })).status).toBe(401)
      expect((await ask('/api/files/x', { headers })).status).toBe(401)
    }
    expect(await ask('/')).toMatchObject({ status: 401, body: 'porte close' })
    expect(await ask('/assets/app-4f2a.js')).toMatchObject({ status: 401 })
    expect(await ask('/?token=faux')).toMatchObject({ status: 401 })
  })

  it('trades the token for a cookie that is not the token and cannot be read by a page', async () => {
    await start()
    const { status, headers } = await ask(`/?token=${TOKEN}`)
    expect([status, headers.location]).toEqual([303, '/'])
    const [cookie] = headers['set-cookie']!
    expect(cookie).toMatch(/^calepin-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(cookie).not.toContain(TOKEN)
    expect(await openSession()).not.toBe(await openSession())
    expect(await ask('/', { headers: { cookie: `autre=1; ${await openSession()}` } })).toMatchObject({ status: 200, body: '<!doctype html><title>Calepin</title>' })
  })

  it('lets the window’s own address in once only', async () => {
    const address = (await start()).windowUrl()
    expect((await ask('/', { headers: { cookie: await openSession(address) } })).status).toBe(200)
    expect((await ask(address)).status).toBe(401)
  })

  it('is shut to other names for this machine, which a foreign page could have made', async () => {
    const { url } = await start()
    const { port } = new URL(url)
    for (const name of ['exemple.fr', `exemple.fr:${port}`, '127.0.0.1', '127.0.0.1:1', `[::1]:${port}`]) {
      expect((await ask('/api', { headers: { ...bearer, host: name } })).status).toBe(401)
      expect((await ask(`/?token=${TOKEN}`, { headers: { host: name } })).headers['set-cookie']).toBeUndefined()
    }
    expect((await ask('/api', { headers: { ...bearer, host: `localhost:${port}` } })).status).toBe(200)
  })

  it('is shut to foreign pages, session or not', async () => {
    const { url } = await start()
    const cookie = await openSession()
    const { host: own, port } = new URL(url)
    for (const origin of ['http://exemple.fr', 'null', `https://${own}`, 'http://127.0.0.1:1', `http://localhost:${port}`]) {
      expect((await ask('/api', { headers: { cookie, origin } })).status).toBe(401)
      expect(await socketTo({ cookie, origin })).toBe(401)
    }
    expect((await ask('/api', { headers: { cookie, origin: `http://${own}` } })).status).toBe(200)
  })

  it('asks a WebSocket for a session too', async () => {
    const { url } = await start({ connect: port => port.onMessage(message => port.send(message)) })
    expect(await socketTo({})).toBe(401)
    expect(await socketTo({ host: 'exemple.fr', cookie: await openSession() })).toBe(401)
    expect(await socketTo(bearer, 'autre')).toBe(401)
    const socket = (await socketTo({ cookie: await openSession(), origin: url.slice(0, -1) })) as WebSocket
    socket.send('{"id":1}')
    const [answer] = (await once(socket, 'message')) as [Buffer]
    expect(String(answer)).toBe('{"id":1}')
  })

  it('opens on this machine only', async () => {
    const { url } = await start()
    expect(new URL(url).hostname).toBe('127.0.0.1')
  })
})

describe('a call', () => {
  it('hands method and input to the core and its result back', async () => {
    const asked: unknown[] = []
    await start({
      call: async (method, input) => {
        asked.push([method, input])
        return ok({ rows: ['Élise'] })
      },
    })
    const { status, headers, json } = await post('entities.list', '{"type":"contact"}')
    expect([status, json]).toEqual([200, { ok: true, value: { rows: ['Élise'] } }])
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers['cache-control']).toBe('no-store')
    await post('app.info', '')
    expect(asked).toEqual([['entities.list', { type: 'contact' }], ['app.info', {}]])
  })

  it('that fails has the status of its code', async () => {
    await start({ call: async method => (method === 'entities.get' ? fail('NOT_FOUND', { id: 'x' }) : fail('INVALID_RECORD')) })
    expect(await post('entities.get', '{}')).toMatchObject({ status: 404, json: { ok: false, error: { code: 'NOT_FOUND', params: { id: 'x' } } } })
    expect(await post('entities.save', '{}')).toMatchObject({ status: 422 })
  })

  it('is refused when it is not JSON', async () => {
    await start()
    for (const body of ['{', 'type=contact', Buffer.from([0x22, 0xff, 0x22])]) {
      expect(await post('entities.list', body)).toMatchObject({ status: 400, json: { error: { code: 'BAD_INPUT' } } })
    }
  })

  it('is refused beyond 64 MB, and the connection lives on', async () => {
    await start({ call: async () => ok(null) })
    const headers = bearer
    const response = await fetch(new URL('/api/entities.save', host!.url), { method: 'POST', headers, body: Buffer.alloc(64 * 1024 * 1024 + 1, 0x20) })
    expect([response.status, await response.json()]).toMatchObject([413, { error: { code: 'FILE_TOO_LARGE', params: { maxBytes: 67_108_864 } } }])
    expect((await fetch(new URL('/api/app.info', host!.url), { method: 'POST', headers })).status).toBe(200)
  })

  it('to what does not exist says so', async () => {
    await start()
    for (const path of ['/api/entities', '/api/entities.list/x', '/api/entities.list.x', '/api/__proto__']) {
      expect(await ask(path, { method: 'POST', headers: bearer, body: '{}' })).toMatchObject({ status: 404, json: { error: { code: 'UNKNOWN_METHOD' } } })
    }
    expect(await ask('/api/entities.list', { headers: bearer })).toMatchObject({ status: 404, json: { error: { params: { method: 'GET /api/entities.list' } } } })
  })

  it('is aborted when its client goes away', async () => {
    let aborted!: () => void
    const seen = new Promise<void>(resolve => (aborted = resolve))
    let running!: () => void
    const started = new Promise<void>(resolve => (running = resolve))
    await start({
      call: async (_method, _input, signal) => {
        signal.addEventListener('abort', () => aborted(), { once: true })
        running()
        await seen
        return fail('CANCELLED')
      },
    })
    const request = open('/api/entities.list', { method: 'POST', headers: bearer })
    request.on('error', () => {})
    request.end('{}')
    await started
    request.destroy()
    await seen
    expect(bugs).toEqual([])
  })

  it('is not aborted when it was answered', async () => {
    let given: AbortSignal | undefined
    await start({
      call: async (_method, _input, signal) => {
        given = signal
        return ok(null)
      },
    })
    await post('app.info', '{}')
    expect(given!.aborted).toBe(false)
  })

  it('that hits a bug tells its id and nothing more', async () => {
    await start()
    expect(await post('entities.list', '{}')).toMatchObject({ status: 500, json: { error: { code: 'INTERNAL', params: { id: 'bug-1' } } } })
    expect(bugs).toHaveLength(1)
  })
})

describe('the list of methods', () => {
  it('gives name, kind and JSON schemas', async () => {
    await start()
    const { value } = (await ask('/api', { headers: bearer })).json
    const { methods } = value as { methods: { name: string }[] }
    expect(methods.find(({ name }) => name === 'entities.list')).toMatchObject({
      kind: 'query',
      input: { required: ['type'], properties: { limit: { type: 'integer', maximum: 1000 } } },
      output: { properties: { rows: { type: 'array' } } },
    })
    expect(methods.map(({ name }) => name)).toEqual(expect.arrayContaining(['imports.start', 'search.find', 'journal.undo']))
  })
})

describe('a file', () => {
  const pieces = async function* (...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) yield Buffer.from(part)
  }
  const record = 'a'.repeat(64)
  const stored = (more: Partial<OpenedFile>): OpenedFile => ({ name: 'clients.csv', mime: 'text/csv', size: 5, bytes: pieces('a;b', '\nc'), ...more })
  const get = async (id: string, file: OpenedFile, query = ''): Promise<Answer> => {
    await start({ open: async asked => (asked === id ? file : undefined) })
    const answer = await ask(`/api/files/${id}${query}`, { headers: bearer })
    await host!.close()
    host = undefined
    return answer
  }

  it('goes up as it comes, under its name', async () => {
    const got: unknown[] = []
    await start({
      stage: async (name, bytes) => {
        let size = 0
        for await (const piece of bytes) size += piece.length
        got.push([name, size])
        return { file: 'x', size }
      },
    })
    const body = Buffer.alloc(300_000, 1)
    const answer = await ask(`/api/files?name=${encodeURIComponent('été & co.csv')}`, { method: 'PUT', headers: bearer, body })
    expect([answer.status, answer.json]).toEqual([200, { ok: true, value: { file: 'x' } }])
    expect(got).toEqual([['été & co.csv', 300_000]])
  })

  it('needs a name to go up', async () => {
    await start()
    for (const path of ['/api/files', '/api/files?name=', '/api/files?name=%20']) {
      expect(await ask(path, { method: 'PUT', headers: bearer, body: 'a' })).toMatchObject({ status: 400, json: { error: { code: 'BAD_INPUT' } } })
    }
  })

  it('too large or without room on the disk is refused with the reason', async () => {
    await start({
      stage: async (_name, bytes) => {
        for await (const _ of bytes) throw new ExpectedError('FILE_TOO_LARGE', { maxBytes: 1 })
        throw new Error('empty')
      },
    })
    const response = await fetch(new URL('/api/files?name=a.csv', host!.url), { method: 'PUT', headers: bearer, body: Buffer.alloc(5_000_000) })
    expect([response.status, await response.json()]).toEqual([413, { ok: false, error: { code: 'FILE_TOO_LARGE', params: { maxBytes: 1 } } }])
  })

  it('whose upload breaks off fails in the core and nowhere else', async () => {
    let failed!: (error: unknown) => void
    const failure = new Promise(resolve => (failed = resolve))
    await start({
      stage: async (_name, bytes) => {
        try {
          for await (const _ of bytes) request.destroy()
        } catch (error) {
          failed(error)
          throw error
        }
        return { file: 'x', size: 0 }
      },
    })
    const request = open('/api/files?name=a.csv', { method: 'PUT', headers: { ...bearer, 'content-length': '1000' } })
    request.on('error', () => {})
    request.write('abc')
    await failure
    expect(bugs).toEqual([])
  })

  it('comes down with its name, type and size', async () => {
    const { status, headers, body } = await get('x', stored({ name: 'Clients "été" l’an.csv' }))
    expect([status, body]).toEqual([200, 'a;b\nc'])
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '5',
      'content-disposition': `attachment; filename="Clients __t__ l_an.csv"; filename*=UTF-8''Clients%20%22%C3%A9t%C3%A9%22%20l%E2%80%99an.csv`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('comes down under another name when one is asked for', async () => {
    const { headers } = await get(record, stored({}), `?name=${encodeURIComponent('Devis “signé”\r\nX-A: b.csv')}`)
    expect(headers['content-disposition']).toBe(`attachment; filename="Devis _sign____X-A: b.csv"; filename*=UTF-8''Devis%20%E2%80%9Csign%C3%A9%E2%80%9D%0D%0AX-A%3A%20b.csv`)
    expect(headers['x-a']).toBeUndefined()
  })

  it('shows in place only when it is a record’s image', async () => {
    const image = { name: 'portrait.png', mime: 'image/png' }
    const disposition = async (id: string, file: Partial<OpenedFile>): Promise<string> => (await get(id, stored(file))).headers['content-disposition']!.split(';')[0]!
    expect(await disposition(record, image)).toBe('inline')
    expect(await disposition('0'.repeat(36), image)).toBe('attachment')
    for (const mime of ['image/svg+xml', 'text/html', 'application/pdf']) expect(await disposition(record, { mime })).toBe('attachment')
  })

  it('that does not exist is not found', async () => {
    await start({ open: async () => undefined })
    for (const id of ['x', '..', '%2e%2e%2fkeyring.json']) expect((await ask(`/api/files/${id}`, { headers: bearer })).status).toBe(404)
  })

  it('that turns out damaged never looks complete', async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a;b')
      throw new ExpectedError('STORE_DAMAGED', { file: 'x' })
    }
    await expect(get('x', stored({ bytes: broken() }))).rejects.toThrow(/aborted|hang up/)
    expect(bugs).toEqual([])
  })
})

describe('the built window', () => {
  const read = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => ask(path, { headers: { ...bearer, ...headers } })

  it('loads nothing from elsewhere', async () => {
    await start()
    const { headers } = await read('/')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*/)
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'cross-origin-resource-policy': 'same-origin' })
  })

  it('is asked for again each time, but its hashed files are kept', async () => {
    await start()
    const page = await read('/index.html')
    const script = await read('/assets/app-4f2a.js')
    expect(page.headers['cache-control']).toBe('no-cache')
    expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=31536000, immutable' })
    expect(await read('/index.html', { 'if-none-match': page.headers.etag! })).toMatchObject({ status: 304, body: '' })
  })

  it('answers every address of its own', async () => {
    await start()
    expect(await read('/contacts/42')).toMatchObject({ status: 200, body: '<!doctype html><title>Calepin</title>' })
    expect(await read('/recherche/l%C3%A9a')).toMatchObject({ status: 200 })
    expect(await read('/assets/parti.js')).toMatchObject({ status: 404 })
  })

  it('shows no other file of the disk', async () => {
    await start()
    for (const path of ['/.sources', '/../package.json', '/..%2f..%2fpackage.json', '/assets/..%5c..%5cpackage.json', '/%2e%2e/etc/passwd', '/assets/%00.js', '//etc/passwd.txt']) {
      const { status, body } = await read(`${host!.url.slice(0, -1)}${path}`)
      expect(body).not.toContain('caché')
      expect(status === 404 || body.includes('<title>Calepin</title>')).toBe(true)
    }
    const raw = open('/', { headers: bearer, path: '/../../../../../../../../etc/hostname.txt' })
    raw.end()
    const [response] = (await once(raw, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(404)
    response.resume()
  })
})

describe('closing', () => {
  it('closes windows and the core, and listens no more', async () => {
    let closed = 0
    const { url } = await start({ connect: () => {}, close: async () => void closed++ })
    const socket = (await socketTo(bearer)) as WebSocket
    const gone = once(socket, 'close')
    await host!.close()
    host = undefined
    await gone
    expect(closed).toBe(1)
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('lets a call under way end', async () => {
    let finish!: () => void
    let running!: () => void
    const started = new Promise<void>(resolve => (running = resolve))
    await start({
      call: async () => {
        running()
        await new Promise<void>(resolve => (finish = resolve))
        return ok('fait')
      },
    })
    const answer = post('entities.save', '{}')
    await started
    const closing = host!.close()
    host = undefined
    finish()
    expect((await answer).json).toEqual({ ok: true, value: 'fait' })
    await closing
  })
})

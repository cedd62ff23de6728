import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { electronPort } from '../../main/host/electron-port.ts'
import { messagePort } from '../../main/host/message-port.ts'
import { webSocketPort } from '../../main/host/websocket-port.ts'
import { messagePort as pagePort } from '../../renderer/kernel/rpc/message-port.ts'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'
import { query, stream } from '../../shared/kernel/rpc/contract.ts'
import { type Port, portPair, type Request } from '../../shared/kernel/rpc/port.ts'
import { ok } from '../../shared/kernel/rpc/result.ts'
import { fakeElectron } from '../fakes/electron.ts'
import { FakeChannel, handedOver } from '../fakes/electron-ports.ts'

interface Joined {
  client: Port
  server: Port
  /** Ends the transport from below, without the client's doing. */
  cut(): void
  end(): Promise<void>
}

const TRANSPORTS: Record<string, () => Promise<Joined>> = {
  'the in-memory pair': async () => {
    const [client, server] = portPair()
    return { client, server, cut: () => server.close(), end: async () => client.close() }
  },

  'a WebSocket': async () => {
    const http = createServer()
    const sockets = new WebSocketServer({ server: http })
    const accepted = once(sockets, 'connection') as Promise<[WebSocket]>
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    const [[server]] = await Promise.all([accepted, once(socket, 'open')])
    return {
      client: webSocketPort(socket),
      server: webSocketPort(server),
      cut: () => server.terminate(),
      end: async () => {
        socket.terminate()
        server.terminate()
        http.close()
        await once(http, 'close')
      },
    }
  },

  'a port of the desktop window': async () => {
    const { electron } = fakeElectron()
    const child = electron.utilityProcess.fork(fileURLToPath(new URL('../fakes/electron-relay.ts', import.meta.url)))
    const [page, core] = [new FakeChannel(), new FakeChannel()]
    const relayed = once(child, 'message')
    const gone = once(child, 'exit')
    child.postMessage('relay', [page.port2, core.port2])
    await relayed
    return {
      // The page has a port of the browser's, the other processes have Electron's.
      client: pagePort(handedOver(page.port1) as unknown as MessagePort),
      server: electronPort(core.port1),
      cut: () => void child.kill(),
      end: async () => {
        page.port1.close()
        core.port1.close()
        child.kill()
        await gone
      },
    }
  },

  'a MessagePort between threads': async () => {
    const { port1, port2 } = new MessageChannel()
    const { port1: far, port2: handed } = new MessageChannel()
    // The thread passes everything on, so that messages cross it both ways.
    const thread = new Worker(
      `const { port2, handed } = require('node:worker_threads').workerData
       port2.on('message', message => handed.postMessage(message)).on('close', () => handed.close())
       handed.on('message', message => port2.postMessage(message)).on('close', () => port2.close())`,
      { eval: true, workerData: { port2, handed }, transferList: [port2, handed] },
    )
    await once(thread, 'online')
    return {
      client: messagePort(port1),
      server: messagePort(far),
      cut: () => void thread.terminate(),
      end: async () => {
        port1.close()
        far.close()
        await thread.terminate()
      },
    }
  },
}

const contract = {
  echo: {
    back: query(z.unknown(), z.unknown()),
    never: query(z.object({}), z.unknown()),
    count: stream(z.object({ to: z.number() }), z.string(), z.number()),
  },
}

/** Answers `echo.back` with its input and `echo.count` with events; keeps `echo.never` until it is aborted. */
const serveEcho = (port: Port): { aborted: number[]; closed: Promise<void> } => {
  const aborted: number[] = []
  port.onMessage(message => {
    const request = message as Request
    if ('abort' in request) aborted.push(request.id)
    else if (request.method === 'echo.back') port.send({ id: request.id, result: ok(request.input) })
    else if (request.method === 'echo.count') {
      const { to } = request.input as { to: number }
      for (let event = 1; event <= to; event++) port.send({ id: request.id, event })
      port.send({ id: request.id, result: ok('fin') })
    }
  })
  return { aborted, closed: new Promise(resolve => port.onClose(resolve)) }
}

describe.each(Object.entries(TRANSPORTS))('%s', (_name, join) => {
  let joined: Joined
  beforeEach(async () => {
    joined = await join()
  })
  afterEach(() => joined.end())

  it('carries every JSON value unchanged', async () => {
    serveEcho(joined.server)
    const client = createClient<typeof contract>(createCaller(joined.client))
    for (const value of [null, true, -0.5, '', 'Élise\u2028\u0000\u{1F4D2}', [], {}, { a: [1, { b: null }] }, 'x'.repeat(2_000_000)]) {
      expect(await client.echo.back(value)).toEqual(ok(value))
    }
  })

  it('carries messages in order, each once', async () => {
    serveEcho(joined.server)
    const client = createClient<typeof contract>(createCaller(joined.client))
    const events: number[] = []
    expect(await client.echo.count({ to: 500 }, event => events.push(event))).toEqual(ok('fin'))
    expect(events).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  })

  it('keeps the answers of calls made at once apart', async () => {
    serveEcho(joined.server)
    const client = createClient<typeof contract>(createCaller(joined.client))
    const values = Array.from({ length: 50 }, (_, index) => index)
    expect(await Promise.all(values.map(value => client.echo.back(value)))).toEqual(values.map(ok))
  })

  it('tells the server that a call is no longer wanted', async () => {
    const { aborted } = serveEcho(joined.server)
    const client = createClient<typeof contract>(createCaller(joined.client))
    const controller = new AbortController()
    const call = client.echo.never({}, { signal: controller.signal })
    controller.abort()
    expect(await call).toMatchObject({ ok: false, error: { code: 'CANCELLED' } })
    await client.echo.back(1)
    expect(aborted).toHaveLength(1)
  })

  it('tells both ends when the client closes it', async () => {
    const { closed } = serveEcho(joined.server)
    const client = createClient<typeof contract>(createCaller(joined.client))
    const call = client.echo.never({})
    joined.client.close()
    await closed
    expect(await call).toMatchObject({ error: { code: 'CANCELLED' } })
    expect(await client.echo.back(1)).toMatchObject({ error: { code: 'CANCELLED' } })
  })

  it('tells both ends when the server closes it', async () => {
    const { closed } = serveEcho(joined.server)
    const call = createClient<typeof contract>(createCaller(joined.client)).echo.never({})
    joined.server.close()
    await closed
    expect(await call).toMatchObject({ error: { code: 'CANCELLED' } })
  })

  it('delivers and sends nothing once closed', async () => {
    const received: unknown[] = []
    joined.server.onMessage(message => received.push(message))
    const closed = new Promise<void>(resolve => joined.server.onClose(resolve))
    joined.client.close()
    joined.client.send({ id: 1 })
    joined.client.close()
    await closed
    joined.server.send({ id: 2 })
    expect(received).toEqual([])
  })

  it('tells both ends when it is cut', async () => {
    const { closed } = serveEcho(joined.server)
    const client = createClient<typeof contract>(createCaller(joined.client))
    await client.echo.back(1)
    const call = client.echo.never({})
    joined.cut()
    expect(await call).toMatchObject({ error: { code: 'CANCELLED' } })
    await closed
  })
})

describe('a WebSocket that sends no JSON objects', () => {
  it('is cut off', async () => {
    for (const message of ['{', '1', 'null', Buffer.from('{}')]) {
      const http = createServer()
      const sockets = new WebSocketServer({ server: http })
      http.listen(0, '127.0.0.1')
      await once(http, 'listening')
      const received: unknown[] = []
      sockets.on('connection', socket => webSocketPort(socket).onMessage(value => received.push(value)))
      const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
      await once(socket, 'open')
      socket.send(message)
      expect((await once(socket, 'close'))[0]).toBe(1003)
      expect(received).toEqual([])
      http.close()
    }
  })
})

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { contract } from '../../shared/contract.ts'
import type { Contract } from '../../shared/kernel/rpc/contract.ts'
import { fail, ok, type Result } from '../../shared/kernel/rpc/result.ts'
import { type Answer, failureOf, GUARDS, resultAnswer } from './answer.ts'
import type { Core } from './core-api.ts'
import { createDoor } from './door.ts'
import { answerFile } from './file-requests.ts'
import { staticAnswer } from './static-files.ts'
import { webSocketPort } from './websocket-port.ts'

export interface NodeHostOptions {
  core: Core
  /** 0 for any free one; one that is taken rejects with `EADDRINUSE`. */
  port: number
  /** Lets programs in, and a browser once it traded it for a cookie. */
  token: string
  /** The built window. */
  staticDir: string
  /** What a browser without a session reads. */
  closedDoor: string
  /** Told of a bug; answers the id under which it was noted. */
  onBug: (error: unknown, where: string) => string
}

export interface NodeHost {
  /** `http://127.0.0.1:N/` */
  url: string
  /** An address that opens the window once. */
  windowUrl(): string
  /** Stops listening, lets calls under way end for a moment, cuts the rest and closes the core. */
  close(): Promise<void>
}

const MAX_BODY = 64 * 1024 * 1024
const GRACE_MS = 2_000

/** Serves the window, the contract and files on the loopback interface, to who knows the token. */
export const startNodeHost = async ({ core, port, token, staticDir, closedDoor, onBug }: NodeHostOptions): Promise<NodeHost> => {
  // Uploads may take their time; who sends them is known.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const door = createDoor(token, (server.address() as AddressInfo).port)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY })

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!door.isOwn(request)) return answer(response, fail('UNAUTHORISED'))
    const { pathname: path, searchParams } = new URL(request.url ?? '/', url)
    const isRead = request.method === 'GET' || request.method === 'HEAD'
    const given = searchParams.get('token')
    if (request.method === 'GET' && path === '/' && given !== null) {
      const cookie = door.trade(given)
      if (cookie) return void response.writeHead(303, { Location: '/', 'Set-Cookie': cookie }).end()
    }
    if (!door.isKnown(request)) {
      if (isRead && !path.startsWith('/api')) return void response.writeHead(401, { 'Content-Type': 'text/plain; charset=utf-8' }).end(closedDoor)
      return answer(response, fail('UNAUTHORISED'))
    }
    if (path === '/api' && request.method === 'GET') return answer(response, ok({ methods: methodsOf(contract) }))
    const file = await answerFile(core, { method: request.method ?? '', path, name: searchParams.get('name'), bytes: bodyOf(request) })
    if (file) return send(response, file)
    const method = /^\/api\/([A-Za-z]+\.[A-Za-z]+)$/.exec(path)?.[1]
    if (method !== undefined && request.method === 'POST') return answer(response, await call(core, method, request, response))
    if (!isRead || path.startsWith('/api/')) return answer(response, fail('UNKNOWN_METHOD', { method: `${request.method} ${path}` }))
    const page = await staticAnswer(staticDir, path, { known: request.headers['if-none-match'], takesBrotli: /\bbr\b/.test(String(request.headers['accept-encoding'])) })
    return page ? send(response, page) : void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404')
  }

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(GUARDS)) response.setHeader(name, value)
    respond(request, response).catch((error: unknown) => {
      if (isGone(error)) return void response.destroy()
      const result = failureOf(error, () => onBug(error, `${request.method} ${request.url?.split('?')[0]}`))
      // A file that turns out damaged must not look complete.
      if (response.headersSent) response.destroy()
      else void answer(response, result)
    })
  })

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    if (request.url !== '/ws' || !door.isOwn(request) || !door.isKnown(request)) {
      return void socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    }
    sockets.handleUpgrade(request, socket, head, webSocket => core.connect(webSocketPort(webSocket)))
  })

  return {
    url,
    windowUrl: () => `${url}?token=${door.oneTimeToken()}`,
    close: async () => {
      const closed = new Promise<void>(done => void server.close(() => done()))
      for (const socket of sockets.clients) socket.close(1001)
      await Promise.race([closed, delay(GRACE_MS, undefined, { ref: false })])
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await closed
      await core.close()
    },
  }
}

const send = async (response: ServerResponse, { status, headers, body }: Answer): Promise<void> => {
  response.writeHead(status, headers)
  if (body === undefined || response.req.method === 'HEAD') response.end()
  else if (body instanceof Uint8Array) response.end(body)
  else await pipeline(body, response)
  // What was not read of a refused request must not stand before the next one.
  response.req.resume()
}

const answer = (response: ServerResponse, result: Result<unknown>): Promise<void> => send(response, resultAnswer(result))

/** Whether an error only says that the client went away. */
const isGone = (error: unknown): boolean => ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as { code?: string }).code ?? '')

/** The bytes of a request; leaving them half read keeps the connection, over which the reason is told. */
const bodyOf = (request: IncomingMessage): AsyncIterable<Uint8Array> => request.iterator({ destroyOnReturn: false })

const call = async (core: Core, method: string, request: IncomingMessage, response: ServerResponse): Promise<Result<unknown>> => {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bodyOf(request)) {
    size += piece.length
    if (size > MAX_BODY) return fail('FILE_TOO_LARGE', { maxBytes: MAX_BODY })
    pieces.push(piece)
  }
  let input: unknown
  try {
    input = size === 0 ? {} : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)))
  } catch (error) {
    return fail('BAD_INPUT', { message: (error as Error).message })
  }
  const controller = new AbortController()
  response.once('close', () => response.writableFinished || controller.abort())
  return core.call(method, input, controller.signal)
}

const methodsOf = (all: Contract): { name: string; kind: string; input: unknown; output: unknown }[] =>
  Object.entries(all).flatMap(([part, methods]) =>
    Object.entries(methods).map(([name, { kind, input, output }]) => ({
      name: `${part}.${name}`,
      kind,
      input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
      output: z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' }),
    })),
  )

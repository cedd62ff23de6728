import { randomUUID } from 'node:crypto'
import type { MessagePortMain } from 'electron'
import { ExpectedError, fail } from '../../shared/kernel/rpc/result.ts'
import { type Log, openLog } from '../kernel/log/log.ts'
import type { Sealer } from '../kernel/store/keyring.ts'
import { type Answer, failureOf, resultAnswer } from './answer.ts'
import { openCore } from './core.ts'
import type { Core } from './core-api.ts'
import { exchangeOver } from './electron-exchange.ts'
import type { AnswerHead, FromCore, ToCore } from './electron-messages.ts'
import { electronPort } from './electron-port.ts'
import { answerFile, type FileRequest } from './file-requests.ts'

/** The core's own process: the one that owns the windows must never wait for a disk. */
const { parentPort } = process

let core: Core
let log: Log | undefined
let keychainAnswered = (_: Uint8Array | undefined): void => {}

const post = (message: FromCore): void => parentPort.postMessage(message)

/** The keychain is out of reach here: the process of the windows is asked, one thing at a time. */
const ask = (type: 'seal' | 'unseal', bytes: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    keychainAnswered = answer => (answer ? resolve(Buffer.from(answer)) : reject(new Error('the keychain refused')))
    post({ type, bytes: new Uint8Array(bytes) })
  })
const sealer: Sealer = { seal: bytes => ask('seal', bytes), unseal: bytes => ask('unseal', bytes) }

const open = async ({ data, config, secrets, hasKeychain }: ToCore & { type: 'open' }): Promise<void> => {
  log = openLog(data, randomUUID)
  try {
    core = await openCore({ data, config, ...secrets, sealer: hasKeychain ? sealer : undefined, canAsk: true })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    return post({ type: 'failed', failure: error.failure })
  }
  post({ type: 'ready', keyPlace: core.keyPlace })
}

const serveFile = async (request: Omit<FileRequest, 'bytes'>, port: MessagePortMain): Promise<void> => {
  const { method, path } = request
  const exchange = exchangeOver<AnswerHead>(electronPort(port))
  let answer: Answer
  try {
    answer = (await answerFile(core, { ...request, bytes: exchange.take() })) ?? resultAnswer(fail('UNKNOWN_METHOD', { method: `${method} ${path}` }))
  } catch (error) {
    answer = resultAnswer(failureOf(error, () => noted(error, `${method} ${path}`)))
  }
  const { status, headers, body } = answer
  if (body) exchange.give(body)
  exchange.answer({ status, headers, hasBody: body !== undefined })
}

const noted = (error: unknown, where: string): string => log?.bug(error, where) ?? ''

process.on('uncaughtException', error => {
  noted(error, 'core')
  process.exit(1)
})

parentPort.on('message', ({ data, ports: [port] }) => {
  const message = data as ToCore
  switch (message.type) {
    case 'open':
      return void open(message)
    case 'keychain':
      return keychainAnswered(message.bytes)
    case 'window':
      return core.connect(electronPort(port!))
    case 'file':
      return void serveFile(message, port!)
    case 'close':
      return void core.close().then(() => process.exit(0))
  }
})

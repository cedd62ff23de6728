import type { MessagePortMain } from 'electron'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import type { KeyPlace, Sealer } from '../kernel/store/keyring.ts'
import type { Electron } from './electron-api.ts'
import { exchangeOver } from './electron-exchange.ts'
import type { AnswerHead, FromCore, ToCore } from './electron-messages.ts'
import { electronPort } from './electron-port.ts'
import type { Answer } from './answer.ts'
import type { FileRequest } from './file-requests.ts'
import type { Secrets } from './secrets.ts'

/** The core, seen from the process that owns the windows. */
export interface CoreProcess {
  readonly keyPlace: KeyPlace
  /** Serves a window over one end of a channel. */
  connect(port: MessagePortMain): void
  /** Asks for a file's bytes, or hands them over; rejects when the core is gone. */
  file(request: FileRequest): Promise<Answer>
  /** Lets running batches finish; resolves once the process is gone. */
  close(): Promise<void>
}

export interface CoreProcessOptions {
  /** Path of what the process runs. */
  readonly module: string
  readonly data: string
  readonly config: string
  readonly secrets: Secrets
  readonly keychain: Sealer | undefined
  /** Runs when it ended without being told to, once it had opened. */
  readonly onCrash: () => void
}

/** Starts the core in a process of its own. Rejects with what `openCore` throws, or with Error when the process ended. */
export const startCoreProcess = (
  { utilityProcess, MessageChannelMain }: Pick<Electron, 'utilityProcess' | 'MessageChannelMain'>,
  { module, data, config, secrets, keychain, onCrash }: CoreProcessOptions,
): Promise<CoreProcess> =>
  new Promise((resolve, reject) => {
    const child = utilityProcess.fork(module, [], { serviceName: 'Calepin' })
    const post = (message: ToCore, ports: MessagePortMain[] = []): void => child.postMessage(message, ports)
    const gone = new Promise<void>(ended => child.once('exit', () => ended()))
    let state: 'opening' | 'open' | 'closing' = 'opening'
    void gone.then(() => {
      if (state === 'opening') reject(new Error('the core ended before it was open'))
      if (state === 'open') onCrash()
    })

    const opened = (keyPlace: KeyPlace): CoreProcess => ({
      keyPlace,
      connect: port => post({ type: 'window' }, [port]),
      file: async ({ bytes, ...request }) => {
        const { port1, port2 } = new MessageChannelMain()
        const port = electronPort(port1)
        const exchange = exchangeOver<AnswerHead>(port)
        exchange.give(bytes)
        post({ type: 'file', ...request }, [port2])
        try {
          const { hasBody, ...head } = await exchange.answered
          if (hasBody) return { ...head, body: closing(exchange.take(), port.close) }
          port.close()
          return head
        } catch (error) {
          port.close()
          throw error
        }
      },
      close: async () => {
        if (state === 'open') post({ type: 'close' })
        state = 'closing'
        await gone
      },
    })

    const useKeychain = async ({ type, bytes }: FromCore & { type: 'seal' | 'unseal' }): Promise<void> =>
      post({ type: 'keychain', bytes: await keychain?.[type](Buffer.from(bytes)).then(made => new Uint8Array(made), () => undefined) })

    child.on('message', received => {
      const message = received as FromCore
      switch (message.type) {
        case 'ready':
          state = 'open'
          return resolve(opened(message.keyPlace))
        case 'failed':
          state = 'closing'
          child.kill()
          return reject(new ExpectedError(message.failure.code, message.failure.params))
        case 'seal':
        case 'unseal':
          return void useKeychain(message)
      }
    })
    post({ type: 'open', data, config, secrets, hasKeychain: keychain !== undefined })
  })

/** The same bytes, and an end for what they come through however their reading ends, even before it began. */
const closing = (bytes: AsyncIterable<Uint8Array>, close: () => void): AsyncIterable<Uint8Array> => ({
  [Symbol.asyncIterator]: () => {
    const iterator = bytes[Symbol.asyncIterator]()
    return {
      next: async () => {
        try {
          const next = await iterator.next()
          if (next.done) close()
          return next
        } catch (error) {
          close()
          throw error
        }
      },
      return: async () => {
        close()
        return { done: true, value: undefined }
      },
    }
  },
})

import { EventEmitter } from 'node:events'
import { MessageChannel, type MessagePort } from 'node:worker_threads'

/** A port keeps what arrives until it is started, and only the other end hears of its closing. */
export class FakePort extends EventEmitter {
  readonly end: MessagePort
  #closed = false
  constructor(end: MessagePort) {
    super()
    this.end = end
    end.on('close', () => {
      if (!this.#closed) this.emit('close')
    })
    // Listening alone keeps a thread alive; a port that nobody has started must not.
    end.unref()
  }
  start(): void {
    this.end.on('message', (data: unknown) => this.emit('message', { data, ports: [] }))
  }
  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new Error('the fake electron was not told to hand a port over a port')
    this.end.postMessage(message)
  }
  close(): void {
    this.#closed = true
    this.end.close()
  }
}

export class FakeChannel {
  readonly port1: FakePort
  readonly port2: FakePort
  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new FakePort(port1)
    this.port2 = new FakePort(port2)
  }
}

/** What crosses between a process and its parent: ports travel in the message they come with. */
export interface Crossing {
  readonly data: unknown
  readonly ports: readonly MessagePort[]
}

/** The end itself, for whom it is handed to. */
export const handedOver = ({ end }: FakePort): MessagePort => {
  end.removeAllListeners('close')
  return end
}

import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { type Crossing, FakePort } from './electron-ports.ts'

/** What Electron gives a process of its own to speak with its parent: messages wait until somebody listens. */
class FakeParentPort extends EventEmitter {
  constructor() {
    super()
    this.once('newListener', () => {
      parentPort!.on('message', ({ data, ports }: Crossing) => this.emit('message', { data, ports: ports.map(end => new FakePort(end)) }))
    })
  }
  postMessage(message: unknown): void {
    parentPort!.postMessage(message)
  }
}

Object.assign(process, { parentPort: new FakeParentPort() })
const { module } = workerData as { module: string }
await import(pathToFileURL(module).href)

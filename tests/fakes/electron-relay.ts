import type { FakePort } from './electron-ports.ts'

/** A process that passes everything on between two ports that it is given, so that messages cross it both ways. */
const { parentPort } = process as unknown as { parentPort: { on(event: 'message', listener: (message: { ports: FakePort[] }) => void): void; postMessage(message: unknown): void } }

parentPort.on('message', ({ ports: [one, other] }) => {
  for (const [from, to] of [[one!, other!], [other!, one!]] as const) {
    from.on('message', ({ data }: { data: unknown }) => to.postMessage(data))
    from.on('close', () => to.close())
    from.start()
  }
  parentPort.postMessage('ready')
})

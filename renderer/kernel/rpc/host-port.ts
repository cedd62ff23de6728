import type { Port } from '../../../shared/kernel/rpc/port.ts'
import { messagePort } from './message-port.ts'
import { webSocketPort } from './web-socket-port.ts'

/** What the desktop window's preload hands over: `requestPort` makes it post a message holding one MessagePort. */
interface Preload {
  requestPort(): void
}

/** A port to the core: the one that the preload hands over in the desktop window, else a WebSocket to the page's own host. */
export const openHostPort = (): Promise<Port> => {
  const preload = (globalThis as { calepin?: Preload }).calepin
  return preload ? handedPort(preload) : webSocketPort(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
}

const handedPort = (preload: Preload): Promise<Port> =>
  new Promise(resolve => {
    const take = (event: MessageEvent): void => {
      const port = event.ports[0]
      if (event.source !== window || !port) return
      removeEventListener('message', take)
      resolve(messagePort(port))
    }
    addEventListener('message', take)
    preload.requestPort()
  })

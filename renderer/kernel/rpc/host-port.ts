import type { Port } from '../../../shared/kernel/rpc/port.ts'
import { RefusedError } from './connection.ts'
import { messagePort } from './message-port.ts'
import { webSocketPort } from './web-socket-port.ts'

/** What the desktop window's preload hands over: `requestPort` makes it post a message holding one MessagePort. */
interface Preload {
  requestPort(): void
}

/**
 * A port to the core: the one that the preload hands over in the desktop window, else a WebSocket to the page's own host.
 * Rejects with RefusedError when the host is there and knows this browser no more.
 */
export const openHostPort = async (): Promise<Port> => {
  const preload = (globalThis as { calepin?: Preload }).calepin
  if (preload) return handedPort(preload)
  try {
    return await webSocketPort(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`)
  } catch (error) {
    // A browser does not tell why a socket did not open.
    const { status } = await fetch('/api', { method: 'HEAD' })
    throw status === 401 ? new RefusedError() : error
  }
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

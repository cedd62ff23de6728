import type { Port } from '../../../shared/kernel/rpc/port.ts'

/** Opens a WebSocket that carries JSON texts; rejects when it closes before it opened. */
export const webSocketPort = (url: string): Promise<Port> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    let receive = (_: unknown): void => {}
    let closed = (): void => reject(new Error('the connection was refused'))
    socket.addEventListener('message', event => receive(JSON.parse(event.data as string)))
    socket.addEventListener('close', () => closed())
    socket.addEventListener('open', () => {
      closed = () => {}
      resolve({
        send: message => {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message))
        },
        onMessage: listener => void (receive = listener),
        onClose: listener => void (closed = listener),
        close: () => socket.close(),
      })
    })
  })

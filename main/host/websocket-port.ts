import type { WebSocket } from 'ws'
import type { Port } from '../../shared/kernel/rpc/port.ts'

/** A WebSocket that carries JSON texts as a port of ours; one that sends anything else is cut off. */
export const webSocketPort = (socket: WebSocket): Port => {
  // What goes wrong with a socket ends in its closing, which is told.
  socket.on('error', () => {})
  return {
    send: message => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message))
    },
    onMessage: listener =>
      void socket.on('message', (data, isBinary) => {
        if (socket.readyState !== socket.OPEN) return
        const message = isBinary ? undefined : jsonObject(String(data))
        if (message) listener(message)
        else socket.close(1003)
      }),
    onClose: listener => void socket.once('close', listener),
    close: () => socket.close(),
  }
}

const jsonObject = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

import type { Port } from '../../../shared/kernel/rpc/port.ts'

/** A MessagePort as a port of ours; it closes when its other end does. */
export const messagePort = (port: MessagePort): Port => {
  let closed = (): void => {}
  port.addEventListener('close', () => closed())
  return {
    send: message => port.postMessage(message),
    onMessage: listener => {
      port.addEventListener('message', event => listener(event.data))
      port.start()
    },
    onClose: listener => void (closed = listener),
    close: () => {
      port.close()
      closed()
    },
  }
}

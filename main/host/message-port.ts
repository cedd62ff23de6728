import type { MessagePort } from 'node:worker_threads'
import type { Port } from '../../shared/kernel/rpc/port.ts'

/** One end of a MessageChannel between threads as a port of ours. */
export const messagePort = (end: MessagePort): Port => {
  let open = true
  end.once('close', () => (open = false))
  return {
    send: message => end.postMessage(message),
    onMessage: listener => void end.on('message', message => open && listener(message)),
    onClose: listener => void end.once('close', listener),
    close: () => {
      open = false
      end.close()
    },
  }
}

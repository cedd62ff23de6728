import type { MessagePortMain } from 'electron'
import type { Port } from '../../shared/kernel/rpc/port.ts'

/** One end of a channel between Electron's processes as a port of ours; it closes when its other end does. */
export const electronPort = (end: MessagePortMain): Port => {
  let open = true
  let closed = (): void => {}
  const close = (): void => {
    if (!open) return
    open = false
    closed()
  }
  end.once('close', close)
  return {
    send: message => {
      if (open) end.postMessage(message)
    },
    onMessage: listener => {
      end.on('message', ({ data }) => open && listener(data))
      end.start()
    },
    onClose: listener => void (closed = listener),
    // Electron tells the other end only.
    close: () => {
      end.close()
      close()
    },
  }
}

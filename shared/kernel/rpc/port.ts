/**
 * A transport is two functions and its end. Messages are JSON values, delivered in order, each once; `onMessage` and
 * `onClose` are called at most once, before anything is sent. After `close` nothing arrives and nothing is sent.
 */
export interface Port {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** What travels from the client: a call, or the wish to stop one. */
export type Request = { id: number; method: string; input: unknown } | { id: number; abort: true }

/** What comes back: events of a stream, then the result. */
export type Reply = { id: number; event: unknown } | { id: number; result: unknown }

/** Two ports joined in memory; messages pass as JSON and asynchronously, as over a real transport. */
export const portPair = (): [Port, Port] => {
  const ends = [0, 1].map(() => ({ message: (_: unknown): void => {}, close: (): void => {} }))
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    queueMicrotask(() => ends.forEach(end => end.close()))
  }
  const port = (own: number): Port => ({
    send: message => {
      const text = JSON.stringify(message)
      queueMicrotask(() => open && ends[1 - own]!.message(JSON.parse(text)))
    },
    onMessage: listener => void (ends[own]!.message = listener),
    onClose: listener => void (ends[own]!.close = listener),
    close,
  })
  return [port(0), port(1)]
}

import type { CallOptions, Client, Contract } from './contract.ts'
import type { Port, Reply } from './port.ts'
import { fail, type Result } from './result.ts'

interface Pending {
  settle(result: Result<unknown>): void
  event?: (event: unknown) => void
}

/** Calls over a port. A call whose signal aborts, or whose port closes, answers `CANCELLED` at once. */
export const createCaller = (port: Port) => {
  const pending = new Map<number, Pending>()
  let next = 1
  let open = true
  port.onMessage(message => {
    const reply = message as Reply
    const call = pending.get(reply.id)
    if (!call) return
    if ('event' in reply) return call.event?.(reply.event)
    pending.delete(reply.id)
    call.settle(reply.result as Result<unknown>)
  })
  port.onClose(() => {
    open = false
    for (const call of pending.values()) call.settle(fail('CANCELLED'))
    pending.clear()
  })
  return (method: string, input: unknown, options?: CallOptions, event?: (event: unknown) => void): Promise<Result<unknown>> =>
    new Promise(settle => {
      const { signal } = options ?? {}
      if (!open || signal?.aborted) return settle(fail('CANCELLED'))
      const id = next++
      const abort = (): void => {
        pending.delete(id)
        port.send({ id, abort: true })
        settle(fail('CANCELLED'))
      }
      signal?.addEventListener('abort', abort, { once: true })
      const done = (result: Result<unknown>): void => {
        signal?.removeEventListener('abort', abort)
        settle(result)
      }
      pending.set(id, event ? { settle: done, event } : { settle: done })
      port.send({ id, method, input })
    })
}

/** The contract as functions: `client.entities.list({...}, { signal })`; a stream takes its listener second. */
export const createClient = <C extends Contract>(contract: C, port: Port): Client<C> => {
  const call = createCaller(port)
  const parts = Object.entries(contract).map(([part, methods]) => [
    part,
    Object.fromEntries(
      Object.entries(methods).map(([name, { kind }]) => [
        name,
        kind === 'stream'
          ? (input: unknown, onEvent: (event: unknown) => void, options?: CallOptions) => call(`${part}.${name}`, input, options, onEvent)
          : (input: unknown, options?: CallOptions) => call(`${part}.${name}`, input, options),
      ]),
    ),
  ])
  return Object.fromEntries(parts) as Client<C>
}

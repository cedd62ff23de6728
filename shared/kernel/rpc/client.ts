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

/** Sends one call and answers its result; a stream's events go to `event`. */
export type Caller = ReturnType<typeof createCaller>

/**
 * The contract as functions: `client.entities.list({...}, { signal })`; a stream takes its listener second. It needs only
 * the contract's type, so that whoever calls carries none of its schemas.
 */
export const createClient = <C extends Contract>(call: Caller): Client<C> => {
  const methodsOf = (part: string) =>
    byName(name => (input: unknown, ...rest: unknown[]) => {
      const [first, second] = rest
      return typeof first === 'function'
        ? call(`${part}.${name}`, input, second as CallOptions | undefined, first as (event: unknown) => void)
        : call(`${part}.${name}`, input, first as CallOptions | undefined)
    })
  return byName(methodsOf) as Client<C>
}

/** An object whose properties are made when they are first asked for, then stay the same. */
const byName = <V>(make: (name: string) => V): Readonly<Record<string, V>> =>
  new Proxy<Record<string, V>>({}, { get: (made, name) => (typeof name === 'string' ? (made[name] ??= make(name)) : undefined) })

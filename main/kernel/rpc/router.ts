import type { CallOptions, Context, Contract, MethodKind } from '../../../shared/kernel/rpc/contract.ts'
import type { Port, Request } from '../../../shared/kernel/rpc/port.ts'
import { ExpectedError, type Failure, fail, type Result } from '../../../shared/kernel/rpc/result.ts'

type AnyHandler = (input: any, ctx: Context, emit: (event: any) => void) => Result<unknown> | Promise<Result<unknown>>

/** Handlers by part and method, as far as this side serves them. */
export type AnyHandlers = Readonly<Record<string, Readonly<Record<string, AnyHandler>>>>

export type Forward = (method: string, input: unknown, options: CallOptions, emit: (event: unknown) => void) => Promise<Result<unknown>>

export interface RouterOptions {
  readonly contract: Contract
  /** As a function they are asked for at each call, since they may change with the definitions of types. */
  readonly handlers: AnyHandlers | (() => AnyHandlers)
  /** Kinds that somebody else answers where no handler does, and who. */
  readonly forward?: { readonly kinds: readonly MethodKind[]; readonly to: Forward }
  readonly actor: string
  /** Told of a bug; answers the id under which it was noted. */
  readonly onBug: (error: unknown, method: string) => string
  /** What to take an unexpected error for. */
  readonly asExpected?: (error: unknown) => unknown
  /** Told of every failure that is answered. */
  readonly onFailure?: (failure: Failure) => void
}

export interface Router {
  call(method: string, input: unknown, signal: AbortSignal, emit?: (event: unknown) => void): Promise<Result<unknown>>
  /** Serves calls that come over a port, until it closes; then what still runs is aborted. */
  serve(port: Port): void
}

/** The door: input is parsed here, expected failures become results, and a bug is caught once. */
export const createRouter = ({ contract, handlers, forward, actor, onBug, asExpected = error => error, onFailure = () => {} }: RouterOptions): Router => {
  const handlersNow = typeof handlers === 'function' ? handlers : () => handlers
  const answer = (name: string, input: unknown, signal: AbortSignal, emit: (event: unknown) => void): Result<unknown> | Promise<Result<unknown>> => {
    const dot = name.indexOf('.')
    const part = name.slice(0, dot)
    const key = name.slice(dot + 1)
    const method = Object.hasOwn(contract, part) && Object.hasOwn(contract[part]!, key) ? contract[part]![key]! : undefined
    if (!method) return fail('UNKNOWN_METHOD', { method: name })
    const handler = handlersNow()[part]?.[key]
    if (!handler && forward?.kinds.includes(method.kind)) return forward.to(name, input, { signal }, emit)
    if (!handler) throw new Error(`${name} has no handler`)
    if (method.isPlain?.(input)) return handler(input, { actor, signal }, emit)
    const parsed = method.input.safeParse(input)
    if (!parsed.success) {
      return fail('BAD_INPUT', { issues: parsed.error.issues.slice(0, 10).map(({ path, message }) => ({ path: path.join('.'), message })) })
    }
    return handler(parsed.data, { actor, signal }, emit)
  }

  const call: Router['call'] = async (method, input, signal, emit = () => {}) => {
    let result: Result<unknown>
    try {
      result = await answer(method, input, signal, emit)
    } catch (thrown) {
      const error = asExpected(thrown)
      result = error instanceof ExpectedError ? { ok: false, error: error.failure } : fail('INTERNAL', { id: onBug(error, method) })
    }
    if (!result.ok) onFailure(result.error)
    return result
  }

  return {
    call,
    serve: port => {
      const running = new Map<number, AbortController>()
      port.onMessage(message => {
        const request = message as Request
        if ('abort' in request) {
          running.get(request.id)?.abort()
          running.delete(request.id)
          return
        }
        const { id, method, input } = request
        const controller = new AbortController()
        running.set(id, controller)
        void call(method, input, controller.signal, event => running.has(id) && port.send({ id, event })).then(result => {
          if (running.delete(id)) port.send({ id, result })
        })
      })
      port.onClose(() => {
        for (const controller of running.values()) controller.abort()
        running.clear()
      })
    },
  }
}

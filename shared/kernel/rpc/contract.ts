import type { z } from 'zod'
import type { Result } from './result.ts'

/** A query reads and can be aborted; a command writes, as one undoable operation; a stream sends events until it ends. */
export type MethodKind = 'query' | 'command' | 'stream'

export interface Method<K extends MethodKind = MethodKind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, E extends z.ZodType = z.ZodType> {
  readonly kind: K
  readonly input: I
  readonly output: O
  /** What a stream sends while it runs. */
  readonly event?: E
  /** Recognises by hand the plainest inputs, those that `input` would give back unchanged: hot queries are answered in less time than a parse takes. */
  readonly isPlain?: (input: unknown) => boolean
}

export type Contract = Readonly<Record<string, Readonly<Record<string, Method>>>>

export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O, isPlain?: (input: unknown) => boolean): Method<'query', I, O, never> => ({
  kind: 'query',
  input,
  output,
  ...(isPlain && { isPlain }),
})
export const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Method<'command', I, O, never> => ({ kind: 'command', input, output })
export const stream = <I extends z.ZodType, O extends z.ZodType, E extends z.ZodType>(input: I, output: O, event: E): Method<'stream', I, O, E> => ({ kind: 'stream', input, output, event })

/** Who asks, whether they still want the answer, and the operation that a command's writes belong to. */
export interface Context {
  readonly actor: string
  readonly signal: AbortSignal
}

type Answer<O extends z.ZodType> = Result<z.input<O>> | Promise<Result<z.input<O>>>

export type Handler<M> =
  M extends Method<'stream', infer I, infer O, infer E>
    ? (input: z.output<I>, ctx: Context, emit: (event: z.input<E>) => void) => Answer<O>
    : M extends Method<MethodKind, infer I, infer O>
      ? (input: z.output<I>, ctx: Context) => Answer<O>
      : never

/** The handlers of one part's methods of the given kinds: queries run on the front thread, the others beside the store. */
export type HandlersOf<P, K extends MethodKind> = { [M in keyof P as P[M] extends Method<K> ? M : never]: Handler<P[M]> }

export interface CallOptions {
  signal?: AbortSignal
}

type Call<M> =
  M extends Method<'stream', infer I, infer O, infer E>
    ? (input: z.input<I>, onEvent: (event: z.output<E>) => void, options?: CallOptions) => Promise<Result<z.output<O>>>
    : M extends Method<MethodKind, infer I, infer O>
      ? (input: z.input<I>, options?: CallOptions) => Promise<Result<z.output<O>>>
      : never

export type Client<C> = { readonly [P in keyof C]: { readonly [M in keyof C[P]]: Call<C[P][M]> } }

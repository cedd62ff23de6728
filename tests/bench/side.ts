import { fork } from 'node:child_process'
import { once } from 'node:events'

type Methods = { readonly [name: string]: (...args: never[]) => unknown }

interface Call {
  readonly id: number
  readonly name: string
  readonly args: never[]
}
type Answer = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }

/** One of the two programs compared, in a process of its own so that its memory and its threads are its own. */
export interface Side<M extends Methods> {
  call<K extends keyof M & string>(name: K, ...args: Parameters<M[K]>): Promise<Awaited<ReturnType<M[K]>>>
  /** Ends it at once, whatever it does. */
  stop(): Promise<void>
}

/** Answers the calls of the process that started this one, until that ends. */
export const serveSide = (methods: Methods): void => {
  const answer = async ({ id, name, args }: Call): Promise<Answer> => {
    try {
      return { id, value: await methods[name]!(...args) }
    } catch (error) {
      return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
  }
  process.on('disconnect', () => process.exit())
  process.on('message', (call: Call) => void answer(call).then(reply => process.send?.(reply)))
}

/** Starts a program that calls `serveSide`, with options for Node that its threads inherit. What it prints goes to stderr. */
export const startSide = <M extends Methods>(file: string, argv: readonly string[], execArgv: readonly string[] = []): Side<M> => {
  const child = fork(file, argv, { stdio: ['ignore', 2, 2, 'ipc'], execArgv: [...execArgv] })
  const ended = once(child, 'exit')
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let next = 1
  child.on('message', (answer: Answer) => {
    const call = pending.get(answer.id)
    pending.delete(answer.id)
    if ('error' in answer) call?.reject(new Error(answer.error))
    else call?.resolve(answer.value as never)
  })
  child.on('exit', code => {
    for (const call of pending.values()) call.reject(new Error(`${file} ended with ${code}`))
    pending.clear()
  })
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  stops.push(stop)
  return {
    stop,
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = next++
        pending.set(id, { resolve, reject })
        child.send({ id, name, args }, error => error && reject(error))
      }),
  }
}

const stops: (() => Promise<void>)[] = []

/** Ends every program that was started. */
export const stopSides = async (): Promise<void> => {
  for (const stop of stops) await stop()
}

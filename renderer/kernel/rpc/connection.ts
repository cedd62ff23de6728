import type { contract } from '../../../shared/contract.ts'
import { type Caller, createCaller, createClient } from '../../../shared/kernel/rpc/client.ts'
import type { Client } from '../../../shared/kernel/rpc/contract.ts'
import type { Port } from '../../../shared/kernel/rpc/port.ts'
import type { Failure, Result } from '../../../shared/kernel/rpc/result.ts'
import { wordsReady } from '../text/i18n.ts'

export type Api = Client<typeof contract>

export interface Connection {
  /** Calls wait while the core is out of reach; those under way when it is lost answer CANCELLED. */
  readonly api: Api
  readonly isLost: () => boolean
  /** Whether the core is there and lets this window in no more: its session is gone. */
  readonly isRefused: () => boolean
  /** Whether a write is under way. */
  readonly isSaving: () => boolean
  /** Runs at every change of these; answers how to stop. */
  readonly onChange: (listener: () => void) => () => void
  /** Runs each time that a port opens, the first time included. */
  readonly onOpen: (listener: () => void) => void
}

/** What a port that the core refuses to open rejects with. */
export class RefusedError extends Error {}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 5_000

/** Keeps a client over a port that is opened again, each time a little later, whenever it closes. */
export const connect = (openPort: () => Promise<Port>, wait: (ms: number) => Promise<void> = sleep): Connection => {
  const listeners = new Set<() => void>()
  const openers = new Set<() => void>()
  let lost = false
  let refused = false
  let saving = 0
  const tell = (): void => listeners.forEach(listener => listener())
  const setLost = (now: boolean, isRefused = false): void => {
    if (lost === now && refused === isRefused) return
    lost = now
    refused = isRefused
    tell()
  }
  const open = async (): Promise<Caller> => {
    for (let delay = FIRST_DELAY_MS; ; delay = Math.min(delay * 2, LONGEST_DELAY_MS)) {
      try {
        const port = await openPort()
        const call = createCaller(withClose(port, reopen))
        setLost(false)
        queueMicrotask(() => openers.forEach(opener => opener()))
        return call
      } catch (error) {
        setLost(true, error instanceof RefusedError)
        await wait(delay)
      }
    }
  }
  const reopen = (): void => {
    setLost(true)
    current = open()
  }
  let current = open()
  /** What nobody can stop is a write: reads and streams can. */
  const call: Caller = async (method, input, options, event) => {
    const isWrite = !options?.signal && !event
    if (isWrite && saving++ === 0) tell()
    try {
      return await (await current)(method, input, options, event)
    } finally {
      if (isWrite && --saving === 0) tell()
    }
  }
  return {
    api: createClient<typeof contract>(call),
    isLost: () => lost,
    isRefused: () => refused,
    isSaving: () => saving > 0,
    onChange: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onOpen: listener => void openers.add(listener),
  }
}

const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const withClose = (port: Port, after: () => void): Port => ({
  ...port,
  onClose: listener =>
    port.onClose(() => {
      listener()
      after()
    }),
})

/** Carries an expected failure through code that works with exceptions; the text is `errors.<code>` in the locales. */
export class FailureError extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.code)
    this.name = 'FailureError'
    this.failure = failure
  }
}

/** The value of a result, its failure thrown. */
export const unwrap = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (result.ok) return result.value
  // The words of failures come later than the first screen, unless they are needed there.
  void wordsReady().catch(() => {})
  throw new FailureError(result.error)
}

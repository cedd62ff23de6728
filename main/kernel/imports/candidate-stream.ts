import type { MessagePort } from 'node:worker_threads'
import { ExpectedError, type Failure } from '../../../shared/kernel/rpc/result.ts'
import type { Candidate } from './candidate.ts'

/** Lines read together, and how much of the file they and all before them are (0 to 1). */
export interface CandidateChunk {
  readonly candidates: readonly Candidate[]
  readonly read: number
}

type FromReader = { chunk: CandidateChunk } | { end: true } | { failure: Failure }

/** Chunks that the reader may prepare before they are asked for. */
const AHEAD = 3

/** The reading side: sends chunks, never more than the other side can take. */
export const serveCandidates = async (port: MessagePort, chunks: AsyncIterable<CandidateChunk>): Promise<void> => {
  let credit = AHEAD
  let wake = (): void => {}
  port.on('message', () => {
    credit++
    wake()
  })
  const post = (message: FromReader): void => port.postMessage(message)
  try {
    for await (const chunk of chunks) {
      while (credit === 0) await new Promise<void>(resolve => (wake = resolve))
      credit--
      post({ chunk })
    }
    post({ end: true })
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error
    post({ failure: error.failure })
  }
}

/** The taking side; throws the reader's ExpectedError, or FILE_UNREADABLE when it died. */
export async function* takeCandidates(port: MessagePort): AsyncGenerator<CandidateChunk> {
  const arrived: FromReader[] = []
  let wake = (): void => {}
  let closed = false
  port.on('message', (message: FromReader) => {
    arrived.push(message)
    wake()
  })
  port.on('close', () => {
    closed = true
    wake()
  })
  for (;;) {
    const message = arrived.shift()
    if (message === undefined) {
      if (closed) throw new ExpectedError('FILE_UNREADABLE')
      await new Promise<void>(resolve => (wake = resolve))
    } else if ('failure' in message) throw new ExpectedError(message.failure.code, message.failure.params)
    else if ('end' in message) return
    else {
      port.postMessage('more')
      yield message.chunk
    }
  }
}

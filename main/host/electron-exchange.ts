import type { Port } from '../../shared/kernel/rpc/port.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'

/** One request between the processes: what is asked has crossed already, here its bytes and the answer do. */
export interface Exchange<Head> {
  /** Hands over bytes, a piece each time that the other side takes one. */
  give(bytes: Uint8Array | AsyncIterable<Uint8Array>): void
  /** The other side's bytes; throws ExpectedError CANCELLED where they break off. */
  take(): AsyncIterable<Uint8Array>
  /** Says what the answer begins with. */
  answer(head: Head): void
  /** What the answer begins with; rejects when the other side is gone. */
  readonly answered: Promise<Head>
}

type Message = { head: unknown } | { take: true } | { piece: Uint8Array } | { end: true } | { broken: true }

/** An exchange over a port that carries nothing else; it ends with the port. */
export const exchangeOver = <Head>(port: Port): Exchange<Head> => {
  const { promise: answered, resolve: answer, reject: abandon } = Promise.withResolvers<Head>()
  answered.catch(() => {})
  let given: AsyncIterator<Uint8Array> | undefined
  let open = true
  let arrived = (_: Message): void => {}
  const send = (message: Message): void => port.send(message)

  const giveOne = async (): Promise<void> => {
    try {
      const next = await given?.next()
      // A piece is often a window on a larger buffer, all of which would travel.
      send(!next || next.done ? { end: true } : { piece: new Uint8Array(next.value) })
    } catch {
      send({ broken: true })
    }
  }
  port.onMessage(received => {
    const message = received as Message
    if ('head' in message) answer(message.head as Head)
    else if ('take' in message) void giveOne()
    else arrived(message)
  })
  port.onClose(() => {
    open = false
    abandon(new Error('the other process is gone'))
    arrived({ broken: true })
    void given?.return?.().catch(() => {})
  })

  return {
    give: bytes => {
      given = (bytes instanceof Uint8Array ? once(bytes) : bytes)[Symbol.asyncIterator]()
    },
    take: async function* () {
      for (;;) {
        const message = await new Promise<Message>(resolve => {
          arrived = resolve
          if (open) send({ take: true })
          else resolve({ broken: true })
        })
        if ('piece' in message) yield message.piece
        else if ('end' in message) return
        else throw new ExpectedError('CANCELLED')
      }
    },
    answer: head => send({ head }),
    answered,
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

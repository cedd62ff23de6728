import { MessageChannel } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Exchange, exchangeOver } from './electron-exchange.ts'
import { messagePort } from './message-port.ts'

const pair = (): { near: Exchange<number>; far: Exchange<number>; close(): void } => {
  const { port1, port2 } = new MessageChannel()
  const port = messagePort(port1)
  return { near: exchangeOver(port), far: exchangeOver(messagePort(port2)), close: () => port.close() }
}

const piecesOf = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> => {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return pieces
}

const gathered = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => Buffer.concat(await piecesOf(bytes))

async function* inPieces(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces
}

describe('an exchange between two processes', () => {
  it('carries bytes both ways, cut anywhere', async () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (there, back) => {
        const { near, far, close } = pair()
        near.give(inPieces(there))
        far.give(inPieces(back))
        far.answer(200)
        expect(await near.answered).toBe(200)
        const [arrived, returned] = await Promise.all([gathered(far.take()), gathered(near.take())])
        expect(arrived).toEqual(Buffer.concat(there))
        expect(returned).toEqual(Buffer.concat(back))
        close()
      }),
      { numRuns: 30 },
    )
  })

  it('carries a piece of a larger buffer alone', async () => {
    const { near, far, close } = pair()
    near.give(Buffer.from('avant|moi|après').subarray(6, 9))
    const [piece] = await piecesOf(far.take())
    expect(Buffer.from(piece!).toString()).toBe('moi')
    expect(piece!.buffer.byteLength).toBe(3)
    close()
  })

  it('says that bytes break off, whichever side is at fault', async () => {
    const { near, far, close } = pair()
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(3)
      throw new Error('a damaged file')
    }
    near.give(broken())
    await expect(gathered(far.take())).rejects.toMatchObject({ failure: { code: 'CANCELLED' } })
    let closed = false
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(3)
      } finally {
        closed = true
      }
    }
    far.give(endless())
    const taking = near.take()[Symbol.asyncIterator]()
    await taking.next()
    close()
    await expect(taking.next()).rejects.toMatchObject({ failure: { code: 'CANCELLED' } })
    await expect.poll(() => closed).toBe(true)
    await expect(near.answered).rejects.toThrow('gone')
  })
})

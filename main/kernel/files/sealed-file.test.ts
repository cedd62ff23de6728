import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK, plainSize, seal, unseal } from './sealed-file.ts'

const key = Buffer.alloc(32, 7)
const id = 'un-fichier'
const HEADER = 40
const SEALED_CHUNK = CHUNK + 16

/** Yields bytes in pieces of the given sizes, in turn. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

const collect = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

const sealed = (plain: Uint8Array, name = 'nom.csv', sizes: readonly number[] = [50_000]): Promise<Buffer> => collect(seal(key, id, name, inPieces(plain, sizes)))

const opened = async (bytes: Uint8Array, withKey = key, withId = id, sizes: readonly number[] = [30_000]): Promise<{ name: string; plain: Buffer }> => {
  const { name, bytes: plain } = await unseal(withKey, withId, inPieces(bytes, sizes))
  return { name, plain: await collect(plain) }
}

const refused = { failure: { code: 'STORE_DAMAGED', params: { file: id } } }

/** Content whose every chunk differs, so that an exchange shows. */
const content = (length: number): Buffer => Buffer.from(Uint32Array.from({ length: Math.ceil(length / 4) }, (_, i) => i).buffer).subarray(0, length)

describe('a sealed file', () => {
  it('gives back name and bytes, in whatever pieces they came', async () => {
    const name = 'nom.csv'
    // A chunk also holds the name and its length, so these fill one, two and three chunks, give or take a byte.
    const edges = [1, 2, 3].flatMap(chunks => [-1, 0, 1].map(more => chunks * CHUNK - 2 - name.length + more))
    const piece = fc.constantFrom(1_000, 4_096, 65_536, 65_552, 200_000)
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.nat(3 * CHUNK), fc.constantFrom(0, 1, ...edges)),
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        async (length, written, read) => {
          const plain = content(length)
          const bytes = await sealed(plain, name, written)
          const back = await opened(bytes, key, id, read)
          expect(back.name).toBe(name)
          expect(back.plain.equals(plain)).toBe(true)
          expect(plainSize(bytes.length, name)).toBe(length)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('can be read byte by byte', async () => {
    const back = await opened(await sealed(Buffer.from('été'), 'é'), key, id, [1])
    expect(back).toEqual({ name: 'é', plain: Buffer.from('été') })
  })

  it('is refused when it was cut anywhere', async () => {
    const bytes = await sealed(content(2 * CHUNK + 500))
    const chunkEdges = [0, 8, HEADER, HEADER + SEALED_CHUNK, HEADER + 2 * SEALED_CHUNK, bytes.length - 1]
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...chunkEdges), fc.nat(bytes.length - 1)), async length => {
        await expect(opened(bytes.subarray(0, length))).rejects.toMatchObject(refused)
      }),
      { numRuns: 60 },
    )
  })

  it('is refused when any bit of it was flipped', async () => {
    const bytes = await sealed(content(CHUNK + 500))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.nat(HEADER + 100), fc.nat(bytes.length - 1)), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(bytes)
        flipped[at]! ^= 1 << bit
        await expect(opened(flipped)).rejects.toMatchObject(refused)
      }),
      { numRuns: 100 },
    )
  })

  it('is refused when its chunks were moved, repeated or left out', async () => {
    const bytes = await sealed(content(4 * CHUNK - 100))
    const chunks = [0, 1, 2, 3].map(index => bytes.subarray(HEADER + index * SEALED_CHUNK, HEADER + (index + 1) * SEALED_CHUNK))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 6 }), async order => {
        fc.pre(order.join() !== '0,1,2,3')
        await expect(opened(Buffer.concat([bytes.subarray(0, HEADER), ...order.map(index => chunks[index]!)]))).rejects.toMatchObject(refused)
      }),
      { numRuns: 60 },
    )
  })

  it('is refused under another id or with another key', async () => {
    const bytes = await sealed(content(100))
    await expect(opened(bytes, key, 'un-autre')).rejects.toMatchObject({ failure: { code: 'STORE_DAMAGED' } })
    await expect(opened(bytes, Buffer.alloc(32, 8))).rejects.toMatchObject(refused)
  })

  it('never looks the same twice', async () => {
    const [one, two] = await Promise.all([sealed(content(100)), sealed(content(100))])
    expect(one.subarray(HEADER).equals(two.subarray(HEADER))).toBe(false)
  })
})

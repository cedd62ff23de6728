import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'

/*
 * Layout: eight bytes that name format and version, a random salt, then chunks sealed with AES-256-GCM by a key that
 * belongs to this file alone. A nonce is the chunk's number and whether it is the last one (the STREAM construction), so
 * chunks cannot be dropped, repeated or moved; the file's id enters its key, so files cannot be exchanged either.
 * The plain text is the length of the name (two bytes), the name, and the content.
 */
const MAGIC = Buffer.from('CALEPIN\u0001', 'latin1')
const SALT = 32
const HEADER = MAGIC.length + SALT
const TAG = 16

/** Plain bytes in a chunk. */
export const CHUNK = 65_536
const SEALED_CHUNK = CHUNK + TAG

type Bytes = AsyncIterable<Uint8Array>

/** Encrypts a named stream of bytes, chunk by chunk; only the same key and id open it again. */
export async function* seal(key: Buffer, id: string, name: string, bytes: Bytes): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT)
  yield Buffer.concat([MAGIC, salt])
  const own = fileKey(key, salt, id)
  let index = 0
  for await (const { block, last } of blocks(withName(name, bytes), CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', own, nonce(index++, last))
    yield Buffer.concat([cipher.update(block), cipher.final(), cipher.getAuthTag()])
  }
}

/**
 * Decrypts what {@link seal} made. The name and the first bytes are verified when it answers; the rest while `bytes` is
 * read, to its end. Throws ExpectedError STORE_DAMAGED at the first chunk that is not what was written.
 */
export const unseal = async (key: Buffer, id: string, sealed: Bytes): Promise<{ name: string; head: Buffer; bytes: AsyncGenerator<Buffer> }> => {
  const chunks = plainChunks(key, id, sealed)
  const first = await chunks.next()
  const plain = first.value ?? Buffer.alloc(0)
  const start = 2 + plain.readUInt16BE(0)
  const head = plain.subarray(start)
  return {
    name: plain.toString('utf8', 2, start),
    head,
    bytes: (async function* () {
      if (head.length > 0) yield head
      yield* chunks
    })(),
  }
}

/** How many bytes of content a sealed file of this length holds. */
export const plainSize = (sealedLength: number, name: string): number => {
  const body = sealedLength - HEADER
  return body - TAG * Math.ceil(body / SEALED_CHUNK) - 2 - Buffer.byteLength(name)
}

async function* plainChunks(key: Buffer, id: string, sealed: Bytes): AsyncGenerator<Buffer, undefined> {
  let own: Buffer | undefined
  let index = 0
  for await (const { block, last } of blocks(sealed, SEALED_CHUNK, HEADER)) {
    if (!own) {
      if (block.length < HEADER || !block.subarray(0, MAGIC.length).equals(MAGIC) || last) throw damaged(id)
      own = fileKey(key, block.subarray(MAGIC.length), id)
      continue
    }
    if (block.length < TAG) throw damaged(id)
    const decipher = createDecipheriv('aes-256-gcm', own, nonce(index++, last))
    decipher.setAuthTag(block.subarray(-TAG))
    const plain = decipher.update(block.subarray(0, -TAG))
    try {
      decipher.final()
    } catch {
      throw damaged(id)
    }
    yield plain
  }
}

const damaged = (file: string): ExpectedError => new ExpectedError('STORE_DAMAGED', { file })

const fileKey = (key: Buffer, salt: Uint8Array, id: string): Buffer => Buffer.from(hkdfSync('sha256', key, salt, `calepin file ${id}`, 32))

const nonce = (index: number, last: boolean): Buffer => {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(index, 7)
  bytes[11] = last ? 1 : 0
  return bytes
}

async function* withName(name: string, bytes: Bytes): AsyncGenerator<Uint8Array> {
  const text = Buffer.from(name)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(text.length)
  yield Buffer.concat([length, text])
  yield* bytes
}

/** Cuts a stream into blocks of `size` bytes, the first one of `first`, the last one possibly shorter; there is always a last one. */
async function* blocks(source: Bytes, size: number, first = size): AsyncGenerator<{ block: Buffer; last: boolean }> {
  let pieces: Uint8Array[] = []
  let length = 0
  let wanted = first
  for await (const piece of source) {
    pieces.push(piece)
    length += piece.length
    if (length <= wanted) continue
    let rest = Buffer.concat(pieces)
    // Strictly more: what fills the last block exactly must not be followed by an empty one.
    while (rest.length > wanted) {
      yield { block: rest.subarray(0, wanted), last: false }
      rest = rest.subarray(wanted)
      wanted = size
    }
    pieces = [rest]
    length = rest.length
  }
  yield { block: Buffer.concat(pieces), last: true }
}

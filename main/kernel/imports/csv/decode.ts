import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'macintosh' | 'cp850'

export interface TextDecoding {
  write(bytes: Uint8Array): string
  end(): string
}

/** Length of the UTF-8 sequence that begins at a byte; 0 when none does. */
const sequenceLength = (bytes: Buffer, at: number): number => {
  const lead = bytes[at]!
  const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0
  return length <= 1 || isUtf8(bytes.subarray(at, at + length)) ? length : 0
}

/** Bytes at the end that may be the beginning of a sequence cut by the end of a chunk. */
const cutLength = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0
  }
  return 0
}

const mend = (bytes: Buffer): string => {
  let text = ''
  let from = 0
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at)
    if (length === 0) {
      text += bytes.toString('utf8', from, at) + iconv.decode(bytes.subarray(at, at + 1), 'windows-1252')
      from = at + 1
    }
    at += length || 1
  }
  return text + bytes.toString('utf8', from)
}

/** UTF-8 in which a byte that cannot be UTF-8 is read as Windows-1252: files pasted together of both lose nothing. */
const lenientUtf8 = (): TextDecoding => {
  let held = Buffer.alloc(0)
  const decode = (bytes: Buffer): string => (isUtf8(bytes) ? bytes.toString('utf8') : mend(bytes))
  return {
    write: chunk => {
      const view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      const bytes = held.length ? Buffer.concat([held, view]) : view
      const cut = cutLength(bytes)
      held = Buffer.from(bytes.subarray(bytes.length - cut))
      return decode(bytes.subarray(0, bytes.length - cut))
    },
    end: () => decode(held),
  }
}

/** Decodes a stream of bytes; a byte order mark is dropped. */
export const textDecoding = (encoding: CsvEncoding): TextDecoding => {
  const decoder = encoding === 'utf-8' ? lenientUtf8() : iconv.getDecoder(encoding, { stripBOM: false })
  let begun = false
  const strip = (text: string): string => {
    if (begun || text === '') return text
    begun = true
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  }
  return { write: bytes => strip(decoder.write(bytes as Buffer)), end: () => strip(decoder.end() ?? '') }
}

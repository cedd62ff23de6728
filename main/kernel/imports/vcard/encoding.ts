import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** The bytes of a vCard file without their mark, turned into UTF-8 when they are UTF-16 by their mark or by a first `B`. */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0)
  let wide: ReturnType<typeof iconv.getDecoder> | undefined
  let half = ''
  for await (const chunk of bytes) {
    let piece: Buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    if (head) {
      piece = Buffer.concat([head, piece])
      if (piece.length < 3) {
        head = piece
        continue
      }
      head = undefined
      const [first, second] = piece
      if ((first === 0xff && second === 0xfe) || (first === 0x42 && second === 0)) wide = iconv.getDecoder('utf-16le')
      else if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x42)) wide = iconv.getDecoder('utf-16be')
      else if (first === 0xef && second === 0xbb && piece[2] === 0xbf) piece = piece.subarray(3)
    }
    if (!wide) {
      yield piece
      continue
    }
    const text = half + wide.write(piece)
    half = /[\ud800-\udbff]$/.test(text.slice(-1)) ? text.slice(-1) : ''
    yield Buffer.from(half ? text.slice(0, -1) : text)
  }
  if (head?.length) yield head
  if (wide) yield Buffer.from(half + (wide.end() ?? ''))
}

const WESTERN = /^(iso-?8859-?1|latin-?1|l1|windows-?1252|cp-?1252|us-ascii|ascii|ansi)$/i
/** What iconv-lite calls encodings although no text on a line can be in them. */
const NO_CHARSET = /^(utf-?(7|8|16|32)|ucs-?[24]|base64|hex|binary|internal|cesu)/i

/** Whether a charset is one that this reader knows, other than UTF-8. */
export const isForeign = (charset: string): boolean => !NO_CHARSET.test(charset) && iconv.encodingExists(charset)

// The five bytes that windows-1252 leaves undefined keep their number, so that they are not lost.
const decodeWestern = (bytes: Buffer): string => iconv.decode(bytes, 'windows-1252').replace(/\ufffd/g, (_, at: number) => String.fromCharCode(bytes[at]!))

/** Text by its declared charset; when that is none, unknown or UTF-8, as UTF-8 if it can be, else as windows-1252. */
export const decodeText = (bytes: Buffer, charset?: string): string => {
  if (charset !== undefined && isForeign(charset)) return WESTERN.test(charset) ? decodeWestern(bytes) : iconv.decode(bytes, charset)
  if (isAscii(bytes)) return bytes.toString('latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : decodeWestern(bytes)
}

const hexDigit = (code: number | undefined): number => {
  if (code === undefined) return -1
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

/** Undoes quoted-printable; an equals sign that codes nothing stays. */
export const decodeQuotedPrintable = (bytes: Buffer): Buffer => {
  const decoded = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes[at]!
    const high = code === 61 ? hexDigit(bytes[at + 1]) : -1
    const low = high < 0 ? -1 : hexDigit(bytes[at + 2])
    if (low >= 0) at += 2
    decoded[length++] = low < 0 ? code : high * 16 + low
  }
  return decoded.subarray(0, length)
}

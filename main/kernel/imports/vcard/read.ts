import { asUtf8, decodeText } from './encoding.ts'
import { decodeProperty } from './decode.ts'
import { lineOf, type VCardProperty } from './property.ts'
import { escapeText } from './text.ts'

export interface VCard {
  /** Line of the file at which it begins, from 1. */
  readonly line: number
  /** `2.1`, `3.0`, `4.0`, as written; empty when the card does not say. */
  readonly version: string
  /** All but BEGIN, VERSION and END, in order. */
  readonly properties: readonly VCardProperty[]
  /** Whether it exceeds the limits, in which case the rest of it was skipped and `source` is only its beginning. */
  readonly isTooLarge: boolean
  /** Its lines as they stand in the file; what cannot be read line by line without another charset is one line of UTF-8. */
  readonly source: string[]
}

export interface VCardLimits {
  /** Of one card, in bytes. */
  readonly bytes: number
  /** Of one card, in properties. */
  readonly properties: number
}

export const VCARD_LIMITS: VCardLimits = { bytes: 32 * 1024 * 1024, properties: 100_000 }

const MAX_AGENT_DEPTH = 2
const MAX_KEPT_OF_TOO_LARGE = 64 * 1024
const MAX_IDLE_BYTES = 1024 * 1024

const LF = 10
const CR = 13
const SPACE = 32
const TAB = 9
const EQUALS = 61

/** Bytes that grow at the end. */
class Bytes {
  buffer: Buffer = Buffer.allocUnsafe(4096)
  length = 0

  append(from: Buffer, start: number, end: number): void {
    const needed = this.length + end - start
    if (needed > this.buffer.length) {
      const grown = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
      this.buffer.copy(grown, 0, 0, this.length)
      this.buffer = grown
    }
    from.copy(this.buffer, this.length, start, end)
    this.length = needed
  }

  clear(): void {
    this.length = 0
    if (this.buffer.length > MAX_IDLE_BYTES) this.buffer = Buffer.allocUnsafe(4096)
  }

  view(): Buffer {
    return this.buffer.subarray(0, this.length)
  }
}

interface Frame {
  version: string
  properties: VCardProperty[]
}

/** A stretch of the card's bytes that is shown as another text. */
interface Rewritten {
  start: number
  end: number
  line: string
}

const NEW_LINE = Buffer.from('\n')

const markerOf = (bytes: Buffer, start: number, end: number): 'BEGIN' | 'END' | undefined => {
  const from = bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? start + 3 : start
  const first = bytes[from]! | 32
  if ((first !== 98 && first !== 101) || end - from > 40) return undefined
  const found = /^(begin|end)[ \t]*:[ \t]*vcard[ \t]*$/i.exec(bytes.toString('latin1', from, end))?.[1]
  return found === undefined ? undefined : found.length === 5 ? 'BEGIN' : 'END'
}

const isBlank = (bytes: Buffer, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if (bytes[at] !== SPACE && bytes[at] !== TAB) return false
  return true
}

const sourceOf = (raw: Buffer, rewritten: readonly Rewritten[]): string[] => {
  const lines: string[] = []
  let next = 0
  for (let at = 0; at < raw.length; ) {
    const other = rewritten[next]
    if (other && other.start === at) {
      lines.push(other.line)
      at = other.end
      next++
    } else {
      const found = raw.indexOf(LF, at)
      const end = found < 0 ? raw.length : found
      lines.push(decodeText(raw.subarray(at, end)))
      at = end + 1
    }
  }
  return lines
}

const agentText = ({ version, properties }: Frame): string =>
  ['BEGIN:VCARD', ...(version ? [`VERSION:${version === '2.1' ? '3.0' : version}`] : []), ...properties.map(lineOf), 'END:VCARD'].join('\n')

class CardReader {
  readonly #limits: VCardLimits
  #lines = 0
  /** The beginning of a line whose end has not come yet. */
  readonly #pending = new Bytes()
  #isPendingCut = false
  #isAfterCR = false
  /** The card being read, with the agents' cards inside it; empty between cards. */
  #frames: Frame[] = []
  #begun = 0
  #count = 0
  #isTooLarge = false
  readonly #raw = new Bytes()
  #rewritten: Rewritten[] = []
  /** The property being put together out of its lines. */
  readonly #logical = new Bytes()
  #logicalStart = 0
  #logicalEnd = 0
  #isQuoted: boolean | undefined
  /** Whether a fold stands inside a character of it. */
  #isCut = false

  constructor(limits: VCardLimits) {
    this.#limits = limits
  }

  *feed(chunk: Buffer): Generator<VCard> {
    if (chunk.length === 0) return
    let start = this.#isAfterCR && chunk[0] === LF ? 1 : 0
    this.#isAfterCR = false
    let lf = chunk.indexOf(LF, start)
    let cr = chunk.indexOf(CR, start)
    while (lf >= 0 || cr >= 0) {
      const end = lf < 0 || (cr >= 0 && cr < lf) ? cr : lf
      const card = this.#endLine(chunk, start, end)
      if (card) yield card
      start = end + 1
      if (end === cr) {
        if (start === chunk.length) this.#isAfterCR = true
        else if (chunk[start] === LF) start++
      }
      if (lf >= 0 && lf < start) lf = chunk.indexOf(LF, start)
      if (cr >= 0 && cr < start) cr = chunk.indexOf(CR, start)
    }
    this.#hold(chunk, start, chunk.length)
  }

  *end(): Generator<VCard> {
    const card = this.#pending.length ? this.#endLine(NEW_LINE, 0, 0) : undefined
    if (card) yield card
    if (this.#frames.length) yield this.#finish()
  }

  #hold(chunk: Buffer, start: number, end: number): void {
    const room = this.#limits.bytes - this.#pending.length
    if (end - start > room) this.#isPendingCut = true
    this.#pending.append(chunk, start, Math.min(end, start + room))
  }

  #endLine(chunk: Buffer, start: number, end: number): VCard | undefined {
    if (!this.#pending.length) return this.#line(chunk, start, end)
    this.#hold(chunk, start, end)
    if (this.#isPendingCut && this.#frames.length) this.#isTooLarge = true
    const card = this.#line(this.#pending.buffer, 0, this.#pending.length)
    this.#pending.clear()
    this.#isPendingCut = false
    return card
  }

  #line(bytes: Buffer, start: number, end: number): VCard | undefined {
    this.#lines++
    const marker = markerOf(bytes, start, end)
    if (!this.#frames.length) {
      if (marker === 'BEGIN') this.#begin(bytes, start, end)
      return undefined
    }
    if (marker) return this.#mark(marker, bytes, start, end)
    if (this.#isTooLarge || this.#raw.length + end - start >= this.#limits.bytes) {
      this.#isTooLarge = true
      return undefined
    }
    const lineStart = this.#raw.length
    this.#keep(bytes, start, end)
    const continues = this.#logical.length > 0
    if (continues && this.#endsSoftly()) {
      this.#logical.append(bytes, start, end)
    } else if (continues && (bytes[start] === SPACE || bytes[start] === TAB)) {
      const isCut = ((bytes[start + 1] ?? 0) & 0xc0) === 0x80 && this.#logical.buffer[this.#logical.length - 1]! >= 0x80
      if (isCut) this.#isCut = true
      // In vCard 2.1 a fold stands before a space that belongs to the text.
      const isSpaceKept = this.#frames.at(-1)!.version === '2.1' && !isCut
      this.#logical.append(bytes, isSpaceKept ? start : start + 1, end)
    } else if (!isBlank(bytes, start, end)) {
      this.#flush()
      this.#logicalStart = lineStart
      this.#logical.append(bytes, start, end)
    }
    this.#logicalEnd = this.#raw.length
    return undefined
  }

  #begin(bytes: Buffer, start: number, end: number): void {
    this.#begun = this.#lines
    this.#frames = [{ version: '', properties: [] }]
    this.#keep(bytes, start, end)
  }

  #mark(marker: 'BEGIN' | 'END', bytes: Buffer, start: number, end: number): VCard | undefined {
    this.#flush()
    const frame = this.#frames.at(-1)!
    if (marker === 'END') {
      this.#keep(bytes, start, end)
      if (this.#frames.length === 1) return this.#finish()
      this.#closeAgent()
      return undefined
    }
    const before = frame.properties.at(-1)
    if (before?.name === 'AGENT' && before.value.trim() === '' && this.#frames.length <= MAX_AGENT_DEPTH && !this.#isTooLarge) {
      this.#keep(bytes, start, end)
      this.#frames.push({ version: '', properties: [] })
      return undefined
    }
    const card = this.#finish()
    this.#begin(bytes, start, end)
    return card
  }

  #keep(bytes: Buffer, start: number, end: number): void {
    this.#raw.append(bytes, start, end)
    this.#raw.append(NEW_LINE, 0, 1)
  }

  #closeAgent(): void {
    const nested = this.#frames.pop()!
    this.#frames.at(-1)!.properties.at(-1)!.value = escapeText(agentText(nested))
  }

  /** Whether the property so far is quoted-printable and ends with a soft line break, which is then taken off. */
  #endsSoftly(): boolean {
    const { buffer } = this.#logical
    let end = this.#logical.length
    while (end > 0 && (buffer[end - 1] === SPACE || buffer[end - 1] === TAB)) end--
    if (buffer[end - 1] !== EQUALS) return false
    if (this.#isQuoted === undefined) {
      const head = buffer.toString('latin1', 0, Math.min(end, 1000))
      this.#isQuoted = /^[^:]*;\s*(encoding\s*=\s*)?"?quoted-printable/i.test(head)
    }
    if (this.#isQuoted) this.#logical.length = end - 1
    return this.#isQuoted
  }

  #flush(): void {
    if (!this.#logical.length) return
    this.#endsSoftly()
    const bytes = this.#logical.view()
    const frame = this.#frames.at(-1)!
    const decoded = decodeProperty(bytes, frame.version)
    if (!decoded) this.#continueLast(frame, decodeText(bytes))
    else if (decoded.property.name === 'VERSION') frame.version = decoded.property.value.trim()
    else if (++this.#count > this.#limits.properties) this.#isTooLarge = true
    else {
      frame.properties.push(decoded.property)
      if (decoded.isForeign || this.#isCut) this.#rewritten.push({ start: this.#logicalStart, end: this.#logicalEnd, line: lineOf(decoded.property) })
    }
    this.#logical.clear()
    this.#isQuoted = undefined
    this.#isCut = false
  }

  /** A line that is no property is the rest of the one before, whose writer forgot to fold or to escape. */
  #continueLast({ properties }: Frame, text: string): void {
    const before = properties.at(-1)
    if (!before) return
    const isBase64 = before.params.some(([name, values]) => name === 'ENCODING' && values[0]?.toUpperCase() === 'B')
    before.value += isBase64 ? text.replace(/\s+/g, '') : `\\n${escapeText(text)}`
  }

  #finish(): VCard {
    this.#flush()
    while (this.#frames.length > 1) this.#closeAgent()
    const { version, properties } = this.#frames[0]!
    const raw = Buffer.from(this.#isTooLarge ? this.#raw.view().subarray(0, MAX_KEPT_OF_TOO_LARGE) : this.#raw.view())
    const rewritten = this.#rewritten
    const card: VCard = {
      line: this.#begun,
      version,
      properties,
      isTooLarge: this.#isTooLarge,
      get source() {
        return sourceOf(raw, rewritten)
      },
    }
    this.#frames = []
    this.#count = 0
    this.#isTooLarge = false
    this.#raw.clear()
    this.#rewritten = []
    return card
  }
}

/**
 * Reads the cards of a file of any version, size and state, one after the other: what is broken is read as far as it
 * goes, what stands between cards is skipped, and nothing throws but `bytes`.
 */
export async function* readVcards(bytes: AsyncIterable<Uint8Array>, limits: VCardLimits = VCARD_LIMITS): AsyncGenerator<VCard> {
  const reader = new CardReader(limits)
  for await (const chunk of asUtf8(bytes)) yield* reader.feed(chunk)
  yield* reader.end()
}

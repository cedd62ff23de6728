import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { isEmail } from '../../../../shared/kernel/entity/validate.ts'
import { ExpectedError } from '../../../../shared/kernel/rpc/result.ts'
import { readDate } from '../../../../shared/kernel/text/parse-date.ts'
import { readNumber } from '../../../../shared/kernel/text/parse-number.ts'
import { type CsvEncoding, textDecoding } from './decode.ts'
import type { AskedDialect, CsvDialect } from './dialect.ts'
import { type Row, rowCutter } from './rows.ts'

/** How much of a file's beginning {@link detectCsv} wants, in bytes. */
export const SAMPLE_BYTES = 262_144

const DELIMITERS = [';', ',', '\t', '|']
const QUOTE = '"'
const SAMPLE_ROWS = 300

const MAGIC: readonly (readonly [kind: string, signature: string])[] = [
  ['zip', 'PK\u0003\u0004'], ['zip', 'PK\u0005\u0006'], ['xls', '\u00d0\u00cf\u0011\u00e0'], ['pdf', '%PDF'], ['png', '\u0089PNG'], ['jpeg', '\u00ff\u00d8\u00ff'],
  ['gif', 'GIF8'], ['gzip', '\u001f\u008b'], ['7z', '7z\u00bc\u00af'], ['rar', 'Rar!'], ['sqlite', 'SQLite format 3'], ['rtf', '{\\rtf'], ['webp', 'RIFF'],
]

/** What a file that is no text is, by its first bytes: `xlsx`, `pdf`, `binary`... */
const foreignKind = (head: Buffer): string | undefined => {
  const start = head.toString('latin1', 0, 16)
  const kind = MAGIC.find(([, signature]) => start.startsWith(signature))?.[0]
  if (kind === 'zip') {
    const names = head.toString('latin1', 0, 4_096)
    return names.includes('xl/') || names.includes('[Content_Types].xml') ? 'xlsx' : names.includes('opendocument.spreadsheet') ? 'ods' : 'zip'
  }
  if (kind) return kind
  const text = head.toString('latin1', 0, 512).replace(/^ï»¿/, '').trimStart().toLowerCase()
  return /^<(?:!doctype html|html|table)/.test(text) ? 'html' : text.startsWith('<?xml') ? 'xml' : undefined
}

const utf16 = (head: Buffer): CsvEncoding | undefined => {
  const pairs = Math.min(head.length, 4_096) >> 1
  if (pairs < 2) return undefined
  let [even, odd] = [0, 0]
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++
    if (head[2 * i + 1] === 0) odd++
  }
  if (odd > 0.6 * pairs && even < 0.1 * pairs) return 'utf-16le'
  return even > 0.6 * pairs && odd < 0.1 * pairs ? 'utf-16be' : undefined
}

/** How often letters stand in French and its neighbours, so that the right reading of a byte weighs more than chance. */
const WEIGHTS: Readonly<Record<string, number>> = {
  é: 9, è: 5, à: 5, ê: 4, ç: 4, ô: 3, î: 3, û: 3, ù: 2, ë: 2, ï: 2, â: 3, É: 3, È: 1, À: 1, Ç: 1,
  ä: 2, ö: 2, ü: 2, ñ: 2, ß: 1, œ: 2, '’': 3, '€': 2, '°': 2,
}

/** Windows-1252 unless the accented letters make clearly more words in another code page. */
const singleByte = (head: Buffer): CsvEncoding => {
  const scores = (['windows-1252', 'macintosh', 'cp850'] as const).map(encoding => {
    const text = iconv.decode(head, encoding)
    let score = 0
    for (const [run] of text.matchAll(/(?<=[a-zA-Z ])[\u0080-\uffff]|[\u0080-\uffff](?=[a-zA-Z ])/g)) score += WEIGHTS[run] ?? (/\p{L}/u.test(run) ? 0 : -2)
    return { encoding, score }
  })
  const [windows, ...others] = scores
  const best = others.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > Math.max(2 * windows!.score, windows!.score + 3) ? best.encoding : 'windows-1252'
}

const cutTail = (head: Buffer): Buffer => {
  for (let back = 1; back <= Math.min(3, head.length); back++) {
    const byte = head[head.length - back]!
    if (byte >= 0xc0) return head.subarray(0, head.length - back)
    if (byte < 0x80) return head
  }
  return head
}

const detectEncoding = (head: Buffer, whole: boolean): { encoding: CsvEncoding; bom: boolean } => {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: true }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: true }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: true }
  const wide = utf16(head)
  if (wide) return { encoding: wide, bom: false }
  return { encoding: isUtf8(whole ? head : cutTail(head)) ? 'utf-8' : singleByte(head), bom: false }
}

const sampleRows = (text: string, delimiter: string, lineEnd: '\n' | '\r', whole: boolean): Row[] => {
  const cut = rowCutter({ delimiter, quote: QUOTE, lineEnd })
  return cut(text, whole).slice(0, SAMPLE_ROWS)
}

/** How well a delimiter explains the rows: the share that has as many cells as the first, shorter ones counting a little. */
const fit = (rows: readonly Row[]): number => {
  const width = rows[0]?.cells.length ?? 1
  if (width < 2) return 0
  const exact = rows.filter(({ cells, fault }) => !fault && cells.length === width).length
  const shorter = rows.filter(({ cells }) => cells.length > 1 && cells.length < width).length
  return (exact + 0.3 * shorter) / rows.length + Math.min(width, 50) / 1_000
}

const detectDelimiter = (text: string, lineEnd: '\n' | '\r', whole: boolean): string => {
  const fits = DELIMITERS.map(delimiter => ({ delimiter, fit: fit(sampleRows(text, delimiter, lineEnd, whole)) }))
  return fits.reduce((a, b) => (b.fit > a.fit ? b : a)).delimiter
}

/** Control characters that no text has: tabs, line ends, page breaks and the old end-of-file sign aside. */
const countControls = (text: string): number => {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 32 && !(code >= 9 && code <= 13) && code !== 26) count++
  }
  return count
}

const looksLikeData = (cells: readonly string[]): boolean => {
  const filled = cells.map(cell => cell.trim()).filter(Boolean)
  const certain = filled.some(cell => isEmail(cell) || /^https?:\/\//i.test(cell) || (/\d/.test(cell) && Boolean(readDate(cell))) || /^\+?\d[\d .()-]{8,}$/.test(cell))
  return certain || filled.filter(cell => readNumber(cell)).length * 3 > filled.length
}

/**
 * Tells how a table is written from its beginning ({@link SAMPLE_BYTES} of it; `whole` when that is all of it).
 * What is asked is not guessed, and guides the rest. Throws ExpectedError: FILE_EMPTY, or IMPORT_UNKNOWN_FORMAT (`kind`: `xlsx`, `pdf`, `binary`...) when it is no text.
 */
export const detectCsv = (sample: Uint8Array, whole = sample.length < SAMPLE_BYTES, asked: AskedDialect = {}): CsvDialect => {
  const head = Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength)
  if (head.length === 0) throw new ExpectedError('FILE_EMPTY')
  const kind = foreignKind(head)
  if (kind) throw new ExpectedError('IMPORT_UNKNOWN_FORMAT', { kind })
  const found = detectEncoding(head, whole)
  const encoding = asked.encoding ?? found.encoding
  const bom = found.bom && encoding === found.encoding
  const decoding = textDecoding(encoding)
  const text = decoding.write(head) + (whole ? decoding.end() : '')
  if (countControls(text) > 0.02 * text.length + 1) throw new ExpectedError('IMPORT_UNKNOWN_FORMAT', { kind: 'binary' })
  if (text.trim() === '') throw new ExpectedError('FILE_EMPTY')

  const lineEnd = text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
  const sep = /^sep=(.)\s*?[\r\n]/i.exec(text)
  const body = sep ? text.slice(sep[0].length) : text
  const delimiter = asked.delimiter ?? sep?.[1] ?? detectDelimiter(body, lineEnd, whole)
  const first = sampleRows(body, delimiter, lineEnd, true)[0]
  return { encoding, bom, delimiter, quote: QUOTE, lineEnd, sepLine: Boolean(sep), headed: asked.headed ?? (!first || !looksLikeData(first.cells)) }
}

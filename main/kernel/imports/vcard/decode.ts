import { isAscii } from 'node:buffer'
import { decodeQuotedPrintable, decodeText, isForeign } from './encoding.ts'
import { formatHead, headEnd, parseHead, type VCardParam, type VCardProperty } from './property.ts'

const last = (params: readonly VCardParam[], name: string): string | undefined => params.findLast(([param]) => param === name)?.[1][0]?.trim()

/** Values of vCard 2.1 in which a comma separates already. */
const COMMA_SEPARATES = new Set(['CATEGORIES', 'URL'])
/** Values of vCard 2.1 that have no parts, in which a semicolon is text. */
const WITHOUT_PARTS = new Set(['FN', 'NICKNAME', 'TITLE', 'ROLE', 'LABEL', 'NOTE'])

/**
 * In vCard 2.1 a comma and a backslash are ordinary characters, and so is a semicolon outside parts. Nevertheless its writers escape with backslashes, and
 * a few write `\n` for a line break; where quoted-printable can write one, `\n` means itself.
 */
const modernise = (name: string, value: string, isQuoted: boolean): string => {
  if (name === 'GEO') return value.replace(',', ';')
  if (!/[\\,;]/.test(value)) return value
  return value.replace(/\\[\\;,:nN]|[\\,;]/g, found => {
    if (found === ';') return WITHOUT_PARTS.has(name) ? '\\;' : found
    if (found === ',') return COMMA_SEPARATES.has(name) ? found : '\\,'
    if (found === '\\') return '\\\\'
    return isQuoted && /n/i.test(found) ? `\\${found}` : found
  })
}

export interface Decoded {
  property: VCardProperty
  /** Whether its bytes could be read only by knowing the charset that it declares. */
  isForeign: boolean
}

/** Reads an unfolded line of a card of the given version; undefined when it is no property. */
export const decodeProperty = (bytes: Buffer, version: string): Decoded | undefined => {
  const text = bytes.toString('latin1')
  const colon = headEnd(text)
  if (colon < 0) return undefined
  const isPlain = isAscii(bytes)
  const head = parseHead(isPlain ? text.slice(0, colon) : decodeText(bytes.subarray(0, colon)))
  if (!head) return undefined
  const isOld = version === '2.1'
  const encoding = last(head.params, 'ENCODING')?.toUpperCase()
  const charset = last(head.params, 'CHARSET')
  if (encoding === undefined && charset === undefined && !isOld) {
    return { property: { ...head, value: isPlain ? text.slice(colon + 1) : decodeText(bytes.subarray(colon + 1)) }, isForeign: false }
  }

  const isBase64 = encoding === 'B' || encoding === 'BASE64'
  const isQuoted = encoding === 'QUOTED-PRINTABLE'
  let { params } = head
  if (charset !== undefined || isQuoted || encoding === 'BASE64' || encoding === '8BIT' || encoding === '7BIT') {
    params = params.filter(([param]) => param !== 'CHARSET' && param !== 'ENCODING')
    if (isBase64) params.push(['ENCODING', ['b']])
  }
  const property: VCardProperty = { ...head, params, head: params === head.params ? head.head : formatHead(head.name, params, head.group), value: '' }
  if (isBase64) {
    property.value = text.slice(colon + 1).replace(/\s+/g, '')
    return { property, isForeign: false }
  }
  const raw = bytes.subarray(colon + 1)
  const decoded = decodeText(isQuoted && raw.includes(61) ? decodeQuotedPrintable(raw) : raw, charset)
  property.value = (isOld ? modernise(head.name, decoded, isQuoted) : decoded).replace(/\r\n?|\n/g, '\\n')
  return { property, isForeign: !isPlain && charset !== undefined && isForeign(charset) }
}

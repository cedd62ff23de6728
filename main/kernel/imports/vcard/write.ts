import { formatHead, type VCardParam } from './property.ts'

/** One unfolded line of a card; the value is given escaped. */
export const propertyLine = (name: string, value: string, params?: readonly VCardParam[], group?: string): string =>
  `${formatHead(name, params, group)}:${value}`

const MAX_OCTETS = 75

const fold = (line: string): string => {
  const size = Buffer.byteLength(line)
  if (size <= MAX_OCTETS) return line
  if (size === line.length) {
    const pieces = [line.slice(0, MAX_OCTETS)]
    for (let at = MAX_OCTETS; at < line.length; at += MAX_OCTETS - 1) pieces.push(line.slice(at, at + MAX_OCTETS - 1))
    return pieces.join('\r\n ')
  }
  const pieces: string[] = []
  let start = 0
  let octets = 0
  for (let at = 0; at < line.length; ) {
    const code = line.codePointAt(at)!
    const width = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    if (octets + width > MAX_OCTETS) {
      pieces.push(line.slice(start, at))
      start = at
      // The space that begins a continued line counts.
      octets = 1
    }
    octets += width
    at += code < 0x10000 ? 1 : 2
  }
  pieces.push(line.slice(start))
  return pieces.join('\r\n ')
}

/**
 * A card from its unfolded lines, in vCard 3.0: the importers of phones and of Outlook take that version everywhere,
 * while several still refuse 4.0. Folds at 75 octets, never inside a character.
 */
export const writeVcard = (lines: readonly string[]): string =>
  ['BEGIN:VCARD', 'VERSION:3.0', ...lines.map(line => fold(/[\r\n]/.test(line) ? line.replace(/[\r\n]+/g, ' ') : line)), 'END:VCARD', ''].join('\r\n')

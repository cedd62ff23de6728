export type VCardParam = readonly [name: string, values: readonly string[]]

/** One property of a card, its text decoded and in the form of vCard 3.0, whatever the version of the card was. */
export interface VCardProperty {
  /** `item1` in `item1.TEL`, as written. */
  group?: string
  /** In capitals. */
  name: string
  /** In order, names in capitals, quotes and `^` sequences removed from the values; never CHARSET or a transfer encoding but `b`. */
  params: VCardParam[]
  /** Still escaped (`\n \, \; \\`), because only its user knows whether it has parts; base64 text when ENCODING is `b`. */
  value: string
  /** What stands before the colon, as written if that is valid in vCard 3.0. */
  head: string
}

export type VCardHead = Omit<VCardProperty, 'value'>

const TOKEN = /^[A-Za-z0-9_-]+$/
const GROUP = /^[A-Za-z0-9_.-]+$/

const BARE: Record<string, string> = {
  'QUOTED-PRINTABLE': 'ENCODING',
  BASE64: 'ENCODING',
  '8BIT': 'ENCODING',
  '7BIT': 'ENCODING',
  URL: 'VALUE',
  INLINE: 'VALUE',
  CID: 'VALUE',
  'CONTENT-ID': 'VALUE',
}

/** Where the colon stands that ends the head of a line, quoted ones skipped; -1 when there is none. */
export const headEnd = (line: string): number => {
  const first = line.indexOf(':')
  if (first < 0) return -1
  const quote = line.indexOf('"')
  if (quote < 0 || quote > first) return first
  let quoted = false
  for (let at = quote; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === 34) quoted = !quoted
    else if (code === 58 && !quoted) return at
  }
  return first
}

const splitUnquoted = (text: string, separator: string): string[] => {
  if (!text.includes('"')) return text.split(separator)
  const pieces: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === separator && !quoted) {
      pieces.push(text.slice(start, at))
      start = at + 1
    }
  }
  pieces.push(text.slice(start))
  return pieces
}

const paramValue = (text: string): string => {
  const plain = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text
  return plain.includes('^') ? plain.replace(/\^([n^'])/g, (_, code: string) => (code === 'n' ? '\n' : code === '^' ? '^' : '"')) : plain
}

const writtenValue = (value: string): string => {
  const coded = /[\^\r\n"]/.test(value) ? value.replace(/\r\n|[\^\r\n"]/g, found => (found === '^' ? '^^' : found === '"' ? "^'" : '^n')) : value
  return /[:;,]/.test(coded) ? `"${coded}"` : coded
}

export const formatHead = (name: string, params: readonly VCardParam[] = [], group?: string): string =>
  `${group ? `${group}.` : ''}${name}${params.map(([param, values]) => `;${param}=${values.map(writtenValue).join(',')}`).join('')}`

/** No writer comes near this length; a hostile one would have us make millions of parameters. */
const MAX_HEAD = 100_000

/** Reads what stands before the colon; undefined when it is no head of a property. */
export const parseHead = (text: string): VCardHead | undefined => {
  if (text.length > MAX_HEAD) return undefined
  const semicolon = text.indexOf(';')
  const full = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  const dot = full.lastIndexOf('.')
  const group = dot > 0 ? full.slice(0, dot) : undefined
  const written = full.slice(dot + 1)
  if (!TOKEN.test(written) || (dot >= 0 && !(group && GROUP.test(group)))) return undefined
  const name = written.toUpperCase()
  const params: VCardParam[] = []
  let isValid = text.length === full.length || semicolon === full.length
  if (semicolon >= 0) {
    for (const piece of splitUnquoted(text.slice(semicolon + 1), ';')) {
      const equals = piece.indexOf('=')
      const param = piece.slice(0, Math.max(0, equals)).trim()
      if (TOKEN.test(param)) {
        if (param.length !== equals) isValid = false
        params.push([param.toUpperCase(), splitUnquoted(piece.slice(equals + 1), ',').map(paramValue)])
      } else {
        isValid = false
        const word = piece.trim()
        if (word) params.push([BARE[word.toUpperCase()] ?? 'TYPE', [paramValue(word)]])
      }
    }
  }
  return { ...(group && { group }), name, params, head: isValid ? text : formatHead(written, params, group) }
}

/** Reads an unfolded line whose text is decoded already, such as {@link lineOf} gives. */
export const parseLine = (line: string): VCardProperty | undefined => {
  const colon = headEnd(line)
  const head = colon < 0 ? undefined : parseHead(line.slice(0, colon))
  return head && { ...head, value: line.slice(colon + 1) }
}

/** The property as one unfolded line, from which {@link parseLine} makes it again. */
export const lineOf = (property: VCardProperty): string => `${property.head}:${property.value}`

/** The parameters as written, from the first semicolon on. */
export const paramText = (property: VCardHead): string => {
  const semicolon = property.head.indexOf(';')
  return semicolon < 0 ? '' : property.head.slice(semicolon)
}

/** All values of a parameter, lists opened also where quotes hide their commas (`TYPE="voice,home"`), in capitals. */
export const paramValues = (property: VCardHead, name: string): string[] => {
  const found: string[] = []
  for (const [param, values] of property.params) {
    if (param === name) for (const value of values) for (const word of value.split(',')) found.push(word.trim().toUpperCase())
  }
  return found
}

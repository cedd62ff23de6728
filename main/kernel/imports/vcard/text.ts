const ESCAPES: Record<string, string> = { '\\': '\\\\', ';': '\\;', ',': '\\,' }

/** Text as the value of a property: line breaks, commas, semicolons and backslashes escaped. */
export const escapeText = (text: string): string =>
  /[\\;,\r\n]/.test(text) ? text.replace(/\r\n|[\\;,\r\n]/g, found => ESCAPES[found] ?? '\\n') : text

/** An address of the web as a value, in which commas and semicolons stand as they are. */
export const escapeUri = (uri: string): string =>
  /[\\\r\n]/.test(uri) ? uri.replace(/\r\n|[\\\r\n]/g, found => ESCAPES[found] ?? '\\n') : uri

/** The text that an escaped value stands for; a backslash that escapes nothing stays. */
export const unescapeText = (value: string): string =>
  value.includes('\\') ? value.replace(/\\([\\;,:nN])/g, (_, code: string) => (code === 'n' || code === 'N' ? '\n' : code)) : value

/** Cuts a value at the separators that are not escaped; the pieces are still escaped. */
export const splitValue = (value: string, separator: ';' | ','): string[] => {
  if (!value.includes('\\')) return value.split(separator)
  const pieces: string[] = []
  let start = 0
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '\\') at++
    else if (value[at] === separator) {
      pieces.push(value.slice(start, at))
      start = at + 1
    }
  }
  pieces.push(value.slice(start))
  return pieces
}

/** The parts of a structured value (N, ADR, ORG) as text. */
export const partsOf = (value: string): string[] => splitValue(value, ';').map(unescapeText)

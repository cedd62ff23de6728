const ASCII = /^[\x20-\x7e]*$/
const SPECIAL: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '’': "'" }

/** The same names and towns come back by the thousand; normalising one costs as much as storing it. */
const known = new Map<string, string>()
const MOST_KNOWN = 5_000

/** The key by which texts are compared and sorted: no accents, no case, one space between words. */
export const fold = (text: string): string => {
  if (ASCII.test(text)) return squeeze(text.toLowerCase())
  const before = known.get(text)
  if (before !== undefined) return before
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const folded = squeeze(plain.replace(/[œæßøłđðþı’]/g, c => SPECIAL[c]!))
  if (text.length < 100) {
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(text, folded)
  }
  return folded
}

/** As `fold`, for identifiers that people space and point as they like. */
export const foldId = (text: string): string => fold(text.replace(/[\s.-]/g, ''))

const squeeze = (text: string): string => (/^\s|\s$|\s\s|[\t\n\r\u00a0]/.test(text) ? text.trim().replace(/\s+/g, ' ') : text)

/** The words of a text as the search index cuts them: runs of letters and digits, folded. */
export const words = (text: string): string[] => {
  const folded = fold(text)
  return folded.match(ASCII.test(folded) ? /[a-z0-9]+/g : /[\p{L}\p{N}]+/gu) ?? []
}

const ASCII = /^[\x20-\x7e]*$/
const SPECIAL: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '’': "'" }

/** The key by which texts are compared and sorted: no accents, no case, one space between words. */
export const fold = (text: string): string => {
  if (ASCII.test(text)) return squeeze(text.toLowerCase())
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return squeeze(plain.replace(/[œæßøłđðþı’]/g, c => SPECIAL[c]!))
}

const squeeze = (text: string): string => (/^\s|\s$|\s\s|[\t\n\r\u00a0]/.test(text) ? text.trim().replace(/\s+/g, ' ') : text)

/** The words of a text as the search index cuts them: runs of letters and digits, folded. */
export const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []

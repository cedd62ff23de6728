const TINTS = ['plum', 'ok', 'warn', 'accent', 'info', 'err', 'neutral'] as const

/** A colour that a record keeps wherever it is shown. */
export const tintOf = (id: string): (typeof TINTS)[number] => {
  let hash = 0
  for (const c of id) hash = (hash * 31 + c.codePointAt(0)!) >>> 0
  return TINTS[hash % TINTS.length]!
}

/** Two letters for a title: of its first and last word. */
export const initialsOf = (title: string): string => {
  const parts = title.match(/[\p{L}\p{N}]+/gu) ?? []
  const letters = parts.length > 1 ? [parts[0]!, parts.at(-1)!] : parts
  return letters.map(word => [...word][0]!.toUpperCase()).join('')
}

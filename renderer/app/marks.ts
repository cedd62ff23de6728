import { fold, words } from '../../shared/kernel/text/fold.ts'

export interface Part {
  readonly text: string
  readonly isMatch: boolean
}

/** A text in parts, those set apart that the words of a search begin; accents and case do not count. */
export const markMatches = (text: string, query: string): Part[] => {
  const sought = words(query)
  const parts: Part[] = []
  const push = (piece: string, isMatch: boolean): void => {
    if (piece) parts.push({ text: piece, isMatch })
  }
  let done = 0
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = fold(word)
    const longest = Math.max(0, ...sought.filter(one => folded.startsWith(one)).map(one => one.length))
    if (longest === 0) continue
    let length = 0
    let end = 0
    for (const letter of word) {
      if (length >= longest) break
      end += letter.length
      length = fold(word.slice(0, end)).length
    }
    push(text.slice(done, index), false)
    push(text.slice(index, index + end), true)
    done = index + end
  }
  push(text.slice(done), false)
  return parts
}

/** A piece of a text; `isNew` when another text lacks it. */
export interface Piece {
  readonly text: string
  readonly isNew: boolean
}

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? []

const sharedLength = (a: readonly string[], b: readonly string[]): number => {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length++
  return length
}

/** What one changed of a text, in whole words, between the beginning and the end that stayed. */
export const wordChanges = (before: string, after: string): Piece[] => {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const head = sharedLength(old, now)
  const tail = sharedLength(old.slice(head).toReversed(), now.slice(head).toReversed())
  const pieces = [
    { text: now.slice(0, head).join(''), isNew: false },
    { text: now.slice(head, now.length - tail).join(''), isNew: true },
    { text: now.slice(now.length - tail).join(''), isNew: false },
  ]
  return pieces.filter(({ text }) => text !== '')
}

/** As many items, each as long, as the definitions accept. */
const MAX_ITEMS = 1_000
const MAX_ITEM_LENGTH = 1_000_000

/** Lines as items of `vcardLines`: one each, unless they are too many; a `+` begins what continues a line too long for one. */
export const keepLines = (lines: readonly string[]): { value: string }[] => {
  const pieces = lines.flatMap(line => {
    if (line.length <= MAX_ITEM_LENGTH) return [line]
    const cut: string[] = []
    for (let start = 0; start < line.length; ) {
      let end = start + MAX_ITEM_LENGTH - 1
      // The halves of a character beyond 16 bits would not survive apart.
      if (/[\ud800-\udbff]/.test(line[end - 1] ?? '')) end--
      cut.push(`${start ? '+' : ''}${line.slice(start, end)}`)
      start = end
    }
    return cut
  })
  if (pieces.length <= MAX_ITEMS) return pieces.map(value => ({ value }))
  const items: string[][] = []
  let room = 0
  for (const piece of pieces) {
    if (piece.length + 1 > room) {
      items.push([])
      room = MAX_ITEM_LENGTH
    }
    items.at(-1)!.push(piece)
    room -= piece.length + 1
  }
  return items.map(item => ({ value: item.join('\n') }))
}

/** The lines of the items of `vcardLines`. */
export const keptLines = (items: unknown): string[] =>
  ((items ?? []) as { value: string }[]).map(item => item.value).join('\n').replaceAll('\n+', '').split('\n')

export interface Ranked {
  readonly id: string
  readonly order: number
}

/**
 * The one row that was moved and the rank that puts it there, between those of its new neighbours; undefined where nothing moved.
 * `rows` stand in the order of their ranks, of which no two are the same.
 */
export const movedRow = (rows: readonly Ranked[], asked: readonly string[]): Ranked | undefined => {
  const before = rows.map(({ id }) => id)
  const first = asked.findIndex((id, at) => id !== before[at])
  if (first < 0) return undefined
  // Either the row that stands there now came from below, or the one that stood there went down.
  const isUp = before.filter(id => id !== asked[first]).every((id, at) => id === asked.filter(other => other !== asked[first])[at])
  const id = isUp ? asked[first]! : before[first]!
  const at = asked.indexOf(id)
  const orderOf = (key: string | undefined): number | undefined => rows.find(row => row.id === key)?.order
  return { id, order: between(orderOf(asked[at - 1]), orderOf(asked[at + 1])) }
}

/** The rank of one that comes after so many of those that are there, whose ranks stand in their order. */
export const rankAt = (ranks: readonly number[], before: number): number => between(ranks[before - 1], ranks[before])

const between = (above: number | undefined, below: number | undefined): number =>
  above === undefined ? (below ?? 1) - 1 : below === undefined ? above + 1 : (above + below) / 2

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
  const [above, below] = [orderOf(asked[at - 1]), orderOf(asked[at + 1])]
  return { id, order: above === undefined ? below! - 1 : below === undefined ? above + 1 : (above + below) / 2 }
}

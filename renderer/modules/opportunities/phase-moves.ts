/** How many deals left a phase, into which, and after how many days on average. */
export interface Move {
  readonly phase: string | null
  readonly next: string | null
  readonly count: number
  readonly averageDays: number
}

/** What became of the deals that left a phase. */
export interface PhaseRow {
  readonly phase: string
  readonly count: number
  readonly averageDays: number
  /** Where they went, the most frequent first. */
  readonly nexts: readonly { readonly phase: string | null; readonly count: number; readonly share: number }[]
}

/** By phase in the order given what became of its deals; those that left none are left out. */
export const phaseRows = (moves: readonly Move[], order: readonly string[]): PhaseRow[] => {
  const byPhase = Map.groupBy(moves, ({ phase }) => phase)
  const known = [...order, ...[...byPhase.keys()].filter((phase): phase is string => phase !== null && !order.includes(phase))]
  return known.flatMap(phase => {
    const mine = byPhase.get(phase) ?? []
    const count = mine.reduce((sum, move) => sum + move.count, 0)
    if (count === 0) return []
    const days = mine.reduce((sum, move) => sum + move.averageDays * move.count, 0)
    const nexts = mine.map(move => ({ phase: move.next, count: move.count, share: move.count / count })).toSorted((a, b) => b.count - a.count)
    return [{ phase, count, averageDays: days / count, nexts }]
  })
}

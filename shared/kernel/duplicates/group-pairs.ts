import type { Reason } from './reasons.ts'

interface Pair {
  readonly a: number
  readonly b: number
  readonly type: string
  readonly score: number
  readonly reasons: readonly Reason[]
}

export interface PairGroup {
  readonly type: string
  readonly members: readonly number[]
  readonly score: number
  readonly reasons: readonly Reason[]
}

/** Pairs as groups of records that are each like all others of it; the pairs come with the likeliest first, and so do the groups. */
export const groupPairs = (pairs: readonly Pair[], most: number): PairGroup[] => {
  const nameOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`)
  const all = new Set(pairs.map(({ a, b }) => nameOf(a, b)))
  const groups: { type: string; members: number[]; score: number; reasons: Set<Reason> }[] = []
  const groupOf = new Map<number, (typeof groups)[number]>()
  for (const { a, b, type, score, reasons } of pairs) {
    const [left, right] = [groupOf.get(a), groupOf.get(b)]
    const into = left && right ? (left === right ? left : undefined) : (left ?? right)
    const newcomer = left ? b : a
    const fits = into && (into.members.includes(newcomer) || (into.members.length < most && into.members.every(member => all.has(nameOf(member, newcomer)))))
    const group = fits ? into : { type, members: [], score, reasons: new Set<Reason>() }
    if (!fits) groups.push(group)
    for (const n of [a, b]) {
      if (!group.members.includes(n)) group.members.push(n)
      if (!groupOf.has(n)) groupOf.set(n, group)
    }
    for (const reason of reasons) group.reasons.add(reason)
  }
  return groups.map(({ reasons, ...group }) => ({ ...group, reasons: [...reasons] }))
}

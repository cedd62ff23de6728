/** How many days, weeks and months keep their last backup. */
export interface Keep {
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

export const USUAL_KEEP: Keep = { daily: 7, weekly: 4, monthly: 12 }

const DAY_MS = 86_400_000

/** Monday of the week that a day is in, counted in days. */
const weekOf = (at: number): number => Math.floor((at / DAY_MS + 3) / 7)

const PERIODS: readonly (readonly [keyof Keep, (at: number) => number | string])[] = [
  ['daily', at => Math.floor(at / DAY_MS)],
  ['weekly', weekOf],
  ['monthly', at => new Date(at).toISOString().slice(0, 7)],
]

/**
 * Which backups may go: those that are neither of the last 24 hours nor the last of one of the kept days, weeks (from
 * Monday) and months, in UTC. Only periods that have a backup count, so that months away from the desk cost none.
 */
export const expired = <B extends { readonly at: string }>(backups: readonly B[], keep: Keep, now: number): B[] => {
  const newestFirst = backups.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const kept = new Set<B>(newestFirst.filter(({ at }, i) => i === 0 || Date.parse(at) > now - DAY_MS))
  for (const [name, periodOf] of PERIODS) {
    const lastOf = new Map<number | string, B>()
    for (const backup of newestFirst) {
      const period = periodOf(Date.parse(backup.at))
      if (!lastOf.has(period)) lastOf.set(period, backup)
    }
    for (const backup of [...lastOf.values()].slice(0, keep[name])) kept.add(backup)
  }
  return backups.filter(backup => !kept.has(backup))
}

/** The value below which a share of the values lies: 0.5 for the median, 0.95 for p95. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Milliseconds that each call took. */
export const timed = async <T>(args: readonly T[], work: (arg: T) => unknown): Promise<number[]> => {
  const times: number[] = []
  for (const arg of args) {
    const start = performance.now()
    const result = work(arg)
    if (result instanceof Promise) await result
    times.push(performance.now() - start)
  }
  return times
}

/** Memory in MB that a process held at most, and holds now. */
export const memory = (): { peakMb: number; nowMb: number } => ({
  peakMb: process.resourceUsage().maxRSS / 1_000,
  nowMb: process.memoryUsage.rss() / 1_000_000,
})

/** Waiting, given from outside so that a test can let weeks pass. */
export interface Timers {
  /** Calls back once, some milliseconds from now, unless the answer is called before. */
  after(ms: number, run: () => void): () => void
}

export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1)).unref()
    return () => clearTimeout(timer)
  },
}

/** Lets time pass: the machine's own, or a test's. */
export interface Timers {
  /** Calls back once, so many milliseconds from now, unless what it answers is called before. */
  after(ms: number, run: () => void): () => void
}

/** Those of the machine; none keeps the process alive. */
export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

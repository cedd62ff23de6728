/** What changes the look of the whole window: the browser remembers it, so that the first paint needs no answer of the core. */
export interface Choice<V> {
  /** Shows it everywhere at once; the next window begins with it. */
  set(value: V): void
  /** The one of the last time. */
  readonly remembered: () => V
}

/** A choice among a few; `show` puts it into the page. */
export const createChoice = <V extends string | number>(name: string, values: readonly V[], usual: V, show: (value: V) => void): Choice<V> => {
  const key = `calepin.${name}`
  return {
    set: value => {
      localStorage.setItem(key, String(value))
      show(value)
    },
    remembered: () => values.find(value => String(value) === localStorage.getItem(key)) ?? usual,
  }
}

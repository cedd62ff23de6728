let waiting: File | undefined
const listeners = new Set<() => void>()

/** Gives a file to the import page, open or about to be. */
export const handOver = (file: File): void => {
  waiting = file
  for (const listener of listeners) listener()
}

/** Takes the file that was given, once. */
export const takeOver = (): File | undefined => {
  const file = waiting
  waiting = undefined
  return file
}

export const onHandOver = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

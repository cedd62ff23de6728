import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'

/** What takes the place of the data, a backup or a copy under another key: one at a time. */
export interface Replacement<WhileClosed = unknown> {
  /** Throws ExpectedError BEING_REPLACED while one is prepared or awaits the reopening: what is written to the keyring then would be lost. */
  requireNone(): void
  /** Prepares one, and has the data opened anew with what is to be done before. Throws ExpectedError BEING_REPLACED, and what `prepare` throws; then the present data stays. */
  run(prepare: () => Promise<WhileClosed | void>): Promise<void>
  /** Waits for what is being prepared, so that none is left to be finished beside closed data. */
  settled(): Promise<unknown>
}

/** `unchanging` waits for what is being written to the keyring. */
export const createReplacement = <WhileClosed>(unchanging: () => Promise<unknown>, reopen: (whileClosed?: WhileClosed) => void): Replacement<WhileClosed> => {
  let isGoing = false
  let prepared: Promise<unknown> = Promise.resolve()

  const requireNone = (): void => {
    if (isGoing) throw new ExpectedError('BEING_REPLACED')
  }

  return {
    requireNone,
    settled: () => prepared,
    run: async prepare => {
      requireNone()
      isGoing = true
      const preparing = unchanging().then(prepare)
      prepared = preparing.catch(() => {})
      try {
        reopen((await preparing) ?? undefined)
      } catch (error) {
        isGoing = false
        throw error
      }
    },
  }
}

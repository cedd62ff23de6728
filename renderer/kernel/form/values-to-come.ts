import { useCallback } from 'react'
import { useOperations } from '../state/operations.ts'

/** Values on their way into forms: records made on the spot, files being sent. Each answers whether it came. */
const toCome = new Set<Promise<boolean>>()

/** Lets forms wait for the work that ends by setting a value; says what failed. */
export const useValueToCome = (): ((work: Promise<unknown>) => void) => {
  const { failed } = useOperations()
  return useCallback(
    work => {
      const came = work.then(
        () => true,
        (error: unknown) => {
          failed(error)
          return false
        },
      )
      toCome.add(came)
      void came.then(() => toCome.delete(came))
    },
    [failed],
  )
}

/** Waits for what is on its way; false when some of it did not come. */
export const allCame = async (): Promise<boolean> => (await Promise.all(toCome)).every(Boolean)

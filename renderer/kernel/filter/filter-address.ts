import { type Filter, isWholeFilter } from '../../../shared/kernel/filter/filter.ts'

/** The filter as a whole, among the parts of an address. */
export const CHOSEN = 'filter'

const SAVED = 'filtre'
const CONDITIONS = 'conditions'

/** The filter that an address names, and the conditions in it that nobody saved: they stand in its place. */
export interface Chosen {
  readonly saved?: string
  readonly conditions?: Filter
}

export const readChosen = (params: URLSearchParams): Chosen => {
  const saved = params.get(SAVED)
  const text = params.get(CONDITIONS)
  let conditions: unknown
  try {
    conditions = text ? JSON.parse(text) : undefined
  } catch {}
  return { ...(saved ? { saved } : {}), ...(isWholeFilter(conditions) ? { conditions } : {}) }
}

export const chosenFilter = ({ saved, conditions }: Chosen): Filter | undefined => conditions ?? (saved ? { saved } : undefined)

export const writeChosen = (params: URLSearchParams, { saved, conditions }: Chosen): void => {
  if (saved) params.set(SAVED, saved)
  else params.delete(SAVED)
  if (conditions) params.set(CONDITIONS, JSON.stringify(conditions))
  else params.delete(CONDITIONS)
}

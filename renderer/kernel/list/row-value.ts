import { type FieldPath, valuesAt } from '../../../shared/kernel/entity/paths.ts'

/** The values of a row at a path, empty ones left out. */
export const rowValues = (at: FieldPath, row: Record<string, unknown>): unknown[] => {
  const own = row[at.path]
  if (at.part && own !== undefined) return (Array.isArray(own) ? own : [own]).filter(value => value !== null && value !== '')
  return valuesAt(at, row)
}

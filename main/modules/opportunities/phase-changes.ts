import { type Passage, passagesOf, type PhaseChange } from '../../../shared/modules/opportunities/opportunity.rules.ts'
import type { Db } from '../../kernel/store/driver.ts'
import { readEnvelope } from '../../kernel/store/reader.ts'
import { entriesOf, timesTouched, unitsOf } from '../../kernel/store/journal.ts'

export const OPPORTUNITY = 'opportunity'

const MOST_UNITS = 1_000

/** Through which phases the history says that a deal has gone; none where there is no such deal. */
export const passagesIn = (db: Db, id: string): Passage[] => {
  const deal = readEnvelope(db, id)
  if (deal?.type !== OPPORTUNITY) return []
  // An import that made hundreds is read for none of them, as long as nothing came after.
  const units = timesTouched(db, id, 2) === 1 ? [] : unitsOf(db, id, MOST_UNITS)
  const changes = units.flatMap(unit =>
    entriesOf(unit).flatMap(({ id: of, changes: fields }): PhaseChange[] => {
      const change = of === id ? fields?.['phase'] : undefined
      if (!change) return []
      const [from, to] = change as [string | null, string | null]
      const undoes = unit.name === 'undo' ? unit.params['op'] : undefined
      return [{ op: unit.op, at: unit.at, by: unit.by, from, to, ...(typeof undoes === 'string' && { undoes }) }]
    }),
  )
  return passagesOf({ at: deal.createdAt, by: deal.createdBy }, changes.toReversed(), (deal.data['phase'] as string | undefined) ?? null)
}

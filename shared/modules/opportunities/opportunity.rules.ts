import type { Money } from '../../kernel/entity/fields.ts'
import type { OfferedValue } from '../../kernel/entity/merge-values.ts'
import type { RecordRule, Written } from '../../kernel/entity/record-rule.ts'
import { dayIn } from '../../kernel/text/parse-date.ts'
import type { Lead } from './lead.entity.ts'
import type { Opportunity } from './opportunity.entity.ts'
import { phase as phases } from './opportunity.lists.ts'

/** Days without a sign of life after which a deal counts as stalled, where its phase says nothing else. */
export const STALE_DAYS = 30

export const outcomeOf = ({ isWon, isLost }: Pick<OfferedValue, 'isWon' | 'isLost'>): 'open' | 'won' | 'lost' => (isWon ? 'won' : isLost ? 'lost' : 'open')

/** What a deal is worth by its chance, in percent; none where one of them is not known. */
export const weightedOf = (amount: Money | undefined, chance: number | undefined): Money | undefined =>
  amount === undefined || chance === undefined ? undefined : { amount: Math.round((amount.amount * chance) / 100), currency: amount.currency }

const NOWHERE: Pick<OfferedValue, 'chance' | 'isWon' | 'isLost'> = {}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

const filled = (data: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))

const today = ({ at, zone }: Written['now']): string => dayIn(zone, Date.parse(at))

/** On which day a record was put aside: none while it is not. */
const archivedOn = (data: { isArchived?: boolean; archivedOn?: string }, before: { isArchived?: boolean; archivedOn?: string } | undefined, now: Written['now']): string | undefined =>
  !data.isArchived ? undefined : data.archivedOn !== undefined && (before?.isArchived || data.archivedOn !== before?.archivedOn) ? data.archivedOn : today(now)

/**
 * What follows from a deal's phase and amount. Entering a phase gives its chance, unless somebody has set their own; a phase
 * that ends the deal gives the day on which it was closed and what it made, one that opens it again takes that and the reason for its loss away.
 */
export const opportunityRule: RecordRule = (given, { previous, now, operation, listedValue }) => {
  const data: { -readonly [K in keyof Opportunity]: Opportunity[K] } = { ...given }
  const before = previous as Opportunity | undefined
  const at = data.phase === undefined ? NOWHERE : listedValue(phases, data.phase)
  const outcome = outcomeOf(at)
  const isMoved = before?.phase !== data.phase
  const isChosen = (field: keyof Opportunity): boolean => !same(data[field], before?.[field])
  // What was taken back is as it was.
  if (operation !== 'undo') {
    const was = before?.phase === undefined ? NOWHERE : listedValue(phases, before.phase)
    const isOwn = outcome === 'open' && before?.chance !== undefined && before.chance !== was.chance
    if (isMoved && data.phase !== undefined && !isChosen('chance') && !isOwn && at.chance !== undefined) data.chance = at.chance
    if (isMoved && outcome === 'open' && before && outcomeOf(was) !== 'open') {
      if (!isChosen('closedOn')) delete data.closedOn
      if (!isChosen('lostReason')) delete data.lostReason
      if (!isChosen('madeSales') && same(data.madeSales, before.amount)) delete data.madeSales
    }
    if (isMoved && outcome === 'won' && data.madeSales === undefined && data.amount !== undefined) data.madeSales = data.amount
    // When something ended that a table tells of, only the table knows.
    if (isMoved && outcome !== 'open' && data.closedOn === undefined && operation !== 'import') data.closedOn = today(now)
    if (isMoved && outcome === 'won' && !isChosen('lostReason')) delete data.lostReason
  }
  const entered = isMoved && !isChosen('phaseSince') ? today(now) : data.phaseSince
  return filled({
    ...data,
    outcome,
    phaseSince: data.phase === undefined ? undefined : entered,
    weighted: weightedOf(data.amount, data.chance),
    archivedOn: archivedOn(data, before, now),
  })
}

/** A lead begins as a new one. */
export const leadRule: RecordRule = (given, { previous, now }) => {
  const data = given as Lead
  const before = previous as Lead | undefined
  return filled({ ...data, status: data.status ?? (before === undefined ? 'new' : undefined), archivedOn: archivedOn(data, before, now) })
}

/** A stay of a deal in a phase, from one instant to another; null stands for no phase, and without an end it is there still. */
export interface Passage {
  readonly phase: string | null
  readonly from: string
  readonly to?: string
  readonly by: string
}

/** One thing that the history tells of a deal. */
export interface PhaseChange {
  readonly op: string
  /** The operation that this one took back. */
  readonly undoes?: string | undefined
  readonly at: string
  readonly by: string
  readonly from: string | null
  readonly to: string | null
}

/** Through which phases a deal has gone, by its changes in their order; what was taken back has not been. `phase` is that of now. */
export const passagesOf = (made: { readonly at: string; readonly by: string }, changes: readonly PhaseChange[], phase: string | null): Passage[] => {
  const stays: { phase: string | null; from: string; by: string; op?: string }[] = [{ phase: changes[0] ? changes[0].from : phase, from: made.at, by: made.by }]
  for (const { op, undoes, at, by, to } of changes) {
    const last = stays.at(-1)!
    if (undoes !== undefined && last.op === undoes && stays.at(-2)?.phase === to) stays.pop()
    else if (to !== last.phase) stays.push({ phase: to, from: at, by, op })
  }
  return stays.map(({ op: _, ...stay }, i) => (stays[i + 1] ? { ...stay, to: stays[i + 1]!.from } : stay))
}

const DAY_MS = 86_400_000

/** How many whole days lie between two days or instants. */
export const wholeDays = (from: string, to: string): number => Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS))

/** When something was last heard of a deal, and what. */
export interface SignOfLife {
  readonly at: string
  readonly kind: 'change' | 'activity' | 'note' | 'mail'
}

/** For how many days a deal has stood still; undefined while it has not done so for long, has ended, or something is planned. */
export const stalledDays = (sign: SignOfLife, next: string | undefined, { staleDays = STALE_DAYS, isWon, isLost }: Pick<OfferedValue, 'staleDays' | 'isWon' | 'isLost'>, now: string): number | undefined => {
  if (isWon || isLost || next !== undefined) return undefined
  const days = wholeDays(sign.at, now)
  return days >= staleDays ? days : undefined
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergedValue, type ValueRecord } from '../../kernel/entity/merge-values.ts'
import type { Written } from '../../kernel/entity/record-rule.ts'
import { compileValidator } from '../../kernel/entity/validate.ts'
import { leadRule, opportunityRule, passagesOf, type PhaseChange, stalledDays, weightedOf } from './opportunity.rules.ts'
import { opportunity } from './opportunity.entity.ts'
import { anyEntity } from '../../kernel/entity/define.ts'

type Data = Record<string, unknown>

const NOW = { at: '2026-11-20T23:30:00.000Z', zone: 'Europe/Paris' }
const TODAY = '2026-11-21'
const CUSTOM: Record<string, ValueRecord> = { signed: { isWon: true, chance: 95 }, won: { isWon: false, isLost: false, chance: 80 } }

const written = (previous?: Data, more: Partial<Written> = {}): Written => ({
  previous,
  now: NOW,
  actor: 'local',
  operation: 'edit',
  listedValue: (list, key) => mergedValue(key, list.values.find(value => value.key === key), undefined),
  ...more,
})
const saved = (data: Data, previous?: Data, more?: Partial<Written>): Data => opportunityRule(data, written(previous, more))
const EUR = (amount: number): { amount: number; currency: string } => ({ amount, currency: 'EUR' })

describe('a deal', () => {
  it('gets the chance of its phase, what it is worth by it, and the day on which it came there', () => {
    expect(saved({ name: 'Four', phase: 'proposal', amount: EUR(100_001) })).toEqual({ name: 'Four', phase: 'proposal', amount: EUR(100_001), chance: 50, weighted: EUR(50_001), outcome: 'open', phaseSince: TODAY })
  })

  it('keeps the chance that somebody gave it while it is open, and is sure once it has ended', () => {
    const own = saved({ name: 'Four', phase: 'proposal', chance: 65, amount: EUR(1000) })
    const moved = saved({ ...own, phase: 'negotiation' }, own)
    expect(moved).toMatchObject({ chance: 65, weighted: EUR(650) })
    expect(saved({ ...moved, phase: 'won' }, moved)).toMatchObject({ chance: 100, weighted: EUR(1000), madeSales: EUR(1000), outcome: 'won', closedOn: TODAY })
    expect(saved({ ...own, phase: 'negotiation', chance: 70 }, own)).toMatchObject({ chance: 70 })
  })

  it('follows the usual chances from phase to phase', () => {
    const first = saved({ name: 'Four', phase: 'prospecting' })
    expect(first['chance']).toBe(10)
    expect(saved({ ...first, phase: 'negotiation' }, first)['chance']).toBe(75)
  })

  it('is no longer closed, nor lost for a reason, once it is open again', () => {
    const open = saved({ name: 'Four', phase: 'proposal' })
    const lost = saved({ ...open, phase: 'lost', lostReason: 'price' }, open)
    expect(lost).toMatchObject({ outcome: 'lost', closedOn: TODAY, lostReason: 'price', chance: 0 })
    const again = saved({ ...lost, phase: 'proposal' }, lost)
    expect(again).toMatchObject({ outcome: 'open', chance: 50 })
    expect(again).not.toHaveProperty('closedOn')
    expect(again).not.toHaveProperty('lostReason')
  })

  it('keeps the day on which somebody says that it was closed, and gets none from an import', () => {
    const open = saved({ name: 'Four', phase: 'proposal' })
    expect(saved({ ...open, phase: 'won', closedOn: '2026-11-02' }, open)['closedOn']).toBe('2026-11-02')
    expect(saved({ name: 'Four', phase: 'won' }, undefined, { operation: 'import' })).not.toHaveProperty('closedOn')
  })

  it('ends where users say that a phase ends it', () => {
    const listedValue: Written['listedValue'] = (list, key) => mergedValue(key, list.values.find(value => value.key === key), CUSTOM[key])
    expect(saved({ name: 'Four', phase: 'signed' }, undefined, { listedValue })).toMatchObject({ outcome: 'won', chance: 95 })
    expect(saved({ name: 'Four', phase: 'won' }, undefined, { listedValue })).toMatchObject({ outcome: 'open', chance: 80 })
  })

  it('is put aside on a day, and taken out again', () => {
    const before = saved({ name: 'Four' })
    const archived = saved({ ...before, isArchived: true }, before)
    expect(archived['archivedOn']).toBe(TODAY)
    expect(saved({ ...archived, name: 'Étuve' }, archived, { now: { at: '2026-12-24T10:00:00.000Z', zone: 'Europe/Paris' } })['archivedOn']).toBe(TODAY)
    expect(saved({ ...archived, isArchived: false }, archived)).not.toHaveProperty('archivedOn')
  })

  it('is left by an undo as that makes it', () => {
    const before = { name: 'Four', phase: 'proposal', chance: 50, outcome: 'open', phaseSince: '2026-10-01' }
    const won = saved({ ...before, phase: 'won' }, before)
    expect(saved(before, won, { operation: 'undo' })).toEqual(before)
  })

  it('stands once it is settled, whatever it was and became, and is as its definition has it', () => {
    const phase = fc.constantFrom('prospecting', 'proposal', 'won', 'lost', 'unknown', undefined)
    const deal = fc.record(
      { name: fc.constantFrom('Four', 'Étuve'), phase, chance: fc.integer({ min: 0, max: 100 }), amount: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(EUR), closedOn: fc.constantFrom('2026-01-31', undefined), isArchived: fc.boolean(), lostReason: fc.constantFrom('price', undefined) },
      { requiredKeys: ['name'] },
    ).map(data => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)))
    const problemsOf = compileValidator(anyEntity(opportunity))
    fc.assert(
      fc.property(fc.option(deal, { nil: undefined }), deal, fc.constantFrom('edit', 'import', 'undo'), (first, next, operation) => {
        const before = first && saved(first)
        const once = saved({ ...before, ...next }, before, { operation })
        expect(saved(once, before, { operation })).toEqual(once)
        expect(saved(once, once)).toEqual(once)
        expect(problemsOf(once)).toEqual([])
        expect(once['weighted']).toEqual(weightedOf(once['amount'] as never, once['chance'] as number | undefined))
        expect(once['outcome']).toBe(once['phase'] === 'won' ? 'won' : once['phase'] === 'lost' ? 'lost' : 'open')
      }),
    )
  })
})

describe('a lead', () => {
  it('is new at first, and keeps no status that somebody took from it', () => {
    expect(leadRule({ lastName: 'Roux' }, written())).toEqual({ lastName: 'Roux', status: 'new' })
    expect(leadRule({ lastName: 'Roux' }, written({ lastName: 'Roux', status: 'new' }))).toEqual({ lastName: 'Roux' })
  })
})

describe('the phases of a deal', () => {
  const made = { at: '2026-01-01T08:00:00.000Z', by: 'local' }
  const change = (day: number, from: string | null, to: string | null, more: Partial<PhaseChange> = {}): PhaseChange => ({ op: `op${day}`, at: `2026-01-${String(day).padStart(2, '0')}T08:00:00.000Z`, by: 'local', from, to, ...more })

  it('are read from its changes, from its making to now', () => {
    expect(passagesOf(made, [change(5, 'prospecting', 'proposal'), change(9, 'proposal', 'won')], 'won')).toEqual([
      { phase: 'prospecting', from: made.at, to: '2026-01-05T08:00:00.000Z', by: 'local' },
      { phase: 'proposal', from: '2026-01-05T08:00:00.000Z', to: '2026-01-09T08:00:00.000Z', by: 'local' },
      { phase: 'won', from: '2026-01-09T08:00:00.000Z', by: 'local' },
    ])
    expect(passagesOf(made, [], null)).toEqual([{ phase: null, from: made.at, by: 'local' }])
  })

  it('do not tell of what was taken back', () => {
    const back = [change(5, 'prospecting', 'won'), change(6, 'won', 'prospecting', { undoes: 'op5' })]
    expect(passagesOf(made, back, 'prospecting')).toEqual([{ phase: 'prospecting', from: made.at, by: 'local' }])
  })

  it('follow each other without a gap and end where the deal stands', () => {
    const phase = fc.constantFrom('a', 'b', 'c', null)
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 8 }), path => {
        const changes = path.slice(1).map((to, i) => change(i + 2, path[i]!, to)).filter(({ from, to }) => from !== to)
        const stays = passagesOf(made, changes, path.at(-1)!)
        expect(stays.at(-1)!.phase).toBe(path.at(-1))
        expect(stays.map(({ to }) => to).slice(0, -1)).toEqual(stays.slice(1).map(({ from }) => from))
        expect(stays.at(-1)).not.toHaveProperty('to')
      }),
    )
  })
})

describe('a deal that stands still', () => {
  const sign = { at: '2026-10-01T08:00:00.000Z', kind: 'change' as const }
  const now = '2026-11-20T08:00:00.000Z'

  it('is stalled after the days of its phase, unless it has ended or something is planned', () => {
    expect(stalledDays(sign, undefined, {}, now)).toBe(50)
    expect(stalledDays(sign, undefined, { staleDays: 51 }, now)).toBeUndefined()
    expect(stalledDays(sign, '2026-11-25', {}, now)).toBeUndefined()
    expect(stalledDays(sign, undefined, { isWon: true }, now)).toBeUndefined()
    expect(stalledDays({ ...sign, at: '2026-11-10T08:00:00.000Z' }, undefined, {}, now)).toBeUndefined()
  })
})

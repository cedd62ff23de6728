import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expired, USUAL_KEEP } from './retention.ts'

const NOW = Date.parse('2026-11-21T08:00:00.000Z')
const DAY = 86_400_000
const at = (ms: number) => ({ at: new Date(ms).toISOString() })
const left = (backups: readonly { at: string }[], keep = USUAL_KEEP): string[] => {
  const gone = new Set(expired(backups, keep, NOW))
  return backups.filter(backup => !gone.has(backup)).map(backup => backup.at.slice(0, 16))
}

describe('which backups are kept', () => {
  it('keeps the last of each of seven days, four weeks and twelve months', () => {
    // One a day at eight in the morning, for two years.
    const daily = Array.from({ length: 730 }, (_, i) => at(NOW - DAY * i))
    const kept = left(daily).map(text => text.slice(0, 10))
    expect(kept.slice(0, 7)).toEqual(['2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-15'])
    // 15 November is itself the last of its week; the two weeks before it have only their Sunday left.
    expect(kept.slice(7)).toEqual(['2026-11-08', '2026-11-01', '2026-10-31', ...['09-30', '08-31', '07-31', '06-30', '05-31', '04-30', '03-31', '02-28', '01-31'].map(day => `2026-${day}`), '2025-12-31'])
  })

  it('keeps all of the last 24 hours, among them those made before imports', () => {
    const hourly = Array.from({ length: 20 }, (_, i) => at(NOW - 3_600_000 * i))
    expect(left(hourly)).toHaveLength(20)
  })

  it('counts only periods that have a backup: months away from the desk cost none', () => {
    const old = Array.from({ length: 7 }, (_, i) => at(NOW - 400 * DAY - DAY * i))
    expect(left(old)).toHaveLength(7)
  })

  const times = fc.array(fc.integer({ min: NOW - 900 * DAY, max: NOW + 5 * DAY }), { maxLength: 80 }).map(all => [...new Set(all)].map(at))
  const keeps = fc.record({ daily: fc.integer({ min: 0, max: 10 }), weekly: fc.integer({ min: 0, max: 10 }), monthly: fc.integer({ min: 0, max: 20 }) })

  it('never drops the newest, and drops nothing more when asked again', () => {
    fc.assert(
      fc.property(times, keeps, (backups, keep) => {
        const gone = new Set(expired(backups, keep, NOW))
        const rest = backups.filter(backup => !gone.has(backup))
        const newest = backups.map(backup => backup.at).toSorted().at(-1)
        expect(rest.map(backup => backup.at).toSorted().at(-1)).toBe(newest)
        expect(expired(rest, keep, NOW)).toEqual([])
      }),
    )
  })

  it('keeps no more than was asked, beside those of the last day and the newest', () => {
    fc.assert(
      fc.property(times, keeps, (backups, keep) => {
        const gone = expired(backups, keep, NOW).length
        const recent = backups.filter(backup => Date.parse(backup.at) > NOW - DAY).length
        expect(backups.length - gone).toBeLessThanOrEqual(recent + 1 + keep.daily + keep.weekly + keep.monthly)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueAt, dueBefore, nextLook, openFrom } from './due.ts'
import { SHIPPED } from './shipped.ts'
import { type Dated, mergeWorkflows, type Window } from './workflow.ts'

const DAY_MS = 86_400_000
const zone = fc.constantFrom('Europe/Paris', 'UTC', 'America/New_York', 'Asia/Kathmandu')
const instant = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2028-12-31T00:00:00Z') })
const two = (number: number): string => String(number).padStart(2, '0')
const time = fc.tuple(fc.integer({ min: 4, max: 23 }), fc.constantFrom(0, 15, 30, 45)).map(([hours, minutes]) => `${two(hours)}:${two(minutes)}`)
const trigger: fc.Arbitrary<Dated> = fc.record({ when: fc.constant('reached' as const), field: fc.constant('createdAt'), after: fc.integer({ min: -60, max: 60 }), unit: fc.constantFrom('day' as const, 'hour' as const), at: time })
const window: fc.Arbitrary<Window> = fc
  .record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), hours: fc.tuple(fc.integer({ min: 4, max: 12 }), fc.integer({ min: 13, max: 23 })) })
  .map(({ days, hours: [from, to] }) => ({ days, from: `${two(from)}:00`, to: `${two(to)}:00` }))

describe('when a workflow is due', () => {
  it('has come for exactly the instants before the bound', () => {
    fc.assert(
      fc.property(trigger, instant, fc.integer({ min: -70 * DAY_MS, max: 70 * DAY_MS }), zone, (dated, now, apart, where) => {
        const kept = now + apart
        expect(kept < Number(dueBefore(dated, now, where, 'instant'))).toBe(dueAt(dated, kept, where) <= now)
      }),
    )
  })

  it('has come for exactly the days before the bound', () => {
    fc.assert(
      fc.property(trigger, instant, fc.integer({ min: -70, max: 70 }), zone, (dated, now, apart, where) => {
        const kept = new Date(now + apart * DAY_MS).toISOString().slice(0, 10)
        expect(kept < String(dueBefore(dated, now, where, 'day'))).toBe(dueAt(dated, kept, where) <= now)
      }),
    )
  })

  it('is looked at anew no later than the next time of the day, and never in the past', () => {
    fc.assert(
      fc.property(trigger, instant, zone, (dated, now, where) => {
        const next = nextLook(dated, undefined, now, where)
        expect(next).toBeGreaterThan(now)
        expect(next - now).toBeLessThanOrEqual(DAY_MS + 2 * 3_600_000)
      }),
    )
  })
})

describe('the hours at which something may leave', () => {
  it('are waited for, and never more than a week', () => {
    fc.assert(
      fc.property(window, instant, zone, (open, now, where) => {
        const from = openFrom(open, now, where)
        expect(from).toBeGreaterThanOrEqual(now)
        expect(from - now).toBeLessThan(8 * DAY_MS)
        expect(openFrom(open, from, where)).toBe(from)
        const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone: where, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(from).map(({ type, value }) => [type, value]))
        expect(open.days).toContain(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday']!) + 1)
        const clock = `${parts['hour']}:${parts['minute']}`
        expect(clock >= open.from && clock < open.to).toBe(true)
      }),
    )
  })
})

describe('the workflows', () => {
  it('are those that came with the application, in their order, with what was changed of them', () => {
    expect(mergeWorkflows(SHIPPED, []).map(({ key }) => key)).toEqual(SHIPPED.map(({ key }) => key))
    const record = { ...SHIPPED[0]!, id: 'r', name: SHIPPED[0]!.key, shippedKey: SHIPPED[0]!.key, isOn: true, since: { at: '2026-03-02T08:00:00.000Z', zone: 'UTC' } }
    const [first] = mergeWorkflows(SHIPPED, [record])
    expect(first).toMatchObject({ key: SHIPPED[0]!.key, record: 'r', isShipped: true, isOn: true, since: '2026-03-02T08:00:00.000Z', trigger: SHIPPED[0]!.trigger })
    expect(first!.name).toBeUndefined()
  })

  it('write to nobody and archive nothing until somebody switches that on', () => {
    expect(SHIPPED.filter(({ isOn, actions }) => isOn && actions.some(action => action.do === 'send' || action.do === 'archive'))).toEqual([])
  })
})

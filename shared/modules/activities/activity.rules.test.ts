import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter } from '../../kernel/date/days.ts'
import { activityRule } from './activity.rules.ts'

const now = { at: '2026-11-20T13:30:00.000Z', zone: 'Europe/Paris' }
const ruled = (data: Record<string, unknown>, previous?: Record<string, unknown>) => activityRule(data, { previous, now, actor: 'local', operation: 'edit', listedValue: (_list, key) => ({ key, colour: 'neutral', disabled: false }) })
const paris = (at: string) => ({ at, zone: 'Europe/Paris' })

describe('what follows from the rest of an activity', () => {
  it('is that it is planned unless somebody says otherwise', () => {
    expect(ruled({ name: 'Appeler' })).toEqual({ name: 'Appeler', status: 'planned' })
  })

  it('is its day, that of its beginning where it takes place', () => {
    expect(ruled({ start: paris('2026-11-20T23:30:00.000Z') })['day']).toBe('2026-11-21')
    expect(ruled({ start: paris('2026-11-20T22:30:00.000Z'), day: '2020-01-01' })['day']).toBe('2026-11-20')
    expect(ruled({ day: '2026-11-30' })['day']).toBe('2026-11-30')
  })

  it('is when it was done: at its time where that is over, else now, and what somebody says before all', () => {
    expect(ruled({ status: 'done' })['doneOn']).toEqual(now)
    expect(ruled({ status: 'done', start: paris('2026-11-19T08:00:00.000Z') })['doneOn']).toEqual(paris('2026-11-19T08:00:00.000Z'))
    expect(ruled({ status: 'done', start: paris('2026-11-19T08:00:00.000Z'), end: paris('2026-11-19T09:00:00.000Z') })['doneOn']).toEqual(paris('2026-11-19T09:00:00.000Z'))
    expect(ruled({ status: 'done', start: paris('2026-12-01T08:00:00.000Z') })['doneOn']).toEqual(now)
    expect(ruled({ status: 'done', doneOn: paris('2026-11-01T08:00:00.000Z') })['doneOn']).toEqual(paris('2026-11-01T08:00:00.000Z'))
  })

  it('is nothing of the kind once it is open again', () => {
    expect(ruled({ status: 'planned', doneOn: now })).not.toHaveProperty('doneOn')
  })

  it('is that its times move with its day', () => {
    const before = { day: '2026-11-20', start: paris('2026-11-20T09:00:00.000Z'), end: paris('2026-11-20T10:00:00.000Z') }
    expect(ruled({ ...before, day: '2026-11-23' }, before)).toMatchObject({ day: '2026-11-23', start: paris('2026-11-23T09:00:00.000Z'), end: paris('2026-11-23T10:00:00.000Z') })
  })

  it('is that its times stay the same on the clock where the clocks change in between', () => {
    const before = { day: '2027-03-26', start: paris('2027-03-26T08:00:00.000Z'), end: paris('2027-03-26T22:30:00.000Z') }
    const moved = { day: '2027-03-29', start: paris('2027-03-29T07:00:00.000Z'), end: paris('2027-03-29T21:30:00.000Z') }
    expect(ruled({ ...before, day: '2027-03-29' }, before)).toMatchObject(moved)
    expect(ruled({ ...moved, day: '2027-03-26' }, moved)).toMatchObject(before)
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), fc.integer({ min: -400, max: 400 }), (start, days) => {
        const { day, ...first } = ruled({ start: paris(start.toISOString()) }) as { day: string }
        const other = dayAfter(day, days)
        const after = ruled({ ...first, day: other }, { ...first, day })
        expect(ruled(after, after)).toEqual(after)
        expect(after['day']).toBe(other)
      }),
    )
  })

  it('stays as it is when it is asked again', () => {
    const time = fc.option(fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map(date => paris(date.toISOString())), { nil: undefined })
    const data = fc.record({ status: fc.constantFrom(undefined, 'planned', 'inProgress', 'done', 'cancelled'), day: fc.constantFrom(undefined, '2026-11-20', '2026-03-29'), start: time, end: time, doneOn: time })
    fc.assert(
      fc.property(data, data, (given, earlier) => {
        const clean = (of: object) => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined))
        const once = ruled(clean(given), clean(earlier))
        expect(ruled(once, once)).toEqual(once)
        expect(ruled(once, ruled(clean(earlier)))['status']).toBe(once['status'])
      }),
    )
  })
})

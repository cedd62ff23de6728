import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spokenDuration, timeLeftMs } from './time-left.ts'

describe('the time that is left', () => {
  it('follows the pace so far', () => {
    expect(timeLeftMs({ done: 100, at: 0 }, { done: 300, at: 2_000 }, 500)).toBe(2_000)
  })

  it('is not told while nobody can know', () => {
    expect(timeLeftMs({ done: 0, at: 0 }, { done: 10, at: 100 }, 500)).toBeUndefined()
    expect(timeLeftMs({ done: 5, at: 0 }, { done: 5, at: 5_000 }, 500)).toBeUndefined()
    expect(timeLeftMs({ done: 0, at: 0 }, { done: 5, at: 5_000 }, undefined)).toBeUndefined()
  })

  it('is never less than nothing, and gets shorter the further it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2_000, max: 1e7 }), (done, more, took) => {
        const left = timeLeftMs({ done: 0, at: 0 }, { done, at: took }, done + more)!
        expect(left).toBeGreaterThanOrEqual(0)
        expect(timeLeftMs({ done: 0, at: 0 }, { done: done + 1, at: took }, done + more)!).toBeLessThanOrEqual(left)
      }),
    )
  })

  it('is told no more exactly than it is known', () => {
    expect(spokenDuration(0)).toEqual({ unit: 'seconds', count: 1 })
    expect(spokenDuration(8_400)).toEqual({ unit: 'seconds', count: 9 })
    expect(spokenDuration(33_000)).toEqual({ unit: 'seconds', count: 40 })
    expect(spokenDuration(150_000)).toEqual({ unit: 'minutes', count: 3 })
    expect(spokenDuration(3 * 3_600_000)).toEqual({ unit: 'hours', count: 3 })
  })
})

import { describe, expect, it } from 'vitest'
import { tickedCount, tickedWithout, whichTicked } from './row-selection.ts'

const client = { field: 'status', op: 'eq' as const, value: 'client' }
const some = { ids: new Set(['a', 'b']), isAll: false, except: new Set<string>() }
const all = (...except: string[]) => ({ ids: new Set<string>(), isAll: true, except: new Set(except) })

describe('the ticked rows', () => {
  it('are named one by one, whatever the list is filtered by', () => {
    expect(whichTicked({ view: [], text: 'lyon', filter: client }, some)).toEqual({ ids: ['a', 'b'] })
    expect(tickedCount(some, 1_000)).toBe(2)
  })
  it('are all that the filter and the words keep', () => {
    expect(whichTicked({ view: [], text: 'lyon', filter: client }, all())).toEqual({ text: 'lyon', filter: client })
    expect(whichTicked({ view: [] }, all())).toEqual({})
    expect(tickedCount(all(), 1_284)).toBe(1_284)
  })
  it('leave out those that were unticked after all were ticked', () => {
    const but = { not: { field: 'id', op: 'in', value: ['a'] } }
    expect(whichTicked({ view: [], filter: client }, all('a'))).toEqual({ filter: { all: [client, but] } })
    expect(whichTicked({ view: [] }, all('a'))).toEqual({ filter: but })
    expect(tickedCount(all('a'), 1_284)).toBe(1_283)
  })
  it('are no longer those that have left the list', () => {
    expect(tickedCount(tickedWithout(some, 'a'), 999)).toBe(1)
    expect(tickedCount(tickedWithout(some, 'c'), 999)).toBe(2)
    expect(tickedCount(tickedWithout(all('a'), 'a'), 1_283)).toBe(1_283)
    expect(tickedCount(tickedWithout(all('a'), 'b'), 1_283)).toBe(1_282)
  })
})

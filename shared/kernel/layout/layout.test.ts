import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectiveLayout, hide, isLayout, type Layout, moved, put, rowsOf, type Step, withoutZone } from './layout.ts'

const name: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
const zoneKey = fc.constantFrom('left', 'middle', 'right', 'other')
const ZONES = ['left', 'middle', 'right']
const offered = fc.uniqueArray(fc.record({ name, zone: zoneKey, isNeeded: fc.boolean() }), { selector: each => each.name })
const layout: fc.Arbitrary<Layout> = fc.record({ zones: fc.array(fc.record({ key: zoneKey, items: fc.array(name) })), hidden: fc.array(name) })
const step = fc.constantFrom<Step>('up', 'down', 'before', 'after')

const shown = ({ zones }: Layout): string[] => zones.flatMap(zone => zone.items)
const everything = (one: Layout): string[] => [...shown(one), ...one.hidden].toSorted()

describe('what a layout makes of the things that there are', () => {
  it('loses none, shows none twice and invents none', () => {
    fc.assert(
      fc.property(offered, fc.option(layout, { nil: undefined }), fc.boolean(), (things, kept, isFree) => {
        expect(everything(effectiveLayout(things, ZONES, kept, isFree))).toEqual(things.map(each => each.name).toSorted())
      }),
    )
  })

  it('never hides what is needed', () => {
    fc.assert(
      fc.property(offered, layout, (things, kept) => {
        const needed = things.filter(each => each.isNeeded).map(each => each.name)
        expect(effectiveLayout(things, ZONES, kept).hidden.filter(each => needed.includes(each))).toEqual([])
      }),
    )
  })

  it('is a layout that means the same when it is kept', () => {
    fc.assert(
      fc.property(offered, fc.option(layout, { nil: undefined }), fc.boolean(), (things, kept, isFree) => {
        const once = effectiveLayout(things, ZONES, kept, isFree)
        expect(effectiveLayout(things, ZONES, once, isFree)).toEqual(once)
        expect(isLayout(JSON.parse(JSON.stringify(once)))).toBe(true)
      }),
    )
  })

  it('keeps the order that was given, and puts what it does not know last in its zone', () => {
    const things = ['a', 'b', 'c', 'd'].map(each => ({ name: each, zone: each === 'd' ? 'right' : 'left' }))
    const kept = { zones: [{ key: 'right', items: ['gone', 'a'] }, { key: 'left', items: ['b', 'gone'] }], hidden: [] }
    expect(effectiveLayout(things, ZONES, kept).zones).toEqual([
      { key: 'left', items: ['b', 'c'] },
      { key: 'middle', items: [] },
      { key: 'right', items: ['a', 'd'] },
    ])
  })

  it('shows the blocks that somebody made, and with free zones those that somebody named', () => {
    const kept = { zones: [{ key: 'mine', title: 'À moi', items: ['own:1'] }], hidden: [], own: [{ key: 'own:1', title: 'Le chantier', fields: ['a'] }, { key: 'own:2', title: 'Autre' }] }
    expect(effectiveLayout([{ name: 'a', zone: 'left' }], ZONES, kept, true).zones).toEqual([{ key: 'mine', title: 'À moi', items: ['own:1', 'a', 'own:2'] }])
    expect(shown(effectiveLayout([], ZONES, kept))).toEqual(['own:1', 'own:2'])
  })
})

describe('arranging', () => {
  it('loses nothing, whatever is moved, hidden or shown again', () => {
    fc.assert(
      fc.property(offered, layout, fc.array(fc.tuple(name, step)), fc.array(fc.tuple(name, zoneKey, fc.nat(9))), (things, kept, steps, puts) => {
        const first = effectiveLayout(things, ZONES, kept)
        const after = steps.reduce((now, [each, way]) => moved(now, each, way), first)
        expect(everything(after)).toEqual(everything(first))
        const known = puts.filter(([each]) => things.some(thing => thing.name === each))
        const last = known.reduce((now, [each, zone, at], index) => (index % 2 ? hide(now, each) : put(now, each, zone, at)), after)
        expect(everything(last)).toEqual(everything(first))
        expect(everything(withoutZone(last, 'middle'))).toEqual(everything(first))
      }),
    )
  })

  it('goes back by the opposite step', () => {
    fc.assert(
      fc.property(offered, name, (things, each) => {
        const first = effectiveLayout(things, ZONES, undefined)
        const down = moved(first, each, 'down')
        if (down !== first) expect(moved(down, each, 'up')).toEqual(first)
      }),
    )
  })

  it('passes from the end of a zone to the beginning of the next', () => {
    const first = { zones: [{ key: 'left', items: ['a', 'b'] }, { key: 'middle', items: ['c'] }], hidden: [] }
    expect(moved(first, 'b', 'down').zones.map(zone => zone.items)).toEqual([['a'], ['b', 'c']])
    expect(moved(first, 'c', 'up').zones.map(zone => zone.items)).toEqual([['a', 'b', 'c'], []])
    expect(moved(first, 'a', 'after').zones.map(zone => zone.items)).toEqual([['b'], ['a', 'c']])
    expect(moved(first, 'c', 'down')).toBe(first)
  })
})

describe('the rows of a form', () => {
  it('hold every field once, in order, at most two halves beside each other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(name), fc.array(name), (items, half) => {
        const rows = rowsOf(items, half)
        expect(rows.flat()).toEqual(items)
        for (const row of rows) expect(row.length === 1 || (row.length === 2 && row.every(each => half.includes(each)))).toBe(true)
      }),
    )
  })
})

describe('a layout that comes from elsewhere', () => {
  it.each([null, [], 'zones', {}, { zones: [], hidden: 'a' }, { zones: [{ key: 1, items: [] }], hidden: [] }, { zones: [], hidden: [], names: { a: 3 } }, { zones: [], hidden: [], own: [{ key: 'a' }] }, { zones: [], hidden: ['x'.repeat(201)] }])('%j is none', value => {
    expect(isLayout(value)).toBe(false)
  })
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../tests/fixtures/folder.ts'
import { backInSight, readWindowState, SMALLEST, type WindowState, writeWindowState } from './electron-window-state.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const screen = { x: 1440, y: 0, width: 2560, height: 1440 }
const kept = (more: Partial<WindowState> = {}): WindowState => ({ x: 100, y: 100, width: 1200, height: 700, isMaximised: false, ...more })

describe('a window that opens again', () => {
  it('stands where it was while its display is there', () => {
    expect(backInSight(kept(), [laptop])).toEqual(kept())
    expect(backInSight(kept({ x: 1600, y: 10 }), [laptop, screen])).toEqual(kept({ x: 1600, y: 10 }))
    expect(backInSight(kept({ x: -900 }), [laptop])).toEqual(kept({ x: -900 }))
  })

  it('is put back in sight when its display is gone or too little of its title would be seen', () => {
    const middle = { width: 1200, height: 700, isMaximised: true }
    for (const place of [{ x: 1600, y: 10 }, { x: -1100 }, { x: 1400 }, { y: 890 }, { y: 0 }]) {
      expect(backInSight(kept({ ...place, isMaximised: true }), [laptop])).toEqual(middle)
    }
  })

  it('is no larger than its display', () => {
    expect(backInSight(kept({ width: 3_000, height: 2_000 }), [laptop])).toEqual(kept({ width: 1440, height: 875 }))
    expect(backInSight(kept({ x: 1500, y: 0, width: 3_000 }), [laptop, screen])).toMatchObject({ x: 1500, width: 2560 })
  })

  it('can always be taken hold of, and is then left alone', () => {
    const place = fc.integer({ min: -10_000, max: 10_000 })
    const area = fc.record({ x: place, y: place, width: fc.integer({ min: SMALLEST.width, max: 8_000 }), height: fc.integer({ min: SMALLEST.height, max: 5_000 }) })
    const state = fc.record({ x: place, y: place, width: fc.integer({ min: 1, max: 9_000 }), height: fc.integer({ min: 1, max: 9_000 }), isMaximised: fc.boolean() })
    fc.assert(
      fc.property(state, fc.array(area, { minLength: 1, maxLength: 4 }), (before, displays) => {
        const after = backInSight(before, displays)
        expect(after.width).toBeGreaterThanOrEqual(SMALLEST.width)
        expect(after.height).toBeGreaterThanOrEqual(SMALLEST.height)
        expect(backInSight(after, displays)).toEqual(after)
        const { x, y, width } = after
        if (x === undefined || y === undefined) return
        const seen = displays.map(each => Math.min(x + width, each.x + each.width) - Math.max(x, each.x) > 100 && y >= each.y && y < each.y + each.height)
        expect(seen).toContain(true)
      }),
    )
  })
})

describe('the file of a window', () => {
  it('keeps what it was', () => {
    const file = join(temporaryFolder(), 'window.json')
    writeWindowState(file, kept({ isMaximised: true }))
    expect(readWindowState(file)).toEqual(kept({ isMaximised: true }))
  })

  it('may be missing, damaged or out of reach: the window is then as usual', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'window.json')
    const usual = readWindowState(file)
    expect(usual).toMatchObject({ width: 1280, isMaximised: false })
    for (const text of ['', '{', 'null', '{"width":"large","height":2,"isMaximised":true}', '{"width":-5,"height":2,"isMaximised":true}']) {
      writeFileSync(file, text)
      expect(readWindowState(file)).toEqual(usual)
    }
    expect(() => writeWindowState(join(folder, 'nowhere/window.json'), usual)).not.toThrow()
  })
})

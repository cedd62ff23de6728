import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Crop, fitted, middle, mostZoom, moved, sideOf, type Size, within, zoomed } from './crop.ts'

const size = fc.record({ width: fc.integer({ min: 1, max: 9_000 }), height: fc.integer({ min: 1, max: 9_000 }) })
const crop = fc.record({ x: fc.double({ min: -9e3, max: 9e3, noNaN: true }), y: fc.double({ min: -9e3, max: 9e3, noNaN: true }), zoom: fc.double({ min: 0, max: 20, noNaN: true }) })
const share = fc.double({ min: -2, max: 2, noNaN: true })
const part = fc.double({ min: 0, max: 1, noNaN: true })

const isInside = (of: Size, { x, y, zoom }: Crop): boolean => {
  const side = sideOf(of, { zoom })
  return x >= 0 && y >= 0 && x + side <= of.width + 1e-6 && y + side <= of.height + 1e-6 && zoom >= 1 && zoom <= mostZoom(of)
}

describe('the square taken of a picture', () => {
  it('lies within it, whatever is done', () => {
    fc.assert(
      fc.property(size, crop, share, share, part, part, (of, wish, dx, dy, atX, atY) => {
        const start = within(of, wish)
        expect(isInside(of, start)).toBe(true)
        expect(isInside(of, middle(of))).toBe(true)
        expect(isInside(of, moved(of, start, dx, dy))).toBe(true)
        expect(isInside(of, zoomed(of, start, 1 + Math.abs(dx) * 8, atX, atY))).toBe(true)
      }),
    )
  })

  it('keeps the point under the pointer when it gets nearer', () => {
    fc.assert(
      fc.property(size, part, part, fc.double({ min: 1, max: 8, noNaN: true }), (of, atX, atY, zoom) => {
        const start = middle(of)
        const near = zoomed(of, start, zoom, atX, atY)
        expect(near.x + atX * sideOf(of, near)).toBeCloseTo(start.x + atX * sideOf(of, start), 3)
        expect(near.y + atY * sideOf(of, near)).toBeCloseTo(start.y + atY * sideOf(of, start), 3)
      }),
    )
  })
})

it('a picture is made smaller, never larger, and keeps its shape', () => {
  fc.assert(
    fc.property(size, of => {
      const { width, height } = fitted(of, 1_024)
      expect(Math.max(width, height)).toBeLessThanOrEqual(Math.min(1_024, Math.max(of.width, of.height)))
      expect(Math.abs(width * of.height - height * of.width)).toBeLessThanOrEqual(Math.max(of.width, of.height))
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedTags, isTagChange, mergedTags, takesTag } from './tag-set.ts'

const ALL: readonly string[] = ['a', 'b', 'c', 'd', 'e']
const tags = fc.uniqueArray(fc.constantFrom(...ALL))

describe('tags that two people changed', () => {
  it('are what either made of them, tag by tag', () => {
    fc.assert(
      fc.property(tags, tags, tags, (base, mine, theirs) => {
        const merged = mergedTags(base, mine, theirs)
        for (const tag of ALL) {
          const wanted = mine.includes(tag) === base.includes(tag) ? theirs.includes(tag) : mine.includes(tag)
          expect(merged.includes(tag)).toBe(wanted)
        }
        expect(new Set(merged).size).toBe(merged.length)
      }),
    )
  })

  it('are the same, whoever comes first', () => {
    fc.assert(
      fc.property(tags, tags, tags, (base, mine, theirs) => {
        expect(mergedTags(base, mine, theirs).sort()).toEqual(mergedTags(base, theirs, mine).sort())
      }),
    )
  })
})

describe('a change of the tags of many records', () => {
  it('keeps the order of those that were there, and puts each on once', () => {
    expect(changedTags(['b', 'a'], { add: ['a', 'c'], remove: ['b'] })).toEqual(['a', 'c'])
  })

  it('is told from a whole set of tags', () => {
    expect([{ add: ['a'] }, { remove: [] }, ['a'], null, { add: 'a' }, { put: ['a'] }].map(isTagChange)).toEqual([true, true, false, false, false, false])
  })
})

it('a tag is for all types, or for those that it names, unless it is disabled or in the trash', () => {
  const takes = (data: Record<string, unknown>, type = 'tag', trashedAt: string | null = null): boolean => takesTag({ type, data, trashedAt }, 'contact')
  expect(takes({})).toBe(true)
  expect(takes({ types: [{ value: 'organisation' }] })).toBe(false)
  expect(takes({ types: [{ value: 'contact' }] })).toBe(true)
  expect(takes({ disabled: true })).toBe(false)
  expect(takes({}, 'tag', '2026-01-01T00:00:00.000Z')).toBe(false)
  expect(takes({}, 'contact')).toBe(false)
  expect(takesTag(undefined, 'contact')).toBe(false)
})

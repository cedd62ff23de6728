import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isBare, KEYS, partsOf } from './keys.ts'

const wordsOf = (language: string): { groups: object; words: object; names: object } =>
  JSON.parse(readFileSync(new URL(`../../../assets/locales/${language}/keyboard.json`, import.meta.url), 'utf8'))

describe('the keys', () => {
  it.each(['fr', 'en'])('are all named in %s', language => {
    const { groups, words, names } = wordsOf(language)
    const places = Object.entries(KEYS)
    expect(places.map(([place]) => place).filter(place => !(place in groups))).toEqual([])
    expect(places.flatMap(([, keys]) => Object.keys(keys)).filter(word => !(word in words))).toEqual([])
    const parts = places.flatMap(([, keys]) => Object.values(keys).flat().flatMap(partsOf))
    expect(parts.filter(part => part.length > 1 && !/^f\d+$/.test(part) && !(part in names))).toEqual([])
  })

  it('mean one thing in one place', () => {
    for (const keys of Object.values(KEYS)) {
      const all = Object.values(keys).flat()
      expect(new Set(all).size).toBe(all.length)
    }
  })

  it('are bare when one character alone, or two, would run them', () => {
    expect(['n', '?', '/', 'g c'].every(isBare)).toBe(true)
    expect(['ctrl+k', 'f1', 'delete', 'escape', 'alt+arrowleft'].some(isBare)).toBe(false)
  })
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordChanges } from './word-changes.ts'

const text = fc.array(fc.constantFrom('Livrer', 'par', 'la', 'cour', 'nord.', ' ', '\n'), { maxLength: 12 }).map(words => words.join(''))

it('marks the words that another text lacks', () => {
  expect(wordChanges('Livrer par la cour nord.', 'Livrer par la cour nord. Portail fermé.')).toEqual([
    { text: 'Livrer par la cour nord.', isNew: false },
    { text: ' Portail fermé.', isNew: true },
  ])
  expect(wordChanges('04 76 06 45 40', '04 76 06 45 48').filter(({ isNew }) => isNew)).toEqual([{ text: '48', isNew: true }])
})

it('loses nothing of the text', () => {
  fc.assert(fc.property(text, text, (before, after) => {
    expect(wordChanges(before, after).map(piece => piece.text).join('')).toBe(after)
  }))
})

it('marks nothing in a text that stayed, and all of one that shares no word', () => {
  fc.assert(fc.property(text, same => {
    expect(wordChanges(same, same).some(({ isNew }) => isNew)).toBe(false)
  }))
  expect(wordChanges('un', 'deux')).toEqual([{ text: 'deux', isNew: true }])
})

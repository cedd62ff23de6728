import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginningOf } from './note.entity.ts'

describe('the title of a note', () => {
  it('is its first line', () => {
    expect(beginningOf('\n\n  Livrer avant 9 h \nPar la cour')).toBe('Livrer avant 9 h')
  })

  it('is cut after a word when the line is long', () => {
    expect(beginningOf('Réunion de chantier, '.repeat(10))).toBe('Réunion de chantier, Réunion de chantier, Réunion de chantier, Réunion de…')
    expect(beginningOf('x'.repeat(200))).toBe(`${'x'.repeat(80)}…`)
  })

  it('is one short line of whole characters, never empty for a text that says something', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const title = beginningOf(text)
        expect(title).not.toContain('\n')
        expect(title.length).toBeLessThanOrEqual(81)
        if (text.isWellFormed()) expect(title.isWellFormed()).toBe(true)
        if (/\S/.test(text)) expect(title).not.toBe('')
      }),
    )
  })
})

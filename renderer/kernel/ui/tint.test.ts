import { describe, expect, it } from 'vitest'
import { initialsOf, tintOf } from './tint.ts'

describe('initials', () => {
  it('are those of the first and the last word', () => {
    expect(initialsOf('Clémence d’Hérouville')).toBe('CH')
    expect(initialsOf('Établissements Lefèvre-Dubœuf & Fils')).toBe('ÉF')
  })
  it('are one letter for one word and none for none', () => {
    expect(initialsOf('Acme')).toBe('A')
    expect(initialsOf('—')).toBe('')
  })
})

describe('the tint of a record', () => {
  it('never changes', () => {
    expect(tintOf('0198f0a2-0000-7000-8000-000000000001')).toBe(tintOf('0198f0a2-0000-7000-8000-000000000001'))
  })
})

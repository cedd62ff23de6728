import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markMatches } from './marks.ts'

const marked = (text: string, query: string): string => markMatches(text, query).map(part => (part.isMatch ? `[${part.text}]` : part.text)).join('')

describe('what a search found', () => {
  it('is marked where its words begin, without regard to accents and case', () => {
    expect(marked('Anaïs Lefèvre', 'lefe')).toBe('Anaïs [Lefè]vre')
    expect(marked('Établissements Lefèvre-Dubœuf', 'etab duboeuf')).toBe('[Étab]lissements Lefèvre-[Dubœuf]')
  })
  it('is not marked within a word', () => {
    expect(marked('Belle Île', 'elle')).toBe('Belle Île')
  })
  it('keeps every letter of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, query) => {
        expect(markMatches(text, query).map(part => part.text).join('')).toBe(text)
      }),
    )
  })
})

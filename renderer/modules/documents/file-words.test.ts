import { describe, expect, it } from 'vitest'
import { savedName, sizeText } from './file-words.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('the size of a file', () => {
  it('is said in the unit that a person compares', () => {
    const sizes = [0, 1, 999, 1_000, 12_400, 999_499, 1_240_000, 100_000_000, 2_500_000_000]
    expect(sizes.map(size => plain(sizeText(size, 'fr')))).toEqual(['0 octet', '1 octet', '999 octets', '1 ko', '12 ko', '999 ko', '1,2 Mo', '100 Mo', '2,5 Go'])
    expect(sizeText(1_240_000, 'en')).toBe('1.2 MB')
  })
})

describe('the name under which a file is saved', () => {
  const file = { file: 'a'.repeat(64), name: 'scan0001.PDF', mime: 'application/pdf', size: 1 }
  it('keeps the ending that says what it is', () => {
    expect(savedName('Devis signé', file)).toBe('Devis signé.PDF')
    expect(savedName('Devis.pdf', file)).toBe('Devis.pdf')
    expect(savedName('Plan v1.2', { ...file, name: 'plan' })).toBe('Plan v1.2')
  })
})

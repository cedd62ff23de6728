import { describe, expect, it } from 'vitest'
import { savedName } from './file-words.ts'

describe('the name under which a file is saved', () => {
  const file = { file: 'a'.repeat(64), name: 'scan0001.PDF', mime: 'application/pdf', size: 1 }
  it('keeps the ending that says what it is', () => {
    expect(savedName('Devis signé', file)).toBe('Devis signé.PDF')
    expect(savedName('Devis.pdf', file)).toBe('Devis.pdf')
    expect(savedName('Plan v1.2', { ...file, name: 'plan' })).toBe('Plan v1.2')
  })
})

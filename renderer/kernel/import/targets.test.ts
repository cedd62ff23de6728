import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import { usableKeys } from './targets.ts'

const contact = registry.find(entity => entity.type === 'contact')!

describe('the keys offered for an import', () => {
  it('are those whose fields all have a column', () => {
    expect(usableKeys(contact, { Nom: 'lastName', Prénom: 'firstName', Mail: 'emails:work', Rien: null })).toEqual([['emails'], ['lastName', 'firstName']])
    expect(usableKeys(contact, { Nom: 'lastName' })).toEqual([])
  })
})

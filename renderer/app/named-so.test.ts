import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntity } from '../../shared/kernel/entity/define.ts'
import { contact } from '../../shared/modules/persons/contact.entity.ts'
import { organisation } from '../../shared/modules/persons/organisation.entity.ts'
import { newNamedSo } from './named-so.ts'

const paramsOf = (address: string): Record<string, string> => Object.fromEntries(new URL(address, 'http://window.example').searchParams)

describe('a record named as was looked for', () => {
  it('is a person of a first and a last name, with their capitals', () => {
    expect(newNamedSo(anyEntity(contact), 'anaïs lefèvre')).toMatch(/^\/contact\/nouveau\?/)
    expect(paramsOf(newNamedSo(anyEntity(contact), 'anaïs lefèvre'))).toEqual({ firstName: 'Anaïs', lastName: 'Lefèvre' })
    expect(paramsOf(newNamedSo(anyEntity(contact), ' jean-marc  de brisson '))).toEqual({ firstName: 'Jean-Marc De', lastName: 'Brisson' })
    expect(paramsOf(newNamedSo(anyEntity(contact), 'lefèvre'))).toEqual({ lastName: 'Lefèvre' })
  })
  it('is a company of the whole name, left as it was typed when it has capitals', () => {
    expect(paramsOf(newNamedSo(anyEntity(organisation), 'SCI du Val & Fils'))).toEqual({ name: 'SCI du Val & Fils' })
  })
  it('loses no word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), text => {
        const { firstName, lastName } = paramsOf(newNamedSo(anyEntity(contact), text))
        const said = [firstName, lastName].filter(Boolean).join(' ').toLowerCase()
        expect(said).toBe(text.toWellFormed().trim().replaceAll(/\s+/g, ' ').toLowerCase())
      }),
    )
  })
})

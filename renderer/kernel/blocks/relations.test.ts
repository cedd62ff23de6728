import { describe, expect, it } from 'vitest'
import { inboundRelations, visibleEntity } from './relations.ts'

const names = (type: string): string[] => inboundRelations(type).map(({ entity, field }) => `${entity.type}.${field}`)

describe('what leads to a record', () => {
  it('is found in the definitions, both ways', () => {
    expect(names('organisation')).toEqual(['contact.organisation', 'organisation.parent', 'opportunity.organisation', 'note.organisation', 'document.organisation'])
    expect(names('contact')).toEqual(['opportunity.contact', 'note.contact', 'document.contact'])
    expect(names('opportunity')).toEqual(['note.opportunity', 'document.opportunity'])
    expect(names('note')).toEqual([])
  })
})

describe('a type of the application’s machinery', () => {
  it('has no page', () => {
    expect(visibleEntity('listValue')).toBeUndefined()
    expect(visibleEntity('contact')?.type).toBe('contact')
  })
})

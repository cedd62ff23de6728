import { describe, expect, it } from 'vitest'
import { inboundRelations, visibleEntity } from './relations.ts'

const names = (type: string): string[] => inboundRelations(type).map(({ entity, field }) => `${entity.type}.${field}`)

describe('what leads to a record', () => {
  it('is found in the definitions, both ways', () => {
    expect(names('organisation')).toEqual(['contact.organisation', 'organisation.parent', 'opportunity.organisation', 'lead.organisation'])
    expect(names('contact')).toEqual(['opportunity.contact', 'lead.contact'])
    expect(names('opportunity')).toEqual(['lead.opportunity'])
    expect(names('organisation')).toEqual(['contact.organisation', 'organisation.parent', 'opportunity.organisation', 'activity.organisation'])
    expect(names('contact')).toEqual(['opportunity.contact', 'activity.contact'])
    expect(names('opportunity')).toEqual(['activity.opportunity'])
    expect(names('organisation')).toEqual(['contact.organisation', 'organisation.parent', 'opportunity.organisation', 'lead.organisation', 'activity.organisation'])
    expect(names('contact')).toEqual(['opportunity.contact', 'lead.contact', 'activity.contact'])
    expect(names('opportunity')).toEqual(['lead.opportunity', 'activity.opportunity'])
  })
})

describe('a type of the application’s machinery', () => {
  it('has no page', () => {
    expect(visibleEntity('listValue')).toBeUndefined()
    expect(visibleEntity('contact')?.type).toBe('contact')
  })
})

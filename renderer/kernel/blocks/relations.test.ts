import { describe, expect, it } from 'vitest'
import { inboundRelations, visibleEntity } from './relations.ts'

const names = (type: string): string[] => inboundRelations(type).map(({ entity, field }) => `${entity.type}.${field}`)

describe('what leads to a record', () => {
  it('is found in the definitions, both ways', () => {
    expect(names('organisation')).toEqual(['contact.organisation', 'organisation.parent', 'opportunity.organisation', 'emailMessage.organisation', 'lead.organisation', 'activity.organisation', 'surveyResponse.organisation'])
    expect(names('contact')).toEqual(['opportunity.contact', 'emailMessage.contact', 'lead.contact', 'activity.contact', 'surveyResponse.contact'])
    expect(names('opportunity')).toEqual(['emailMessage.opportunity', 'lead.opportunity', 'activity.opportunity', 'surveyResponse.opportunity'])
  })
})

describe('a type of the application’s machinery', () => {
  it('has no page', () => {
    expect(visibleEntity('listValue')).toBeUndefined()
    expect(visibleEntity('contact')?.type).toBe('contact')
  })
})

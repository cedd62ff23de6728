import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import { changesOf, formValues } from './values.ts'

const contact = registry.find(entity => entity.type === 'contact')!
const organisation = { id: '0198f0a2-0000-7000-8000-000000000001', title: 'Scierie du Val' }
const record = { id: 'x', firstName: 'Anne', organisation, emails: [{ value: 'anne@example.org', label: 'work', params: 'PREF=1' }] }

describe('what a form sends', () => {
  it('is nothing when nothing was changed', () => {
    const values = formValues(contact, record)
    expect(changesOf(contact, values, structuredClone(values))).toEqual({ patch: {}, base: {} })
  })

  it('is the changed fields only, with what was seen in them', () => {
    const values = formValues(contact, record)
    const other = { id: '0198f0a2-0000-7000-8000-000000000002', title: 'Autre' }
    expect(changesOf(contact, values, { ...values, firstName: 'Annie', organisation: other })).toEqual({
      patch: { firstName: 'Annie', organisation: other.id },
      base: { firstName: 'Anne', organisation: organisation.id },
    })
  })

  it('empties a field with null, also when only blanks are left', () => {
    const values = formValues(contact, record)
    expect(changesOf(contact, values, { ...values, firstName: '  ', emails: [{ value: '', label: 'work' }] }).patch).toEqual({ firstName: null, emails: null })
  })

  it('keeps what an item carries besides its value', () => {
    const values = formValues(contact, record)
    const emails = [{ value: 'anne@example.com', label: 'work', params: 'PREF=1' }]
    expect(changesOf(contact, values, { ...values, emails }).patch).toEqual({ emails })
  })

  it('takes the parts of an address in any order for the same', () => {
    const values = formValues(contact, { ...record, address: { street: '1, rue Haute', city: 'Lyon' } })
    expect(changesOf(contact, values, { ...values, address: { city: 'Lyon', street: '1, rue Haute', region: '' } }).patch).toEqual({})
  })
})

import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import { orderOf } from './export-choice.ts'

const contact = registry.find(entity => entity.type === 'contact')!

describe('what is asked to be exported', () => {
  const choice = { isWhole: false, format: 'csv', hasAllColumns: false, style: 'excel' } as const
  it('is what the list keeps, with its columns but pictures', () => {
    expect(orderOf(contact, { text: 'abadie' }, ['lastName', 'picture', 'address.city', 'nothing'], choice)).toEqual({ type: 'contact', format: 'csv', text: 'abadie', delimiter: ';', bom: true, columns: ['lastName', 'address.city'] })
  })
  it('is everything when it is asked, and cards have no columns', () => {
    expect(orderOf(contact, { text: 'abadie' }, ['lastName'], { ...choice, isWhole: true, hasAllColumns: true, style: 'tab' })).toEqual({ type: 'contact', format: 'csv', delimiter: '\t', bom: false })
    expect(orderOf(contact, { ids: ['1'] }, ['lastName'], { ...choice, format: 'vcf' })).toEqual({ type: 'contact', format: 'vcf', ids: ['1'] })
  })
})

import { describe, expect, it } from 'vitest'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import { registry } from '../../../shared/registry.ts'
import { quickFields, quickRecord } from './quick-fields.ts'

const entityOf = (type: string) => registry.find(entity => entity.type === type)!
const pathsOf = (type: string): string[] => quickFields(entityOf(type)).map(({ path }) => path)

describe('a record made in passing', () => {
  it('asks for its name and for how to reach it', () => {
    expect(pathsOf('organisation')).toEqual(['name', 'phones', 'emails', 'billingAddress.city'])
    expect(pathsOf('contact')).toEqual(['lastName', 'firstName', 'emails', 'phones', 'address.city'])
  })

  it('asks for all that its type requires', () => {
    const missing = registry.flatMap(entity => {
      const asked = quickFields(entity).map(({ name }) => name)
      return Object.keys(entity.fields).filter(name => entity.fields[name]!.required && !asked.includes(name))
    })
    expect(missing).toEqual([])
  })

  it('is a valid record, without what was left empty', () => {
    const entity = entityOf('organisation')
    const record = quickRecord(quickFields(entity), { name: 'Scierie du Val', phones: '04 76 00 00 00', 'billingAddress.city': 'Voiron', emails: null })
    expect(record).toEqual({ name: 'Scierie du Val', phones: [{ value: '04 76 00 00 00', label: 'work' }], billingAddress: { city: 'Voiron' } })
    expect(compileValidator(entity)(record)).toEqual([])
  })
})

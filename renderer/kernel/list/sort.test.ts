import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import { nextSort, readSort, sortKeys } from './sort.ts'

const contact = registry.find(entity => entity.type === 'contact')!

describe('the order of a list', () => {
  it('is that of the type when the address says nothing or names no field', () => {
    expect(readSort(contact, null)).toEqual({ field: 'lastName', dir: 'asc' })
    expect(readSort(contact, '-nothing')).toEqual({ field: 'lastName', dir: 'asc' })
  })
  it('is read from the address', () => {
    expect(readSort(contact, '-address.city')).toEqual({ field: 'address.city', dir: 'desc' })
  })
  it('turns round when the same heading is clicked again', () => {
    expect(nextSort(readSort(contact, null), 'lastName')).toBe('-lastName')
    expect(nextSort(readSort(contact, '-lastName'), 'lastName')).toBe('lastName')
    expect(nextSort(readSort(contact, '-lastName'), 'jobTitle')).toBe('jobTitle')
  })
  it('breaks ties by the fields that order the type', () => {
    expect(sortKeys(contact, { field: 'sector', dir: 'desc' })).toEqual([
      { field: 'sector', dir: 'desc' },
      { field: 'lastName', dir: 'asc' },
      { field: 'firstName', dir: 'asc' },
    ])
    expect(sortKeys(contact, { field: 'lastName', dir: 'desc' })).toEqual([
      { field: 'lastName', dir: 'desc' },
      { field: 'firstName', dir: 'desc' },
    ])
  })
})

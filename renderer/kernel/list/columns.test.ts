import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registry } from '../../../shared/registry.ts'
import { choicesOf, columnsOf, readColumns, writeColumns } from './columns.ts'

const contact = registry.find(entity => entity.type === 'contact')!
const paths = [...choicesOf(contact).map(at => at.path), 'createdAt', 'organisation.sector', 'organisation.parent.billingAddress.city', 'relation:customer:subject']

describe('the columns of a list', () => {
  it('come back from an address, whichever they are', () => {
    fc.assert(
      fc.property(fc.subarray(paths, { minLength: 1 }).chain(some => fc.shuffledSubarray(some, { minLength: some.length })), chosen => {
        const params = new URLSearchParams('q=lyon')
        writeColumns(params, chosen, contact.list)
        expect(readColumns(contact, new URLSearchParams(params.toString())) ?? contact.list).toEqual(chosen)
        expect(params.get('q')).toBe('lyon')
      }),
    )
  })
  it('stand in no address when they are those of the type', () => {
    const params = new URLSearchParams('cols=lastName')
    writeColumns(params, contact.list, contact.list)
    expect(params.toString()).toBe('')
  })
  it('are those of the type when an address names none that it has', () => {
    expect(readColumns(contact, new URLSearchParams('cols=nope,vcardLines,__proto__,organisation.vcardLines,organisation.billingAddress,picture,relation:x:y'))).toBeUndefined()
    expect(columnsOf(contact, { paths: ['nope'], widths: {} }).map(column => column.at.path)).toEqual(contact.list)
  })
  it('keep the widths that were dragged', () => {
    expect(columnsOf(contact, { paths: ['jobTitle', 'lastName'], widths: { lastName: 333 } }).map(column => column.width)).toEqual([250, 333])
  })
})

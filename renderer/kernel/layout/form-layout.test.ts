import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Layout } from '../../../shared/kernel/layout/layout.ts'
import { registry } from '../../../shared/registry.ts'
import { formGroups, formLayout, isNeededField } from './form-layout.ts'

const contact = registry.find(({ type }) => type === 'contact')!
const fields = contact.form.flat()
const name = fc.constantFrom(...fields, 'gone')
const layout: fc.Arbitrary<Layout> = fc.record(
  { zones: fc.array(fc.record({ key: fc.string({ maxLength: 5 }), items: fc.array(name) })), hidden: fc.array(name), half: fc.array(name) },
  { requiredKeys: ['zones', 'hidden'] },
)

describe('the form of a type', () => {
  it('is that of its definition until somebody arranges it', () => {
    expect(formGroups(contact, undefined)).toEqual([{ key: 'fields', rows: contact.form }])
  })

  it('shows or hides each field once, whatever the layout', () => {
    fc.assert(
      fc.property(layout, kept => {
        const { zones, hidden } = formLayout(contact, kept)
        expect([...zones.flatMap(zone => zone.items), ...hidden].toSorted()).toEqual(fields.toSorted())
        expect(hidden.filter(each => isNeededField(contact, each))).toEqual([])
      }),
    )
  })

  it('brings back a hidden field that has to be seen', () => {
    const kept = { zones: [], hidden: ['jobTitle', 'birthday'] }
    const shown = (isAsked?: (field: string) => boolean): string[] => formGroups(contact, kept, isAsked).flatMap(({ rows }) => rows.flat())
    expect(shown()).not.toContain('jobTitle')
    expect(shown(field => field === 'jobTitle').at(-1)).toBe('jobTitle')
  })

  it('stands in the groups that somebody named, halves in pairs', () => {
    const kept = { zones: [{ key: 'who', title: 'Qui', items: ['lastName', 'firstName', 'emails'] }], hidden: fields.filter(each => !['lastName', 'firstName', 'emails'].includes(each)), half: ['lastName', 'firstName'] }
    expect(formGroups(contact, kept)[0]).toMatchObject({ title: 'Qui', rows: [['lastName', 'firstName'], ['emails']] })
  })
})

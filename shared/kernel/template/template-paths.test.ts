import { describe, expect, it } from 'vitest'
import { registry } from '../../registry.ts'
import { resolvePath } from '../entity/paths.ts'
import { ENVELOPE_NAMES, templatePaths } from './template-paths.ts'

describe('what a template may name', () => {
  const paths = templatePaths(registry, 'opportunity')

  it('are fields of the record and of those that relations lead to, the nearest first, each once', () => {
    const written = paths.map(({ path }) => path)
    expect(written).toEqual(expect.arrayContaining(['opportunity.name', 'opportunity.createdAt', 'opportunity.contact.firstName', 'opportunity.contact.emails.first', 'opportunity.contact.organisation.billingAddress.city']))
    expect(new Set(written).size).toBe(written.length)
    expect(written.indexOf('opportunity.name')).toBeLessThan(written.indexOf('opportunity.contact.firstName'))
    expect(written.indexOf('opportunity.contact.firstName')).toBeLessThan(written.indexOf('opportunity.contact.organisation.name'))
  })

  it('exist in their types, and none is hidden', () => {
    const wrong = paths
      .flatMap(({ steps }) => steps)
      .filter(({ type, path }) => {
        const at = resolvePath(registry.find(each => each.type === type)!, path)
        return ENVELOPE_NAMES.some(name => name === path) ? at !== undefined : at === undefined || at.field.hidden === true
      })
    expect(wrong).toEqual([])
  })

  it('do not come back to a type that the path has passed, nor go on without end', () => {
    expect(paths.every(({ steps }) => steps.length <= 3)).toBe(true)
    expect(paths.some(({ path }) => path.startsWith('opportunity.organisation.') && path.includes('.opportunity.'))).toBe(false)
  })
})

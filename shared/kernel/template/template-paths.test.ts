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
    for (const { steps } of paths) {
      for (const { type, path } of steps) {
        const entity = registry.find(each => each.type === type)!
        const at = resolvePath(entity, path)
        if (!ENVELOPE_NAMES.some(name => name === path)) expect(at?.field.hidden ?? false, `${type}.${path}`).toBe(false)
      }
    }
  })

  it('do not come back to a type that the path has passed, nor go on without end', () => {
    expect(paths.every(({ steps }) => steps.length <= 3)).toBe(true)
    expect(paths.some(({ path }) => path.startsWith('opportunity.organisation.') && path.includes('.opportunity.'))).toBe(false)
  })
})

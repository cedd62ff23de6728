import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownEntity } from '../../kernel/entity/off.ts'
import { resolvePath, visiblePaths } from '../../kernel/entity/paths.ts'
import { registry } from '../../registry.ts'
import { moduleOf, MODULES, offBy } from './modules.ts'

const names = MODULES.map(({ name }) => name)
const some = fc.subarray([...names, 'unknown'])

describe('the modules', () => {
  it('name types and fields that exist, each type once', () => {
    const types = MODULES.flatMap(module => module.types)
    expect(types.filter(type => !registry.some(entity => entity.type === type))).toEqual([])
    expect(new Set(types).size).toBe(types.length)
    expect(MODULES.flatMap(({ fields = [] }) => fields).filter(field => !registry.some(entity => Object.hasOwn(entity.fields, field)))).toEqual([])
  })

  it('that are the core cannot be switched off, and what nobody knows takes nothing away', () => {
    const off = offBy(['persons', 'unknown'])
    expect([...off.modules, ...off.types, ...off.fields]).toEqual([])
  })

  it('take their own types and fields with them and leave every other as it was', () => {
    fc.assert(
      fc.property(some, asked => {
        const off = offBy(asked)
        for (const { type } of registry) expect(off.types.has(type)).toBe(off.modules.has(moduleOf(type) ?? ''))
        for (const entity of registry) {
          const shown = shownEntity(entity, off)
          expect(shownEntity(entity, off)).toBe(shown)
          expect([...shown.list, ...shown.form.flat()].filter(path => resolvePath(shown, path)!.field.hidden && !resolvePath(entity, path)!.field.hidden)).toEqual([])
          expect(visiblePaths(shown).map(({ path }) => path)).toEqual(visiblePaths(entity).flatMap(({ path, name }) => (off.fields.has(name) ? [] : [path])))
          expect(shown.duplicates).toEqual(off.modules.has('duplicates') ? undefined : entity.duplicates)
          if (asked.length === 0) expect(shown).toBe(entity)
        }
      }),
    )
  })
})

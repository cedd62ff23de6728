import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registry as declared } from '../../registry.ts'
import { type AnyEntity, OWN } from './define.ts'
import { CONFIGURING, type Configuring, effectiveRegistry, OWN_KINDS, wantedProblems } from './effective.ts'
import { resolvePath, visiblePaths } from './paths.ts'
import { compileValidator } from './validate.ts'

let ids = 0
const record = (type: Configuring['type'], data: Record<string, unknown>, isTrashed = false): Configuring => ({ id: `id${String(++ids).padStart(6, '0')}`, type, isTrashed, data })
const place = { key: 'lieu', one: 'Lieu de tournage', many: 'Lieux de tournage' }
const rent = { forType: 'x_lieu', key: 'loyer', kind: 'money', label: 'Loyer' }
const of = (configuration: readonly Configuring[], type: string): AnyEntity => effectiveRegistry(declared, configuration).registry.find(entity => entity.type === type)!

/** Configurations of which anything may be wrong, and often something is right. */
const junk = fc.oneof(fc.constant(undefined), fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null), fc.constant([{ value: 'x_surface' }]))
const name = fc.constantFrom('x_lieu', 'x_image', 'contact', 'organisation', 'note', 'tag', 'nowhere')
const key = fc.constantFrom('lieu', 'image', 'surface', 'loyer', 'ville', 'A', 'a_b', '', 'x'.repeat(40))
const value = (field: string): fc.Arbitrary<unknown> =>
  field === 'forType' || field === 'to' ? fc.oneof(name, junk)
  : field === 'key' ? fc.oneof(key, junk)
  : field === 'kind' ? fc.oneof(fc.constantFrom(...OWN_KINDS, 'tags', 'json', 'list'), junk)
  : field === 'field' ? fc.oneof(fc.constantFrom('lastName', 'firstName', 'phones', 'tags', 'x_surface', 'x_loyer', 'name', 'nothing'), junk)
  : field === 'titleFields' ? fc.oneof(fc.constant([{ value: 'x_surface' }]), junk)
  : field === 'wanted' ? fc.constantFrom(undefined, 'creation', 'always', 'never')
  : field.startsWith('is') ? fc.boolean()
  : field === 'search' || field === 'order' ? fc.oneof(fc.integer({ min: 0, max: 4 }), junk)
  : fc.oneof(fc.constantFrom('Lieu', 'Loyer'), junk)
const FIELDS: Record<Configuring['type'], readonly string[]> = {
  customType: ['key', 'one', 'many', 'icon', 'nameLabel', 'titleFields'],
  customField: ['forType', 'key', 'kind', 'label', 'to', 'isMany', 'search', 'isListed', 'isIndexed', 'order'],
  fieldSetting: ['forType', 'field', 'isHidden', 'wanted', 'usual', 'label'],
}
const configuration = fc
  .array(
    fc.constantFrom(...CONFIGURING).chain(type => fc.record({ type: fc.constant(type), isTrashed: fc.boolean(), data: fc.record(Object.fromEntries(FIELDS[type].map(field => [field, value(field)]))) })),
    { maxLength: 12 },
  )
  .map(records => records.map((each, index): Configuring => ({ id: `r${String(index).padStart(3, '0')}`, ...each })))

const soundness = (entity: AnyEntity): void => {
  compileValidator(entity)
  for (const path of [...entity.list, ...entity.sort, ...(entity.indexes ?? []).flat(), ...(entity.keys ?? []).flat()]) expect(resolvePath(entity, path), `${entity.type} ${path}`).toBeDefined()
  for (const path of [...entity.list, ...entity.form.flat()]) expect(resolvePath(entity, path)!.field.hidden ?? false, path).toBe(false)
  expect(new Set(entity.form.flat()).size).toBe(entity.form.flat().length)
  expect(visiblePaths(entity).length).toBeGreaterThan(0)
}

describe('the registry with what users made of it', () => {
  it('is the declared one where they made nothing', () => {
    expect(effectiveRegistry(declared, [])).toEqual({ registry: declared, leftOut: [] })
  })

  it('is sound whatever the configuration is, has every declared type, and tells what it leaves out', () => {
    fc.assert(
      fc.property(configuration, records => {
        const { registry, leftOut } = effectiveRegistry(declared, records)
        expect(registry.slice(0, declared.length).map(({ type }) => type)).toEqual(declared.map(({ type }) => type))
        expect(new Set(registry.map(({ type }) => type)).size).toBe(registry.length)
        registry.filter(({ internal, own }) => !internal || own).forEach(soundness)
        const types = new Set(registry.map(({ type }) => type))
        for (const entity of registry) for (const { kind, to } of Object.values(entity.fields)) if (kind === 'relation' && to !== undefined) expect(types).toContain(to)
        const out = new Set(leftOut.map(({ id }) => id))
        for (const { id, type, data } of records) {
          if (type === 'customType' && !out.has(id)) expect(types).toContain(OWN + String(data['key']))
          if (type === 'customField' && !out.has(id)) expect(registry.find(entity => entity.type === data['forType'])!.fields).toHaveProperty(OWN + String(data['key']))
        }
      }),
    )
  })

  it('does not depend on the order in which its records are read, and leaves alone what nobody changed', () => {
    fc.assert(
      fc.property(configuration, records => {
        const { registry, leftOut } = effectiveRegistry(declared, records)
        const turned = effectiveRegistry(declared, records.toReversed())
        expect(turned.registry.map(entity => JSON.stringify(entity))).toEqual(registry.map(entity => JSON.stringify(entity)))
        expect(new Set(turned.leftOut.map(each => JSON.stringify(each)))).toEqual(new Set(leftOut.map(each => JSON.stringify(each))))
        const touched = new Set(records.map(({ data }) => data['forType']))
        for (const entity of declared) if (!touched.has(entity.type)) expect(registry).toContain(entity)
      }),
    )
  })

  it('has a type of users’ own, with its name first, its fields in their order, and its tags last', () => {
    const records = [
      record('customType', { ...place, nameLabel: 'Lieu' }),
      record('customField', { ...rent, order: 2, isListed: true, isIndexed: true }),
      record('customField', { forType: 'x_lieu', key: 'ambiance', kind: 'longText', label: 'Ambiance', order: 1, search: 1 }),
    ]
    const lieu = of(records, 'x_lieu')
    expect(lieu.form).toEqual([['name'], ['x_ambiance'], ['x_loyer'], ['tags']])
    expect(lieu.list).toEqual(['name', 'x_loyer', 'tags'])
    expect(lieu.indexes).toEqual([['x_loyer']])
    expect(lieu.fields['x_ambiance']).toMatchObject({ kind: 'longText', search: 1, words: { fr: 'Ambiance', en: 'Ambiance' } })
    expect(lieu.title({ name: 'Hangar 14', x_loyer: { amount: 1, currency: 'EUR' } })).toBe('Hangar 14')
  })

  it('makes a title of several fields, and leaves out those that are not there', () => {
    const city = record('customField', { forType: 'x_lieu', key: 'ville', kind: 'text', label: 'Ville' })
    const type = record('customType', { ...place, titleFields: [{ value: 'x_ville' }, { value: 'x_gone' }] })
    const { registry, leftOut } = effectiveRegistry(declared, [type, city])
    expect(registry.at(-1)!.title({ name: 'Hangar 14', x_ville: 'Lyon' })).toBe('Hangar 14 Lyon')
    expect(leftOut).toEqual([{ id: type.id, why: 'title' }])
  })

  it('keeps what lies in the trash, hidden: records of it are there still', () => {
    const type = record('customType', place, true)
    const field = record('customField', { ...rent, forType: 'contact' }, true)
    expect(of([type], 'x_lieu').internal).toBe(true)
    expect(of([field], 'contact').fields['x_loyer']).toMatchObject({ kind: 'money', hidden: true, isKept: true })
    expect(of([field], 'contact').form.flat()).not.toContain('x_loyer')
  })

  it('hides a field everywhere, and never one that names the record', () => {
    const contact = of([record('fieldSetting', { forType: 'contact', field: 'birthday', isHidden: true })], 'contact')
    expect([...contact.form.flat(), ...visiblePaths(contact).map(({ name: each }) => each)]).not.toContain('birthday')
    const refused = record('fieldSetting', { forType: 'contact', field: 'lastName', isHidden: true })
    expect(effectiveRegistry(declared, [refused]).leftOut).toEqual([{ id: refused.id, why: 'field' }])
  })

  it('leaves out a first value that its field could not keep', () => {
    const wrong = record('fieldSetting', { forType: 'contact', field: 'birthday', usual: 'demain' })
    expect(effectiveRegistry(declared, [wrong])).toMatchObject({ leftOut: [{ id: wrong.id, why: 'usual' }] })
    expect(of([record('fieldSetting', { forType: 'contact', field: 'birthday', usual: '2000-01-01' })], 'contact').fields['birthday']!.usual).toBe('2000-01-01')
  })

  it('of two that go by one name has the earlier', () => {
    const [first, second] = [record('customField', { ...rent, forType: 'contact' }), record('customField', { ...rent, forType: 'contact', kind: 'text' })]
    expect(effectiveRegistry(declared, [second, first]).leftOut).toEqual([{ id: second.id, why: 'taken' }])
    expect(of([second, first], 'contact').fields['x_loyer']!.kind).toBe('money')
  })
})

describe('a field that users want filled', () => {
  const contact = of([record('fieldSetting', { forType: 'contact', field: 'birthday', wanted: 'always' }), record('fieldSetting', { forType: 'contact', field: 'since', wanted: 'creation' })], 'contact')

  it('is asked of a new record', () => {
    expect(wantedProblems(contact, {}).map(({ field }) => field).toSorted()).toEqual(['birthday', 'since'])
  })

  it('may not be emptied later when it is always wanted; records that never had it are none the worse', () => {
    expect(wantedProblems(contact, {}, ['birthday', 'since'])).toEqual([{ field: 'birthday', code: 'REQUIRED' }])
    expect(wantedProblems(contact, {}, ['lastName'])).toEqual([])
    expect(compileValidator(contact)({ lastName: 'Martin' })).toEqual([])
  })
})

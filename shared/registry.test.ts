import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type AnyEntity, fieldWordsOf, typesReached } from './kernel/entity/define.ts'
import type { Field } from './kernel/entity/fields.ts'
import { ADDRESS_PARTS } from './kernel/entity/fields.ts'
import { resolvePath } from './kernel/entity/paths.ts'
import { compileValidator } from './kernel/entity/validate.ts'
import type { ValueList } from './kernel/entity/value-list.ts'
import { registry } from './registry.ts'

const LANGUAGES = ['fr', 'en'] as const
type Tree = { readonly [key: string]: Tree | string | readonly string[] }

/** What an import calls first and last name in one column. */
const WHOLE_NAME = 'fullName'

const namespaceOf = (path: string): string => path.slice(0, path.indexOf('.'))
const inner = (field: Field): Field => field.of ?? field
const fieldsOf = (entity: AnyEntity): [string, Field][] => Object.entries(entity.fields)
const lists: ValueList[] = registry.flatMap(entity => fieldsOf(entity).flatMap(([, field]) => inner(field).values ?? []))
const namespaces = [...new Set([...registry.map(({ labels }) => namespaceOf(labels)), ...lists.map(({ labels }) => namespaceOf(labels)), 'problems'])]

const load = (language: string, namespace: string): Tree => JSON.parse(readFileSync(new URL(`../assets/locales/${language}/${namespace}.json`, import.meta.url), 'utf8')) as Tree
const locales = Object.fromEntries(LANGUAGES.map(language => [language, Object.fromEntries(namespaces.map(name => [name, load(language, name)])) as Tree]))
const at = (language: string, path: string): unknown => path.split('.').reduce<unknown>((tree, key) => (tree as Tree | undefined)?.[key], locales[language])

/** Every text of a tree, by path; the words by which files are read may differ from one language to the other. */
const keysOf = (tree: Tree, path = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (key === 'headings' || key === '$synonyms' ? [] : typeof value === 'string' ? [`${path}${key}`] : keysOf(value as Tree, `${path}${key}.`)))

const untranslated = (paths: readonly string[]): string[] =>
  LANGUAGES.flatMap(language => paths.filter(path => typeof at(language, path) !== 'string' || at(language, path) === '').map(path => `${language}: ${path}`))

describe('the registry', () => {
  it('names every type once', () => {
    expect(new Set(registry.map(({ type }) => type)).size).toBe(registry.length)
  })

  it.each(registry.map(entity => [entity.type, entity] as const))('%s: the validator accepts its fields', (_, entity) => {
    expect(() => compileValidator(entity)).not.toThrow()
  })

  it.each(registry.map(entity => [entity.type, entity] as const))('%s: relations point to types that exist', (_, entity) => {
    const types = new Set(registry.map(({ type }) => type))
    expect(fieldsOf(entity).filter(([, field]) => inner(field).kind === 'relation' && typesReached(inner(field), registry).some(type => !types.has(type)))).toEqual([])
  })

  it.each(registry.map(entity => [entity.type, entity] as const))('%s: columns, form, order, keys and indexes name its own fields', (_, entity) => {
    const named = [...entity.list, ...entity.form.flat(), ...entity.sort, ...(entity.keys ?? []).flat(), ...(entity.indexes ?? []).flat(), ...(entity.nameField ? [entity.nameField] : [])]
    expect(named.filter(path => !resolvePath(entity, path))).toEqual([])
  })

  it.each(registry.map(entity => [entity.type, entity] as const))('%s: the form shows each visible field once', (_, entity) => {
    const visible = fieldsOf(entity).filter(([name, { hidden }]) => !hidden && !(entity.internal && !entity.form.flat().includes(name))).map(([name]) => name)
    expect(entity.form.flat().sort()).toEqual(visible.sort())
  })

  it('gives one list of values one name', () => {
    const named = new Map(lists.map(list => [list.name, list]))
    for (const list of lists) expect(named.get(list.name)).toBe(list)
  })
})

describe('the words of the entities', () => {
  it.each(registry.map(entity => [entity.type, entity] as const))('%s is translated, with its fields, choices and labels', (_, entity) => {
    const values = fieldsOf(entity).flatMap(([, field]) => (inner(field).values?.values ?? []).map(({ key }) => `${inner(field).values!.labels}.${key}`))
    const labels = fieldsOf(entity).flatMap(([, field]) => (field.labels ?? []).map(label => `persons.labels.${label}`))
    const parts = fieldsOf(entity).some(([, field]) => inner(field).kind === 'address') ? ADDRESS_PARTS.map(part => `persons.address.${part}`) : []
    expect(untranslated([`${entity.labels}.one`, `${entity.labels}.many`, `${entity.labels}.new`, ...fieldsOf(entity).map(([name]) => `${fieldWordsOf(entity.labels, name)}.${name}`), ...values, ...labels, ...parts])).toEqual([])
  })

  it.each(registry.map(entity => [entity.type, entity] as const))('%s: no word is of a field that is gone', (_, entity) => {
    for (const language of LANGUAGES) expect(Object.keys(at(language, `${entity.labels}.fields`) as Tree).filter(name => !Object.hasOwn(entity.fields, name) && name !== WHOLE_NAME)).toEqual([])
  })

  it('synonyms are of values that exist', () => {
    for (const { labels, values } of lists) {
      for (const language of LANGUAGES) {
        const words = at(language, labels) as Tree
        const keys = [...Object.keys(words).filter(key => key !== '$synonyms'), ...Object.keys(words.$synonyms ?? {})]
        expect(keys.filter(key => !values.some(value => value.key === key)), `${language} ${labels}`).toEqual([])
      }
    }
  })

  it('no two values of a list go by the same label', () => {
    for (const { labels, values } of lists) {
      for (const language of LANGUAGES) expect(new Set(values.map(({ key }) => at(language, `${labels}.${key}`))).size, `${language} ${labels}`).toBe(values.length)
    }
  })

  it.each(namespaces)('%s has the same keys in both languages', namespace => {
    const [french, english] = LANGUAGES.map(language => keysOf(locales[language]![namespace] as Tree).sort())
    expect(french).toEqual(english)
  })

  it.each(namespaces)('%s: French puts a non-breaking space before its double signs', namespace => {
    const texts = keysOf(locales.fr![namespace] as Tree).map(path => String(at('fr', `${namespace}.${path}`)))
    expect(texts.filter(text => /[^\u00a0\u202f:][:;?!%»](?!\/)|«[^\u00a0]/.test(text.replaceAll(/\{\{.*?\}\}/g, 'x')))).toEqual([])
  })
})

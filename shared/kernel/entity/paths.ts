import type { AnyEntity } from './define.ts'
import { ADDRESS_PARTS, type AddressPart, type Field } from './fields.ts'

/** A place in a record where one simple value (or a list of them) stands: a field, or a part of an address. */
export interface FieldPath {
  readonly path: string
  readonly name: string
  readonly field: Field
  readonly part?: AddressPart
  /** What a value is once lists and addresses are opened: an address part is a `text`. */
  readonly leaf: Field
  readonly many: boolean
}

const TEXT: Field = { kind: 'text' }

/** Resolves `lastName`, `emails`, `address.city`, `otherAddresses.city`; undefined when the type has no such place. */
export const resolvePath = (entity: AnyEntity, path: string): FieldPath | undefined => {
  const dot = path.indexOf('.')
  const name = dot < 0 ? path : path.slice(0, dot)
  if (!Object.hasOwn(entity.fields, name)) return undefined
  const field = entity.fields[name]!
  const many = field.kind === 'list'
  const inner = many ? field.of! : field
  if (dot < 0) return { path, name, field, leaf: inner, many }
  const part = ADDRESS_PARTS.find(p => p === path.slice(dot + 1))
  return inner.kind === 'address' && part ? { path, name, field, part, leaf: TEXT, many } : undefined
}

/** Every path of a type that a person can see, addresses opened into their parts, in the order of the form. */
export const visiblePaths = (entity: AnyEntity): FieldPath[] => {
  const inForm = entity.form.flat()
  const names = [...inForm, ...Object.keys(entity.fields).filter(name => !inForm.includes(name) && !entity.fields[name]!.hidden)]
  return names.flatMap(name => {
    const field = entity.fields[name]!
    return field.kind === 'address' ? ADDRESS_PARTS.map(part => resolvePath(entity, `${name}.${part}`)!) : [resolvePath(entity, name)!]
  })
}

/** The values that stand at a path of a record's data, empty ones left out. */
export const valuesAt = (at: FieldPath, data: Record<string, unknown>): unknown[] => {
  const raw = data[at.name]
  if (raw === undefined || raw === null) return []
  const values = at.many ? (raw as { value: unknown }[]).map(item => item.value) : at.field.kind === 'tags' ? (raw as unknown[]) : [raw]
  const opened = at.part ? values.map(value => (value as Record<string, unknown>)[at.part!]) : values
  return opened.filter(value => value !== undefined && value !== null && value !== '')
}

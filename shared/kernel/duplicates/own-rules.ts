import type { AnyEntity } from '../entity/define.ts'
import type { FieldKind } from '../entity/fields.ts'
import { resolvePath } from '../entity/paths.ts'

const COMPARED: readonly FieldKind[] = ['text', 'email', 'phone', 'url', 'integer', 'date', 'choice', 'relation']
const COMPARED_PARTS = ['street', 'postcode', 'city'] as const

/** The places of a type by which two of its records can be told to be alike, in the order of its form. */
export const comparablePlaces = (entity: AnyEntity): string[] =>
  entity.form.flat().flatMap(name => {
    const field = entity.fields[name]!
    if (field.kind === 'address') return COMPARED_PARTS.map(part => `${name}.${part}`)
    const { leaf } = resolvePath(entity, name)!
    return COMPARED.includes(leaf.kind) && (leaf.kind !== 'relation' || leaf.to !== undefined) ? [name] : []
  })

/** A rule as users' settings keep it: its places, one after the other. */
export const ruleText = (places: readonly string[]): string => places.join(' ')
export const rulePlaces = (text: string): string[] => text.split(' ').filter(Boolean)

import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import { tidy } from '../../../shared/kernel/entity/validate.ts'

/** What the fields of a form hold, by name; null when empty. A relation is `{ id, title }`; text that could not be read stays text. */
export type FormValues = Record<string, unknown>

/** What a form begins with. */
export const formValues = (entity: AnyEntity, record: Readonly<Record<string, unknown>>): FormValues =>
  Object.fromEntries(entity.form.flat().map(name => [name, record[name] ?? null]))

/** The value of a field as a record keeps it, null when empty. */
export const storedValue = (field: Field, value: unknown): unknown => {
  if (field.kind === 'relation' && typeof value === 'object' && value !== null) return (value as { id: string }).id
  return tidy(value) ?? null
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, sorted(part)]))
}

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

/** The fields that a person changed, and what they had seen in them. */
export const changesOf = (entity: AnyEntity, before: FormValues, now: FormValues): { patch: Record<string, unknown>; base: Record<string, unknown> } => {
  const names = differing(entity, before, now)
  const stored = (values: FormValues): Record<string, unknown> => Object.fromEntries(names.map(name => [name, storedValue(entity.fields[name]!, values[name])]))
  return { patch: stored(now), base: stored(before) }
}

/** The fields of a form in which two sets of values differ. */
export const differing = (entity: AnyEntity, a: FormValues, b: FormValues): string[] =>
  entity.form.flat().filter(name => {
    const field = entity.fields[name]!
    return !isSame(storedValue(field, a[name]), storedValue(field, b[name]))
  })

import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath } from '../../../shared/kernel/entity/paths.ts'

const isWayToReach = (at: FieldPath): boolean => at.leaf.kind === 'phone' || at.leaf.kind === 'email' || (at.part !== undefined && !at.many)

/** The few places worth filling at once in a record made in passing: its name, what it must have, how to reach it. */
export const quickFields = (entity: AnyEntity): FieldPath[] => {
  const required = Object.keys(entity.fields).filter(name => entity.fields[name]!.required || entity.fields[name]!.wanted)
  const paths = [...(entity.nameField ? [entity.nameField] : entity.sort), ...required]
  const reach = entity.list.filter(path => isWayToReach(resolvePath(entity, path)!))
  return [...new Set([...paths, ...reach])].map(path => resolvePath(entity, path)!)
}

/** The record that values by path make. */
export const quickRecord = (fields: readonly FieldPath[], values: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const record: Record<string, unknown> = {}
  for (const { path, name, field, part, many } of fields) {
    const value = values[path] ?? null
    if (value === null) continue
    if (part) record[name] = { ...(record[name] as object | undefined), [part]: value }
    else record[name] = many ? [{ value, ...(field.labels?.[0] ? { label: field.labels[0] } : {}) }] : value
  }
  return record
}

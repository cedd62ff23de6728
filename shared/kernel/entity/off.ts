import type { AnyEntity } from './define.ts'

/** What is switched off: modules by their names, the types that leave with them, and what leaves every type. */
export interface Off {
  readonly modules: ReadonlySet<string>
  readonly types: ReadonlySet<string>
  readonly fields: ReadonlySet<string>
  /** Parts of definitions that serve these modules alone. */
  readonly parts: ReadonlySet<'duplicates'>
}

export const NOTHING_OFF: Off = { modules: new Set(), types: new Set(), fields: new Set(), parts: new Set() }

const shown = new WeakMap<Off, Map<AnyEntity, AnyEntity>>()

/** A type as it is shown: a field that is off is hidden, and stands in no list and form; its records keep their values. */
export const shownEntity = (entity: AnyEntity, off: Off): AnyEntity => {
  const known = shown.get(off) ?? new Map<AnyEntity, AnyEntity>()
  shown.set(off, known)
  const found = known.get(entity) ?? without(entity, off)
  known.set(entity, found)
  return found
}

const without = (entity: AnyEntity, { fields: off, parts }: Off): AnyEntity => {
  const gone = Object.keys(entity.fields).filter(name => off.has(name))
  const { duplicates, ...rest } = entity
  const kept: AnyEntity = duplicates && parts.has('duplicates') ? rest : entity
  if (gone.length === 0) return kept
  const isOn = (path: string): boolean => !off.has(path.split('.')[0]!)
  return {
    ...kept,
    fields: Object.fromEntries(Object.entries(entity.fields).map(([name, field]) => [name, off.has(name) ? { ...field, hidden: true } : field])),
    list: entity.list.filter(isOn),
    form: entity.form.map(row => row.filter(isOn)).filter(row => row.length > 0),
  }
}

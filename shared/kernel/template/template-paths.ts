import type { AnyEntity } from '../entity/define.ts'
import { ADDRESS_PARTS, type FieldKind } from '../entity/fields.ts'

/** One name of a path, and whose it is: a field of a type or, after an address, a part of it. */
export interface TemplateStep {
  readonly type: string
  /** As `resolvePath` knows it. */
  readonly path: string
  /** The first value of a list. */
  readonly isFirst?: true
}

/** Something that a template for records of a type may name. */
export interface TemplatePath {
  readonly path: string
  /** From the record on. */
  readonly steps: readonly TemplateStep[]
}

/** How many relations a path follows: the mobile of an opportunity's contact's organisation is two away. */
const MOST_LINKS = 2

const WORDLESS: ReadonlySet<FieldKind> = new Set(['json', 'file', 'image'])

/** What the envelope says of every record. */
export const ENVELOPE_NAMES = ['createdAt', 'updatedAt'] as const

/** Whatever can be reached from a record of a type, the nearest first; `root` is what the template calls the record. */
export const templatePaths = (registry: readonly AnyEntity[], type: string, root = type): TemplatePath[] => {
  const types = new Map(registry.map(entity => [entity.type, entity]))
  const found: TemplatePath[] = []
  let level = [{ type, path: root, steps: [] as readonly TemplateStep[], seen: [type] }]
  for (let links = 0; links <= MOST_LINKS; links++) {
    const next: typeof level = []
    for (const at of level) {
      const entity = types.get(at.type)
      if (!entity) continue
      const add = (path: string, isFirst?: true): TemplatePath => {
        const step = { type: at.type, path, ...(isFirst && { isFirst }) }
        return { path: `${at.path}.${path}${isFirst ? '.first' : ''}`, steps: [...at.steps, step] }
      }
      const names = entity.form.flat()
      for (const name of [...names, ...Object.keys(entity.fields).filter(other => !names.includes(other))]) {
        const field = entity.fields[name]!
        if (field.hidden || WORDLESS.has((field.of ?? field).kind)) continue
        if (field.kind === 'list') found.push(add(name, true))
        found.push(add(name))
        if (field.kind === 'address') found.push(...ADDRESS_PARTS.map(part => add(`${name}.${part}`)))
        if (field.kind === 'relation' && field.to !== undefined && !at.seen.includes(field.to)) next.push({ type: field.to, ...add(name), seen: [...at.seen, field.to] })
      }
      if (at.steps.length === 0) found.push(...ENVELOPE_NAMES.map(name => add(name)))
    }
    level = next
  }
  return found
}

import type { AnyEntity } from '../entity/define.ts'
import type { Field } from '../entity/fields.ts'
import { type FieldPath, resolvePath } from '../entity/paths.ts'
import type { EntityOf } from '../filter/place.ts'

/** A column that follows from other data: days since a date or until it, or how many records of a type lead here. */
export type ComputedColumn = DaysColumn | CountColumn

export interface DaysColumn {
  readonly how: 'age' | 'until'
  /** A date of the record, or the path of what its envelope says. */
  readonly of: FieldPath | string
}

export interface CountColumn {
  readonly how: 'count'
  readonly type: string
  /** Its relation that leads here. */
  readonly field: string
}

/** What the envelope says of when. */
const INSTANTS: readonly string[] = ['createdAt', 'updatedAt']

const COMPUTED = /^(age|until|count):(.+)$/

const isDay = ({ leaf, many, field }: FieldPath): boolean => !many && !field.hidden && (leaf.kind === 'date' || leaf.kind === 'dateTime')

const leadsHere = ({ kind, to, hidden }: Field, { type }: AnyEntity): boolean => kind === 'relation' && !hidden && (to === undefined || to === type)

/** Reads `age:createdAt`, `until:closing`, `count:opportunity.contact`; undefined where there is no such column. */
export const resolveComputed = (entity: AnyEntity, path: string, entityOf: EntityOf): ComputedColumn | undefined => {
  const [, how, rest = ''] = COMPUTED.exec(path) ?? []
  if (how === 'age' || how === 'until') {
    if (INSTANTS.includes(rest)) return how === 'age' ? { how, of: rest } : undefined
    const at = resolvePath(entity, rest)
    return at && isDay(at) ? { how, of: at } : undefined
  }
  if (how === undefined) return undefined
  const [type = '', field = '', ...more] = rest.split('.')
  const other = entityOf(type)
  const isThere = more.length === 0 && other && !other.internal && Object.hasOwn(other.fields, field) && leadsHere(other.fields[field]!, entity)
  return isThere ? { how: 'count', type, field } : undefined
}

/** The computed columns that a list of a type can show. */
export const computedPaths = (entity: AnyEntity, registry: readonly AnyEntity[]): string[] => {
  const days = Object.keys(entity.fields).flatMap(name => (isDay(resolvePath(entity, name)!) ? [`age:${name}`, `until:${name}`] : []))
  const counts = registry.filter(({ internal }) => !internal).flatMap(other => Object.entries(other.fields).flatMap(([name, field]) => (leadsHere(field, entity) ? [`count:${other.type}.${name}`] : [])))
  return [...INSTANTS.map(name => `age:${name}`), ...days, ...counts]
}

import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolveColumn } from '../../../shared/kernel/view/column.ts'
import { entityOf } from '../state/entity-of.ts'

export interface Sort {
  readonly field: string
  readonly dir: 'asc' | 'desc'
}

/** An order as it stands in an address: `amount` or, from the greatest, `-amount`; a type's own when it names no place. */
export const readSort = (entity: AnyEntity, text: string | null): Sort => {
  const field = text?.replace(/^-/, '') ?? ''
  const found = resolveColumn(entity, field, entityOf)
  if (found && !found.relation) return { field, dir: text!.startsWith('-') ? 'desc' : 'asc' }
  return entity.newest ? { field: entity.newest, dir: 'desc' } : { field: entity.sort[0]!, dir: 'asc' }
}

/** The same as it stands in an address. */
export const sortText = ({ field, dir }: Sort): string => (dir === 'desc' ? `-${field}` : field)

/** What a click on a heading makes of the order. */
export const nextSort = (sort: Sort, field: string): string => (sort.field === field && sort.dir === 'asc' ? `-${field}` : field)

/** The order as the core takes it: fields that order the type by default break ties. */
export const sortKeys = (entity: AnyEntity, sort: Sort): Sort[] =>
  sort.field === entity.sort[0] ? entity.sort.map(field => ({ field, dir: sort.dir })) : [sort, ...entity.sort.filter(field => field !== sort.field).map(field => ({ field, dir: 'asc' as const }))]

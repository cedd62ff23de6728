import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { searchIndex, type SearchIndex } from '../search/search-index.ts'
import { type TypedTable, typedTable } from './typed-table.ts'

/** All that the definitions derive in the database, by type. */
export interface Derived {
  readonly tables: ReadonlyMap<string, TypedTable>
  readonly searches: ReadonlyMap<string, SearchIndex>
}

export const derive = (registry: readonly AnyEntity[]): Derived => {
  const targets = new Set(registry.flatMap(entity => Object.values(entity.fields).flatMap(field => field.to ?? [])))
  const searches = new Map<string, SearchIndex>()
  for (const entity of registry) {
    const index = searchIndex(entity)
    if (index) searches.set(entity.type, index)
  }
  return { tables: new Map(registry.map(entity => [entity.type, typedTable(entity, targets.has(entity.type))])), searches }
}

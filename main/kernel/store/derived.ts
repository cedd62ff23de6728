import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import { searchIndex, type SearchIndex } from '../search/search-index.ts'
import { type Place, type TypedTable, typedTable } from './typed-table.ts'

/** All that the definitions derive in the database, by type. */
export interface Derived {
  readonly tables: ReadonlyMap<string, TypedTable>
  readonly searches: ReadonlyMap<string, SearchIndex>
}

/** `place` where it is not the tables that lists read. */
export const derive = (registry: readonly AnyEntity[], place?: Place): Derived => {
  const reached = (field: Field): readonly string[] => typesReached(field, registry)
  const relations = registry.flatMap(entity => Object.values(entity.fields).filter(({ kind }) => kind === 'relation'))
  const targets = new Set(relations.flatMap(reached))
  const searches = new Map<string, SearchIndex>()
  for (const entity of registry) {
    const index = searchIndex(entity, place?.prefix)
    if (index) searches.set(entity.type, index)
  }
  return { tables: new Map(registry.map(entity => [entity.type, typedTable(entity, targets.has(entity.type), reached, place)])), searches }
}

import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import { SHARE } from '../../../shared/kernel/search/share.ts'
import type { Db } from '../store/driver.ts'
import { columnName, LIVE, placeSql, titleSql } from '../store/typed-table.ts'
import { matchExpression, searchIndex } from './search-index.ts'

export interface Hit {
  type: string
  id: string
  title: string
  snippet: string
}

/**
 * Finds records as one types. Within a type: names that are the words typed, then names that begin with them, then
 * records that have them elsewhere. `types` says in which types, in their order; of itself that of the registry.
 */
export const createFind = (db: Db, registry: readonly AnyEntity[], types: () => readonly string[] = () => registry.map(({ type }) => type)) => {
  const indexes = new Map(
    registry.flatMap(entity => {
      const index = searchIndex(entity)
      return index ? [[entity.type, { entity, query: hitSql(entity, index.table, registry) }] as const] : []
    }),
  )
  return (text: string, limit: number): Hit[] => {
    const tiers = [
      matchExpression(text, { exact: true, namesOnly: true }),
      matchExpression(text, { namesOnly: true }),
      matchExpression(text),
    ].filter(tier => tier !== undefined)
    const byType = types().flatMap(type => indexes.get(type) ?? []).map(({ entity, query }) => {
      const found = new Map<string, Hit>()
      for (const tier of tiers) {
        if (found.size >= limit) break
        // A bound LIMIT would be prepared anew at every call.
        for (const [id, title, ...details] of db.rows(query + limit).all(tier) as string[][]) {
          if (found.size < limit && !found.has(id!)) found.set(id!, { type: entity.type, id: id!, title: title!, snippet: details.filter(Boolean).join(' · ') })
        }
      }
      return [...found.values()]
    })
    let room = limit - byType.reduce((sum, hits) => sum + Math.min(hits.length, SHARE), 0)
    return byType
      .flatMap(hits => {
        const more = Math.max(0, Math.min(hits.length - SHARE, room))
        room -= more
        return hits.slice(0, Math.min(hits.length, SHARE) + more)
      })
      .slice(0, limit)
  }
}

const DETAILS = 3

/** A hit's row: id, title, and the first things in its list that tell it apart: a relation's title, a city, an e-mail. */
const hitSql = (entity: AnyEntity, index: string, registry: readonly AnyEntity[]): string => {
  const details = entity.list
    .filter(path => !entity.sort.includes(path))
    .map(path => resolvePath(entity, path)!)
    .flatMap(path => {
      if (path.leaf.kind === 'relation') return [titleSql(typesReached(path.leaf, registry), `c.${columnName(path.name)}`)]
      if (path.many) return [`json_extract(c.${columnName(path.name)}, '$[0].value')`]
      return path.leaf.kind === 'text' ? [`c.${columnName(path.path)}`] : []
    })
    .slice(0, DETAILS)
  return `select c.id, c.title${details.map(d => `, ${d}`).join('')} from ${index} s join ${entity.type} c on c.n = s.rowid where s.${index} match ?${entity.archive ? ` and ${placeSql(entity.archive, 'c.')} = ${LIVE}` : ''} limit `
}

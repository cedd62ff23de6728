import { distance } from 'fastest-levenshtein'
import type { AnyEntity, Envelope, MatchKey } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath, valuesAt } from '../../../shared/kernel/entity/paths.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { Store } from '../store/store.ts'
import { columnName, keyOf, LAST_KEY, LIVE } from '../store/typed-table.ts'

/** Records that a batch has written but not committed yet, found by the same keys as stored ones. */
export interface Uncommitted {
  record(id: string): Envelope | undefined
  find(key: string): readonly string[]
}

export interface Matcher {
  /** The record that incoming data stands for, if there is one. */
  match(data: Record<string, unknown>, uncommitted: Uncommitted): Envelope | undefined
  /** The keys under which an uncommitted record is found; see {@link Uncommitted}. */
  keysOf(data: Record<string, unknown>): string[]
}

interface Key {
  readonly paths: readonly FieldPath[]
  readonly sql: string
}

const MOST_MATCHES = 20

/**
 * Recognises records of a type by its keys, the strongest first. A match by one key does not hold when a stronger key
 * says otherwise, nor a match by a shared value (an e-mail that a couple has together) when the given names differ
 * clearly. With `chosen` that one key decides, and nothing else is asked.
 */
export const createMatcher = (store: Store, entity: AnyEntity, chosen?: MatchKey): Matcher => {
  const { keyColumn, valuesTable } = store.table(entity.type)
  const compile = (fields: MatchKey): Key => {
    const paths = fields.map(field => resolvePath(entity, field)!)
    // A table of values comes first in the join, so that SQLite starts from the few rows that have the value.
    const values = paths.map(path => (path.many ? valuesTable(path.name) : undefined))
    const from = values.flatMap((name, i) => (name ? [`${name} v${i} cross join `] : []))
    const conditions = paths.map((path, i) => {
      if (values[i]) return `v${i}.k = ? and c.n = v${i}.n`
      if (path.many) return `exists (select 1 from json_each(c.${columnName(path.name)}) item where fold(json_extract(item.value, '$.value')) = ?)`
      const column = keyColumn(path.path)
      // The second half lets SQLite use the index, which leaves empty values out.
      return column ? `c.${column} = ? and c.${column} <> '${LAST_KEY}'` : `fold(c.${columnName(path.path)}) = ?`
    })
    // Only the usual order begins with the place and goes on with a key: any other index that begins with it finds all records.
    const place = fields[0] === entity.sort[0] ? 'c.st' : '+c.st'
    return { paths, sql: `select c.id from ${from.join('')}${entity.type} c where ${conditions.join(' and ')} and ${place} = ${LIVE} limit ${MOST_MATCHES}` }
  }
  const keys = (chosen ? [chosen] : (entity.keys ?? [])).map(compile)
  const given = keys.at(-1)?.paths.at(-1)

  const valuesOf = ({ paths }: Key, data: Record<string, unknown>): string[][] => paths.map(path => [...new Set(valuesAt(path, data).map(value => keyOf(path.leaf, value)))])

  const contradicts = (key: Key, a: Record<string, unknown>, b: Record<string, unknown>): boolean => {
    const left = valuesOf(key, a)
    const right = valuesOf(key, b)
    if (left.some(values => values.length === 0) || right.some(values => values.length === 0)) return false
    return left.some((values, i) => !values.some(value => right[i]!.includes(value)))
  }

  const differsByGivenName = (a: Record<string, unknown>, b: Record<string, unknown>): boolean => {
    const [left] = given ? valuesAt(given, a) : []
    const [right] = given ? valuesAt(given, b) : []
    if (typeof left !== 'string' || typeof right !== 'string') return false
    const [one, other] = [fold(left), fold(right)]
    return !one.startsWith(other) && !other.startsWith(one) && distance(one, other) > Math.max(1, Math.floor(Math.max(one.length, other.length) / 3))
  }

  const find = (key: Key, index: number, data: Record<string, unknown>, uncommitted: Uncommitted): Envelope[] => {
    const ids = new Set<string>()
    for (const values of combinations(valuesOf(key, data))) {
      for (const [id] of store.db.rows(key.sql).all(...values) as string[][]) ids.add(id!)
      for (const id of uncommitted.find(keyText(entity, index, values))) ids.add(id)
    }
    return [...ids].sort().flatMap(id => uncommitted.record(id) ?? store.read(id) ?? [])
  }

  return {
    match: (data, uncommitted) => {
      for (const [index, key] of keys.entries()) {
        const holds = find(key, index, data, uncommitted).find(
          ({ data: known }) =>
            // An uncommitted change may have taken the value away that the stored record is found by.
            !contradicts(key, data, known) &&
            (chosen !== undefined ||
              (!keys.slice(0, index).some(stronger => contradicts(stronger, data, known)) && !(key.paths.some(path => path.many) && differsByGivenName(data, known)))),
        )
        if (holds) return holds
      }
      return undefined
    },
    keysOf: data => keys.flatMap((key, index) => combinations(valuesOf(key, data)).map(values => keyText(entity, index, values))),
  }
}

const keyText = ({ type }: AnyEntity, index: number, values: readonly string[]): string => [type, index, ...values].join('\0')

/** Every way to take one of each; none when one of them is empty. */
const combinations = (of: readonly (readonly string[])[]): string[][] => of.reduce<string[][]>((all, values) => all.flatMap(chosen => values.map(value => [...chosen, value])), [[]])

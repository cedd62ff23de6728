import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { ADDRESS_PARTS, type Field, type FieldKind } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath, valuesAt } from '../../../shared/kernel/entity/paths.ts'
import { fold, foldId } from '../../../shared/kernel/text/fold.ts'
import type { Db } from './driver.ts'

/** Where a record stands in its table: live records are what lists show. */
export const LIVE = 0
export const TRASHED = 1

/** Sorts after every text, so that records without a value come last. */
export const LAST_KEY = '\u{10FFFF}'

type Value = string | number | null

interface Column {
  readonly name: string
  readonly sql: string
  readonly of: (data: Record<string, any>) => Value
}

/**
 * The read model of a type, derived from its definition: one real column per field, folded keys (`k_...`) where it is
 * sorted or looked up, an index per default order, declared filter and match key. Rebuilt from the documents at will.
 */
export interface TypedTable {
  readonly entity: AnyEntity
  readonly table: string
  /** Changes whenever the definition would give another table. */
  readonly shape: string
  readonly create: readonly string[]
  readonly drop: readonly string[]
  write(db: Db, n: number, document: Envelope): void
  update(db: Db, n: number, document: Envelope, previous: Envelope): void
  erase(db: Db, n: number, previous: Envelope): void
  /** The column that keeps a path's folded key, if it has one. */
  keyColumn(path: string): string | undefined
  /** The table of folded values of a list or of tags, if it has one: `(k, n)`. */
  valuesTable(field: string): string | undefined
  /** The tables of the records to which a relation may lead. */
  reached(field: Field): readonly string[]
}

const SQL_TYPE: Partial<Record<FieldKind, string>> = { integer: 'integer', boolean: 'integer', decimal: 'real' }

const slug = (path: string): string => path.replace('.', '__')

/** The column that holds a path's plain value; the prefix keeps fields apart from our own columns and SQL's words. */
export const columnName = (path: string): string => `f_${slug(path)}`

const fieldColumns = (name: string, field: Field): Column[] => {
  const column = (suffix: string, sql: string, of: (value: any) => Value): Column => ({
    name: columnName(name) + suffix,
    sql,
    of: data => {
      const value = data[name]
      return value === undefined || value === null ? null : of(value)
    },
  })
  switch (field.kind) {
    case 'money':
      return [column('', 'integer', v => v.amount), column('__currency', 'text', v => v.currency)]
    case 'dateTime':
      return [column('', 'text', v => v.at), column('__zone', 'text', v => v.zone)]
    case 'address':
      return ADDRESS_PARTS.map(part => column(`__${part}`, 'text', v => v[part] ?? null))
    case 'multiChoice':
    case 'tags':
    case 'list':
    case 'file':
    case 'image':
      return [column('', 'text', v => JSON.stringify(v))]
    case 'boolean':
      return [column('', 'integer', v => (v ? 1 : 0))]
    default:
      return [column('', SQL_TYPE[field.kind] ?? 'text', v => v)]
  }
}

const isFolded = ({ leaf }: FieldPath): boolean => leaf.kind === 'text' || leaf.kind === 'email' || leaf.kind === 'longText' || leaf.kind === 'phone' || leaf.kind === 'url'

/** By what one value is compared; legal identifiers without their spaces and dots. */
export const wholeKeyOf = ({ legalId }: Field, value: unknown): string => (legalId ? foldId(String(value)) : fold(String(value)))

/** The same of a value that a column holds, in SQL. */
export const wholeKeySql = ({ legalId }: Field, sql: string): string => `${legalId ? 'fold_id' : 'fold'}(${sql})`

/** Of a longer key no more is kept; a text that fills it may have others beside it that differ only further on. */
export const KEY_LENGTH = 200

/** The folded key of one value, as columns keep it. */
export const keyOf = (field: Field, value: unknown): string => wholeKeyOf(field, value).slice(0, KEY_LENGTH)

/** SQL for the title of the record whose id stands in a column, null when none of the tables has it. */
export const titleSql = (tables: readonly string[], column: string): string =>
  `coalesce(${tables.map(table => `(select title from ${table} where id = ${column})`).join(', ')}, null)`

export const typedTable = (entity: AnyEntity, isTarget: boolean, reached: TypedTable['reached']): TypedTable => {
  const table = entity.type
  const at = (path: string): FieldPath => {
    const found = resolvePath(entity, path)
    if (!found) throw new Error(`${entity.type} has no field ${path}`)
    return found
  }
  const keys = entity.keys ?? []
  const lookedUp = [...entity.sort, ...(entity.indexes ?? []).flat(), ...keys.flat()]
  const folded = [...new Set(lookedUp)].map(at).filter(path => isFolded(path) && !path.many)
  const tagged = Object.keys(entity.fields).filter(name => entity.fields[name]!.kind === 'tags')
  const valued = [...new Set([...keys.flat(), ...tagged])].map(at).filter(path => path.many || path.field.kind === 'tags')
  const kept = Object.entries(entity.fields).filter(([name, field]) => !field.hidden || keys.flat().includes(name))

  const columns: Column[] = [
    ...kept.flatMap(([name, field]) => fieldColumns(name, field)),
    ...folded.map((path): Column => ({
      name: `k_${slug(path.path)}`,
      sql: `text not null default '${LAST_KEY}'`,
      of: data => {
        const [value] = valuesAt(path, data)
        return value === undefined ? LAST_KEY : keyOf(path.leaf, value)
      },
    })),
  ]
  const keyColumn = (path: string): string | undefined => (folded.some(f => f.path === path) ? `k_${slug(path)}` : undefined)
  const lookup = (path: string): string => keyColumn(path) ?? columnName(path)
  const order = entity.sort.map(lookup)
  const indexes = new Map<string, string>([[`${table}_order`, `(st, ${order.join(', ')})`]])
  // A relation is followed to show its title: with that in the index, the row itself need not be read.
  if (isTarget) indexes.set(`${table}_title`, '(id, title)')
  for (const paths of entity.indexes ?? []) {
    // With the order in it, SQLite need not choose between an index that filters and one that sorts.
    indexes.set(`${table}_by_${paths.map(slug).join('_')}`, `(st, ${[...paths.map(lookup), ...order].join(', ')})`)
  }
  for (const [first] of keys) {
    const column = keyColumn(first!)
    if (column && first !== entity.sort[0]) indexes.set(`${table}_key_${slug(first!)}`, `(${column}) where ${column} <> '${LAST_KEY}'`)
  }
  const valuesTables = valued.map(path => ({ path, name: `${table}_${path.name}` }))
  const create = [
    `create table ${table}(n integer primary key, id text not null, st integer not null, title text not null, created integer not null, updated integer not null, ${columns.map(c => `${c.name} ${c.sql}`).join(', ')})`,
    ...[...indexes].map(([name, on]) => `create index ${name} on ${table}${on}`),
    ...valuesTables.map(({ name }) => `create table ${name}(k text not null, n integer not null, primary key(k, n)) without rowid`),
  ]
  const own = ['id', 'st', 'title', 'created', 'updated']
  const names = [...own, ...columns.map(c => c.name)]
  const insert = `insert into ${table}(n, ${names.join(', ')}) values(?${', ?'.repeat(names.length)})`
  const set = `update ${table} set ${names.map(name => `${name} = ?`).join(', ')} where n = ?`
  const params = (document: Envelope): Value[] => {
    const { data } = document
    const values: Value[] = [document.id, document.trashedAt === null ? LIVE : TRASHED, entity.title(data), Date.parse(document.createdAt), Date.parse(document.updatedAt)]
    for (const column of columns) values.push(column.of(data))
    return values
  }
  const valueKeys = (path: FieldPath, document: Envelope): Set<string> => new Set(valuesAt(path, document.data).map(value => keyOf(path.leaf, value)))

  return {
    entity,
    table,
    shape: create.join(';'),
    create,
    drop: [table, ...valuesTables.map(v => v.name)].map(name => `drop table if exists ${name}`),
    keyColumn,
    reached,
    valuesTable: field => valuesTables.find(v => v.path.name === field)?.name,
    write: (db, n, document) => {
      db.sql(insert).run(n, ...params(document))
      for (const { path, name } of valuesTables) for (const key of valueKeys(path, document)) db.sql(`insert into ${name}(k, n) values(?, ?)`).run(key, n)
    },
    update: (db, n, document, previous) => {
      db.sql(set).run(...params(document), n)
      for (const { path, name } of valuesTables) {
        const before = valueKeys(path, previous)
        const after = valueKeys(path, document)
        for (const key of before.difference(after)) db.sql(`delete from ${name} where k = ? and n = ?`).run(key, n)
        for (const key of after.difference(before)) db.sql(`insert into ${name}(k, n) values(?, ?)`).run(key, n)
      }
    },
    erase: (db, n, previous) => {
      db.sql(`delete from ${table} where n = ?`).run(n)
      for (const { path, name } of valuesTables) for (const key of valueKeys(path, previous)) db.sql(`delete from ${name} where k = ? and n = ?`).run(key, n)
    },
  }
}

import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { ADDRESS_PARTS, type Field, type FieldKind } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath, valuesAt, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import { fold, foldId } from '../../../shared/kernel/text/fold.ts'
import type { Db } from './driver.ts'

/** Where a record stands in its table: live records are what lists show. */
export const LIVE = 0
export const TRASHED = 1
/** Live, and kept out of lists: only `placeSql` tells it. */
export const ARCHIVED = 2

/** Sorts after every text, so that records without a value come last. */
export const LAST_KEY = '\u{10FFFF}'

type Value = string | number | null

interface Column {
  readonly name: string
  readonly sql: string
  readonly of: (data: Record<string, any>) => Value
  /** The field that it is of, and the same value in SQL, of the document `d`. */
  readonly field: string
  readonly from: string
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
  /** The same in two parts: a table is filled faster before it has its indexes. */
  readonly tables: readonly string[]
  readonly indexes: readonly Index[]
  /** Those of lists sorted by one of its other columns, by its path, or with what is archived: each is made once somebody sorts a long list so. */
  readonly sorts: ReadonlyMap<string, Index>
  /** The columns of its fields, each as it is created. */
  readonly columns: readonly string[]
  /** The tables' names. */
  readonly names: readonly string[]
  /** Brings its row in line with what a record is now; `undefined` where there was or is none. */
  write(db: Db, n: number, document: Envelope | undefined, previous: Envelope | undefined): void
  /**
   * Views that give, under the usual names, what these tables would hold: from tables of another shape, and from the
   * documents what those lack. `has` tells of a table, or of a column with its type, whether it is there.
   */
  views(old: TypedTable, has: Has): string[]
  /** The column that keeps a path's folded key, if it has one. */
  keyColumn(path: string): string | undefined
  /** The table of folded values of a list or of tags, if it has one: `(k, n)`. */
  valuesTable(field: string): string | undefined
  /** The tables of the records to which a relation may lead. */
  reached(field: Field): readonly string[]
}

export interface Index {
  readonly name: string
  readonly sql: string
}

export type Has = (table: string, column?: string) => boolean

/** Where a type's tables stand that are not those which lists read. */
export interface Place {
  /** Before the tables' names. */
  readonly prefix: string
  /** After the names of the indexes, of which a database has each but once. */
  readonly suffix?: (type: string) => string
  /** Which tables and columns there are, where they are those of another definition: no other is written. */
  readonly has?: Has
}

const SQL_TYPE: Partial<Record<FieldKind, string>> = { integer: 'integer', boolean: 'integer', decimal: 'real' }

const slug = (path: string): string => path.replace('.', '__')

/** The column that holds a path's plain value; the prefix keeps fields apart from our own columns and SQL's words. */
export const columnName = (path: string): string => `f_${slug(path)}`

const fieldColumns = (name: string, field: Field): Column[] => {
  const column = (suffix: string, sql: string, of: (value: any) => Value, part = ''): Column => ({
    name: columnName(name) + suffix,
    sql,
    field: name,
    from: `d.json ->> '$.data.${name}${part}'`,
    of: data => {
      const value = data[name]
      return value === undefined || value === null ? null : of(value)
    },
  })
  switch (field.kind) {
    case 'money':
      return [column('', 'integer', v => v.amount, '.amount'), column('__currency', 'text', v => v.currency, '.currency')]
    case 'dateTime':
      return [column('', 'text', v => v.at, '.at'), column('__zone', 'text', v => v.zone, '.zone')]
    case 'address':
      return ADDRESS_PARTS.map(part => column(`__${part}`, 'text', v => v[part] ?? null, `.${part}`))
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

/** By what lists are sorted that show simple values of one column: those without a value come last. */
export const sortSql = (leaf: Field, column: string): string =>
  isNumber(leaf) ? `ifnull(${column}, 9e999)` : `ifnull(${wholeKeySql(leaf, column)}, '${LAST_KEY}')`

const isNumber = ({ kind }: Field): boolean => kind === 'integer' || kind === 'decimal' || kind === 'money' || kind === 'boolean'

/** Lists show these as they are, one to a record, and no longer than an index can bear. */
const isSortedByIndex = ({ leaf: { kind }, many }: FieldPath): boolean => !many && !UNSORTED.includes(kind)

const UNSORTED: readonly FieldKind[] = ['address', 'relation', 'longText', 'multiChoice', 'tags', 'file', 'image', 'json']

/** SQL for where a record of a type that knows archives stands: live, trashed or archived. */
export const placeSql = (field: string, table = ''): string => `case when ${table}st = ${LIVE} then ifnull(${table}${columnName(field)}, 0) * ${ARCHIVED} else ${TRASHED} end`

/** Before the path of a column, in the name of the order of lists that leave nothing out. */
export const WHOLLY = '*'

/** SQL for the title of the record whose id stands in a column, null when none of the tables has it. */
export const titleSql = (tables: readonly string[], column: string): string =>
  `coalesce(${tables.map(table => `(select title from ${table} where id = ${column})`).join(', ')}, null)`

const KEY_SQL = `text not null default '${LAST_KEY}'`

export const typedTable = (entity: AnyEntity, isTarget: boolean, reached: TypedTable['reached'], place: Place = { prefix: '' }): TypedTable => {
  const { prefix, suffix = () => '', has = () => true } = place
  const table = prefix + entity.type
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
  // What nobody sees may still be asked for.
  const indexed = new Set((entity.indexes ?? []).flat())
  const kept = Object.entries(entity.fields).filter(([name, field]) => !field.hidden || field.isKept || keys.flat().includes(name) || indexed.has(name))

  const columns: Column[] = [
    ...kept.flatMap(([name, field]) => fieldColumns(name, field)),
    ...folded.map((path): Column => ({
      name: `k_${slug(path.path)}`,
      sql: KEY_SQL,
      field: path.name,
      from: `substr(${wholeKeySql(path.leaf, `nullif(d.json ->> '$.data.${path.path}', '')`)}, 1, ${KEY_LENGTH})`,
      of: data => {
        const [value] = valuesAt(path, data)
        return value === undefined ? LAST_KEY : keyOf(path.leaf, value)
      },
    })),
  ]
  const keyColumn = (path: string): string | undefined => (folded.some(f => f.path === path) ? `k_${slug(path)}` : undefined)
  const lookup = (path: string): string => keyColumn(path) ?? columnName(path)
  // As lists order by it, else they would not use the index.
  const order = entity.sort.map(path => keyColumn(path) ?? (UNSORTED.includes(at(path).leaf.kind) ? columnName(path) : sortSql(at(path).leaf, columnName(path))))
  const live = entity.archive ? ['st', placeSql(entity.archive)] : ['st']
  const indexes = new Map<string, string>([['order', `(${[...live, ...order].join(', ')})`]])
  // A relation is followed to show its title: with that in the index, the row itself need not be read.
  if (isTarget) indexes.set('title', '(id, title)')
  for (const paths of entity.indexes ?? []) {
    // With the order in it, SQLite need not choose between an index that filters and one that sorts.
    indexes.set(`by_${paths.map(slug).join('_')}`, `(${['st', ...paths.map(lookup), ...live.slice(1), ...order].join(', ')})`)
  }
  for (const [first] of keys) {
    const column = keyColumn(first!)
    if (column && first !== entity.sort[0]) indexes.set(`key_${slug(first!)}`, `(${column}) where ${column} <> '${LAST_KEY}'`)
  }
  const valuesTables = valued.map(path => ({ path, name: `${table}_${path.name}` }))
  const index = (what: string, on: string, named: string, after: string): Index => {
    const name = `${entity.type}_${what}${after}`
    return { name, sql: `create index ${name} on ${named}${on}` }
  }
  const statements = (named: string, after: string): { table: string; indexes: Index[]; values: string[] } => ({
    table: `create table ${named}(n integer primary key, id text not null, st integer not null, title text not null, created integer not null, updated integer not null, ${columns.map(c => `${c.name} ${c.sql}`).join(', ')})`,
    indexes: [...indexes].map(([what, on]) => index(what, on, named, after)),
    values: valued.map(path => `create table ${named}_${path.name}(k text not null, n integer not null, primary key(k, n)) without rowid`),
  })
  const listed = ({ table: one, indexes: many, values }: ReturnType<typeof statements>): string[] => [one, ...many.map(({ sql }) => sql), ...values]
  const ending = suffix(entity.type)
  const mine = statements(table, ending)
  const sorted = (name: string, what: string, from: readonly string[], { path, leaf }: FieldPath): [string, Index] => {
    // What has the same value there goes on in the usual order.
    const rest = order.filter((_, i) => entity.sort[i] !== path)
    return [name, index(`${what}_${slug(path)}`, `(${[...from, keyColumn(path) ?? sortSql(leaf, columnName(path)), ...rest].join(', ')})`, table, ending)]
  }
  const sortable = visiblePaths(entity).filter(isSortedByIndex)
  const sorts = [
    ...sortable.filter(({ path }) => path !== entity.sort[0]).map(path => sorted(path.path, 'sort', live, path)),
    ...(entity.archive ? sortable.map(path => sorted(WHOLLY + path.path, 'whole', ['st'], path)) : []),
  ]
  const written = columns.filter(c => has(table, `${c.name} ${c.sql}`))
  const writtenValues = valuesTables.filter(({ name }) => has(name))
  const names = ['id', 'st', 'title', 'created', 'updated', ...written.map(c => c.name)]
  const insert = `insert into ${table}(n, ${names.join(', ')}) values(?${', ?'.repeat(names.length)})`
  const set = `update ${table} set ${names.map(name => `${name} = ?`).join(', ')} where n = ?`
  const params = (document: Envelope): Value[] => {
    const { data } = document
    const values: Value[] = [document.id, document.trashedAt === null ? LIVE : TRASHED, entity.title(data), Date.parse(document.createdAt), Date.parse(document.updatedAt)]
    for (const column of written) values.push(column.of(data))
    return values
  }
  const valueKeys = (path: FieldPath, document: Envelope | undefined): Set<string> => new Set(document && valuesAt(path, document.data).map(value => keyOf(path.leaf, value)))

  return {
    entity,
    table,
    shape: [...listed(statements(entity.type, '')), ...(entity.own?.titleFields ?? []).map(name => `title ${name}`)].join(';'),
    create: listed(mine),
    tables: [mine.table, ...mine.values],
    indexes: mine.indexes,
    sorts: new Map(sorts),
    columns: columns.map(c => `${c.name} ${c.sql}`),
    names: [table, ...valuesTables.map(({ name }) => name)],
    keyColumn,
    reached,
    valuesTable: field => valuesTables.find(v => v.path.name === field)?.name,
    write: (db, n, document, previous) => {
      // An incomplete table that stands in for one to come may lack the row.
      const had = previous !== undefined && (document ? db.sql(set).run(...params(document), n) : db.sql(`delete from ${table} where n = ?`).run(n)).changes > 0
      if (document && !had) db.sql(insert).run(n, ...params(document))
      for (const { path, name } of writtenValues) {
        const before = valueKeys(path, had ? previous : undefined)
        const after = valueKeys(path, document)
        for (const key of before.difference(after)) db.sql(`delete from ${name} where k = ? and n = ?`).run(key, n)
        for (const key of after.difference(before)) db.sql(`insert into ${name}(k, n) values(?, ?)`).run(key, n)
      }
    },
    views: (old, there) => {
      const sound = (field: string): string => `not exists (select 1 from flagged f, json_each(f.problems) p where f.n = d.n and p.value ->> 'field' = '${field}')`
      const derived = ({ name, sql, from, field }: Column): string => {
        if (there(old.table, `${name} ${sql}`)) return name
        const value = `(select ${from} from doc_records d where d.n = t.n and ${sound(field)})`
        return `${sql === KEY_SQL ? `ifnull(${value}, '${LAST_KEY}')` : value} ${name}`
      }
      return [
        `create view ${table} as select n, id, st, title, created, updated, ${columns.map(derived).join(', ')} from ${old.table} t`,
        ...valuesTables.map(({ path, name }, i) => {
          const values = old.names[i + 1]!
          const plain = path.many ? `item.value ->> '$.value${path.part ? `.${path.part}` : ''}'` : 'item.value'
          const value = wholeKeySql(path.leaf, `nullif(${plain}, '')`)
          const read = `select distinct substr(${value}, 1, ${KEY_LENGTH}) k, d.n n from ${old.table} t join doc_records d on d.n = t.n, json_each(d.json, '$.data.${path.name}') item where ${value} is not null and ${sound(path.name)}`
          return `create view ${name} as ${there(values) ? `select k, n from ${values}` : read}`
        }),
      ]
    },
  }
}

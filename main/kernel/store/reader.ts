import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { ADDRESS_PARTS } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, visiblePaths } from '../../../shared/kernel/entity/paths.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { asksFor, savedFilterOf, systemFilters } from '../../../shared/kernel/filter/saved.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { RecordView, Row } from '../../../shared/kernel/rpc/schemas.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import { type ColumnPlace, type RelationColumn, resolveColumn } from '../../../shared/kernel/view/column.ts'
import type { CountColumn } from '../../../shared/kernel/view/computed.ts'
import type { Grouping as GroupedBy } from '../../../shared/kernel/view/grouping.ts'
import { matchExpression } from '../search/search-index.ts'
import { daysOf, daySource, daysSql, linkedCounts } from './computed-columns.ts'
import { derive } from './derived.ts'
import type { Db } from './driver.ts'
import { unpack } from './envelope.ts'
import { soundPart } from './flags.ts'
import { ENVELOPE_COLUMNS, type FilterScope, filterSql, type Sql, type SqlValue } from './filter-sql.ts'
import { type Group, type Grouping, groupSql, type Total } from './groups.ts'
import { createJoins, type Host, plainSql } from './joins.ts'
import { linkedRecords } from './linked-records.ts'
import { fieldTotals, type RowGroup, rowGroups } from './row-groups.ts'
import { ARCHIVED, columnName, LAST_KEY, LIVE, placeSql, sortSql, titleSql, TRASHED, type TypedTable } from './typed-table.ts'

export interface Selection {
  readonly type: string
  readonly filter?: Filter | undefined
  readonly text?: string | undefined
  readonly trashed?: boolean | undefined
  /** What is archived is left out, unless it is asked for here or by the filter. */
  readonly archived?: 'with' | 'only' | undefined
}

export interface PageRequest extends Selection {
  readonly sort?: readonly { field: string; dir: 'asc' | 'desc' }[] | undefined
  readonly view?: readonly string[] | undefined
  readonly after?: string | undefined
  readonly offset?: number | undefined
  readonly limit: number
}

/** Reads by SQL on a connection of its own; every answer is one consistent moment of the database. */
export interface Reader {
  readonly db: Db
  /** Every type that it reads. */
  readonly registry: readonly AnyEntity[]
  /** Reads by other definitions from now on; their tables are there, or views in their place. */
  adopt(registry: readonly AnyEntity[]): void
  entity(type: string): AnyEntity
  table(type: string): TypedTable
  /** A record laid flat; faster when its type is known. */
  get(id: string, type?: string): RecordView | undefined
  envelope(id: string): Envelope | undefined
  list(request: PageRequest): { rows: Row[]; next?: string }
  count(selection: Selection): number
  /** Sums of number and money fields over a selection, money by currency, and how many records have a value there; of other fields only that. */
  totals(selection: Selection, fields: readonly string[]): Record<string, Total[]>
  /** The same of one field for each group of a selection, in the order of the groups. */
  groups(selection: Selection, by: readonly Grouping[], field: string): Group[]
  /** What keeps a selection, as a condition on its table `c`. */
  condition(selection: Selection): Sql
  /** How a selection falls into groups that lists show, with the totals of fields in each. */
  rowGroups(selection: Selection, by: GroupedBy, fields: readonly string[]): { groups: RowGroup[]; isCut: boolean }
  /** Records of a selection in the order of their numbers, after one and up to another: what a change in batches goes through. */
  numbered(selection: Selection, after: number, until: number, limit: number): { n: number; id: string }[]
  /** The number of the youngest record of a type. */
  lastNumber(type: string): number
  /** Titles of records, trashed ones too; an unknown id is left out. */
  titles(ids: Iterable<string>): Map<string, string>
  /** As `titles`, with the type of each. */
  targets(ids: Iterable<string>): Map<string, Target>
}

/** The record to which a relation leads. */
export interface Target {
  readonly title: string
  readonly type: string
}

/** Reads one column of a page, which is quicker than row by row; null or undefined where there is no value. */
interface Read {
  readonly key: string
  readonly values: (found: readonly (readonly SqlValue[])[]) => readonly unknown[]
}

interface View {
  readonly select: string
  readonly joins: string
  /** Those of the joins without which it cannot be ordered. */
  readonly orderJoins: string
  readonly order: readonly { sql: string; desc: boolean }[]
  readonly read: readonly Read[]
  /** Relations whose rows know only the id. */
  readonly unnamed: readonly string[]
  /** Its columns of relations, which are read once the rows are known. */
  readonly linked: readonly { readonly path: string; readonly relation: RelationColumn }[]
  /** Its columns of counts, likewise. */
  readonly counted: readonly { readonly path: string; readonly count: CountColumn }[]
  readonly pages: Map<string, ReturnType<Db['rows']>>
}

const orderSql = (order: View['order']): string => order.map(({ sql, desc }) => (desc ? `${sql} desc` : sql)).join(', ')

const MOST_PAGES = 100

/** The type whose records are tags. */
const TAG = 'tag'

/** Columns that every page reads before those of its view. */
const HEAD = ['c.n', 'c.id', 'c.title']

/** Who reads, and when it is. */
export interface ReaderOptions {
  readonly me?: string
  readonly now?: () => number
}

export const openReader = (db: Db, declared: readonly AnyEntity[], { me = 'local', now = Date.now }: ReaderOptions = {}): Reader => {
  let registry = declared
  let { tables, searches } = derive(registry)
  let shipped = systemFilters(registry)
  const scope: FilterScope = {
    get tables() {
      return tables
    },
    saved: id => shipped.get(id) ?? savedFilterOf(readEnvelope(db, id)),
    hasTag: id => !tables.has(TAG) || db.rows(`select 1 from ${TAG} where id = ? and st = ${LIVE}`).get(id) !== undefined,
    moment: () => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
      return { today: dayIn(timeZone, now()), zone: timeZone }
    },
    me,
  }
  const views = new Map<string, View>()

  const tableOf = (type: string): TypedTable => {
    const table = tables.get(type)
    if (!table) throw new ExpectedError('UNKNOWN_TYPE', { type })
    return table
  }

  const viewOf = (request: PageRequest): View => {
    const key = `${request.type} ${request.view?.join()} ${request.sort?.map(({ field, dir }) => `${field} ${dir}`).join()}`
    let view = views.get(key)
    if (!view) {
      if (views.size > 200) views.clear()
      view = compileView(tableOf(request.type), request, tables, () => scope.moment())
      views.set(key, view)
    }
    return view
  }

  const sheets = new Map<string, Sheet>()
  const sheetOf = (type: string): Sheet => {
    let sheet = sheets.get(type)
    if (!sheet) sheets.set(type, (sheet = compileSheet(tableOf(type), tables)))
    return sheet
  }

  /** The statement of a page, looked up by what varies: the whole text is long, and hashing it takes its time. */
  const page = (view: View, table: string, condition: string, order: View['order'], cut: string): ReturnType<Db['rows']> => {
    const key = `${condition} ${cut}`
    let statement = view.pages.get(key)
    if (!statement) {
      if (view.pages.size >= MOST_PAGES) view.pages.clear()
      statement = db.rows(`select ${view.select} from ${table} c${view.joins} where ${condition} order by ${orderSql(order)} ${cut}`)
      view.pages.set(key, statement)
    }
    return statement
  }

  const where = ({ type, filter, text, trashed, archived }: Selection): { text: string; params: SqlValue[] } => {
    const table = tableOf(type)
    const { archive } = table.entity
    const params: SqlValue[] = []
    // A literal: SQLite plans a statement anew at every call that compares an index with a value bound.
    let sql = `c.st = ${trashed ? TRASHED : LIVE}`
    if (archive && (trashed || archived === 'only' || (archived !== 'with' && !(filter && asksFor(filter, archive, scope.saved))))) {
      sql += ` and ${placeSql(archive, 'c.')} = ${trashed ? TRASHED : archived === 'only' ? ARCHIVED : LIVE}`
    }
    if (filter) {
      const condition = filterSql(filter, table, scope)
      sql += ` and ${condition.text}`
      params.push(...condition.params)
    }
    const typed = text?.trim()
    if (typed) {
      const index = searches.get(type)?.table
      const match = trashed ? undefined : matchExpression(typed)
      if (index && match) {
        sql += ` and c.n in (select rowid from ${index} where ${index} match ?)`
        params.push(match)
      } else {
        // The trash is not in the index.
        sql += ` and instr(fold(c.title), fold(?)) > 0`
        params.push(typed)
      }
    }
    return { text: sql, params }
  }

  const typeOf = (id: string): string | undefined => db.rows(`select json ->> '$.type' from doc_records where id = ?`).get(id)?.[0]
  const targets = (ids: Iterable<string>): Map<string, Target> => {
    const found = new Map<string, Target>()
    for (const id of new Set(ids)) {
      const type = typeOf(id) ?? ''
      const title = tables.has(type) ? db.rows(`select title from ${type} where id = ?`).get(id)?.[0] : undefined
      if (title !== undefined) found.set(id, { title, type })
    }
    return found
  }

  /** Gives relations to records of any type what they lead to, asking once for each record. */
  const nameTargets = (records: readonly Record<string, unknown>[], fields: readonly string[]): void => {
    if (fields.length === 0) return
    const found = targets(records.flatMap(record => fields.flatMap(field => (record[field] as string | undefined) ?? [])))
    for (const record of records) {
      for (const field of fields) {
        const id = record[field] as string | undefined
        if (id !== undefined) record[field] = { id, title: '', ...found.get(id) }
      }
    }
  }

  const groups = (selection: Selection, by: readonly Grouping[], field: string): Group[] => {
    const condition = where(selection)
    const { sql, read } = groupSql(tableOf(selection.type), condition.text, by, field)
    return (db.rows(sql).all(...condition.params) as SqlValue[][]).map(read)
  }

  return {
    db,
    get registry() {
      return registry
    },
    adopt: next => {
      registry = next
      ;({ tables, searches } = derive(next))
      shipped = systemFilters(next)
      views.clear()
      sheets.clear()
    },
    entity: type => tableOf(type).entity,
    table: tableOf,
    titles: ids => new Map([...targets(ids)].map(([id, { title }]) => [id, title])),
    targets,
    envelope: id => readEnvelope(db, id),
    get: (id, type = typeOf(id)) => {
      const sheet = type === undefined ? undefined : sheetOf(type)
      const found = sheet && (db.rows(sheet.sql).get(id) as [string, string | null, ...(string | null)[]] | undefined)
      if (!found) return undefined
      const [json, flags, ...titles] = found
      const envelope = soundPart(unpack(JSON.parse(json), id), flags === null ? [] : JSON.parse(flags))
      const record = flatten(sheet.entity, envelope, sheet.relations, titles)
      nameTargets([record], sheet.unnamed)
      return record
    },
    list: request => {
      const { type, limit, after, offset = 0 } = request
      const view = viewOf(request)
      const { text, params } = where(request)
      // As literals: a bound LIMIT makes SQLite prepare the statement anew at every call, which costs more than the page.
      const cut = `limit ${limit + 1}`
      const { table } = tableOf(type)
      const take = (from: Stretch): SqlValue[][] => {
        let sql = from.text ? `${text} and ${from.text}` : text
        // A far place is found in the index alone: only the rows of the page are read whole.
        if (offset) sql = `c.n in (select c.n from ${table} c${view.orderJoins} where ${sql} order by ${orderSql(from.order)} ${cut} offset ${offset})`
        return page(view, table, sql, from.order, cut).all(...params, ...from.params) as SqlValue[][]
      }
      const [near, beyond] = after === undefined ? [{ text: '', params: [], order: view.order }] : seek(view, decodeCursor(after, view.order.length), offset)
      const both = (): SqlValue[][] => {
        const rows = take(near!)
        return rows.length > limit ? rows : [...rows, ...take(beyond!)].slice(0, limit + 1)
      }
      const found = beyond ? db.reading(both) : take(near!)
      const more = found.length > limit
      if (more) found.pop()
      const rows = found.map((raw): Row => ({ id: raw[1] as string, type, title: raw[2] as string }))
      for (const { key, values } of view.read) {
        values(found).forEach((value, i) => {
          if (value !== null && value !== undefined) rows[i]![key] = value
        })
      }
      nameTargets(rows, view.unnamed)
      for (const { path, relation } of view.linked) {
        const linked = linkedRecords(db, tables, rows.map(({ id }) => id), relation)
        for (const row of rows) if (linked.has(row.id)) row[path] = linked.get(row.id)
      }
      for (const { path, count } of view.counted) {
        const counts = linkedCounts(db, tables, rows.map(({ id }) => id), count)
        for (const row of rows) row[path] = counts.get(row.id) ?? 0
      }
      if (!more) return { rows }
      const last = found.at(-1)!
      return { rows, next: encodeCursor([...last.slice(HEAD.length, HEAD.length + view.order.length - 1), last[0]!]) }
    },
    totals: (selection, fields) => {
      const condition = where(selection)
      return Object.fromEntries(fields.map(field => [field, fieldTotals(db, tableOf(selection.type), tables, condition, field)]))
    },
    condition: where,
    groups,
    rowGroups: (selection, by, fields) => rowGroups(db, tableOf(selection.type), tables, where(selection), by, fields),
    numbered: (selection, after, until, limit) => {
      const condition = where(selection)
      // By number and by nothing else: an index of the filter would be sorted anew for every batch.
      const sql = `select c.n, c.id from ${tableOf(selection.type).table} c not indexed where ${condition.text} and c.n > ? and c.n <= ? order by c.n limit ${limit}`
      return db.sql(sql).all(...condition.params, after, until) as { n: number; id: string }[]
    },
    lastNumber: type => db.sql(`select max(n) n from ${tableOf(type).table}`).get().n ?? 0,
    count: selection => {
      const condition = where(selection)
      return db.sql(`select count(*) count from ${tableOf(selection.type).table} c where ${condition.text}`).get(...condition.params).count
    },
  }
}

export const readEnvelope = (db: Db, id: string): Envelope | undefined => {
  const row = db.sql('select json from doc_records where id = ? and deleted = 0').get(id)
  return row && unpack(JSON.parse(row.json), id)
}

interface Sheet {
  readonly entity: AnyEntity
  /** Answers a record's JSON, what is wrong with it, then the titles of its relations. */
  readonly sql: string
  readonly relations: readonly string[]
  /** Relations to records of any type. */
  readonly unnamed: readonly string[]
}

const compileSheet = ({ entity, table }: TypedTable, tables: ReadonlyMap<string, TypedTable>): Sheet => {
  const all = Object.entries(entity.fields).filter(([, field]) => field.kind === 'relation')
  const relations = all.filter(([, field]) => field.to !== undefined)
  const joins = relations.map(([name, field]) => ` left join ${tables.get(field.to!)!.table} r_${name} on r_${name}.id = c.${columnName(name)}`)
  return {
    entity,
    sql: `select d.json, (select problems from flagged where n = d.n)${relations.map(([name]) => `, r_${name}.title`).join('')} from doc_records d join ${table} c on c.n = d.n${joins.join('')} where d.id = ?`,
    relations: relations.map(([name]) => name),
    unnamed: all.filter(([, field]) => field.to === undefined).map(([name]) => name),
  }
}

const flatten = (entity: AnyEntity, envelope: Envelope, relations: readonly string[], titles: readonly (string | null)[]): RecordView => {
  const { data, id, type, createdAt, createdBy, updatedAt, updatedBy, owner, trashedAt, op } = envelope
  const record: RecordView = { ...data, id, type, title: entity.title(data), createdAt, createdBy, updatedAt, updatedBy, owner, trashedAt, op }
  relations.forEach((name, i) => {
    if (data[name] !== undefined) record[name] = { id: data[name], title: titles[i] ?? '' }
  })
  return record
}

const compileView = (table: TypedTable, { view, sort }: PageRequest, tables: ReadonlyMap<string, TypedTable>, moment: FilterScope['moment']): View => {
  const { entity } = table
  const joins = createJoins(table, tables)
  const columns: string[] = []
  const columnOf = (path: string): ColumnPlace => {
    const found = resolveColumn(entity, path, type => tables.get(type)?.entity)
    if (!found) throw new ExpectedError('UNKNOWN_FIELD', { type: entity.type, field: path })
    return found
  }
  const orderOf = (field: string): string => {
    const own = ENVELOPE_COLUMNS[field]
    if (own) return own === 'title' ? 'fold(c.title)' : `c.${own}`
    const { at, place, relation, computed } = columnOf(field)
    if (computed) return computed.how === 'count' ? joins.count(tables.get(computed.type)!, computed.field) : daysSql(computed)
    if (relation) throw new ExpectedError('BAD_INPUT', { field: 'sort' })
    const host = joins.at(place)
    if (place && !place.at) return `ifnull(${host.alias}.${ENVELOPE_COLUMNS[place.path]}, 9e999)`
    const path = place?.at ?? at
    const key = host.table.keyColumn(path.path)
    // Where a relation leads nowhere there is not even the key of an empty value.
    if (key) return host === joins.root ? `c.${key}` : `ifnull(${host.alias}.${key}, '${LAST_KEY}')`
    const plain = plainSql(host, path)
    if (path.leaf.kind !== 'relation') return sortSql(path.leaf, plain)
    return `ifnull(fold(${path.leaf.to === undefined ? titleSql(table.reached(path.leaf), plain) : `${joins.follow(host, path.name).alias}.title`}), '${LAST_KEY}')`
  }
  const asked = sort?.length ? sort : [{ field: entity.sort[0]!, dir: 'asc' as const }]
  const rest = entity.sort.filter(field => !asked.some(a => a.field === field)).map(field => ({ field, dir: asked.at(-1)!.dir }))
  const order = [...[...asked, ...rest].map(({ field, dir }) => ({ sql: orderOf(field), desc: dir === 'desc' })), { sql: 'c.n', desc: asked.at(-1)!.dir === 'desc' }]
  const orderJoins = joins.sql()

  const first = HEAD.length + order.length - 1
  const column = (sql: string): number => first + columns.push(sql) - 1
  const unnamed = new Set<string>()
  const linked: View['linked'][number][] = []
  const counted: View['counted'][number][] = []
  const read = (view ?? visibleFields(entity)).flatMap((named): Read | [] => {
    if (named === 'createdBy') return authorReader(column)
    const { at, place, relation, computed } = columnOf(named)
    if (computed?.how === 'count') {
      counted.push({ path: named, count: computed })
      return []
    }
    if (computed) {
      const source = column(daySource(computed))
      return { key: named, values: found => daysOf(computed, found.map(row => row[source]), moment()) }
    }
    if (relation) {
      linked.push({ path: named, relation })
      return []
    }
    const host = joins.at(place)
    if (place && !place.at) return instantReader(named, column(`${host.alias}.${ENVELOPE_COLUMNS[place.path]}`))
    const path = place?.at ?? at
    if (path.field.kind === 'relation' && path.field.to === undefined) {
      unnamed.add(named)
      return plainReader(named, column(`${host.alias}.${columnName(path.name)}`))
    }
    return reader(named, path, host, path.field.kind === 'relation' ? joins.follow(host, path.name).alias : '', column)
  })
  return { select: [...HEAD, ...order.slice(0, -1).map(o => o.sql), ...columns].join(', '), joins: joins.sql(), orderJoins, order, read, unnamed: [...unnamed], linked, counted, pages: new Map() }
}

const visibleFields = (entity: AnyEntity): string[] => [...new Set(visiblePaths(entity).map(path => path.name))]

/** The typed tables do not know by whom a record was written. */
const authorReader = (column: (sql: string) => number): Read => plainReader('createdBy', column(`(select json ->> '$.createdBy' from doc_records where n = c.n)`))

const instantReader = (key: string, at: number): Read => ofEach(key, row => (row[at] === null ? null : new Date(row[at] as number).toISOString()))

/** Reads a place of a table into rows, under `key`. */
const reader = (key: string, { path, name, field, part, many }: FieldPath, { alias }: Host, relation: string, column: (sql: string) => number): Read => {
  const own = `${alias}.${columnName(path)}`
  if (many || field.kind === 'multiChoice' || field.kind === 'tags' || field.kind === 'file' || field.kind === 'image') {
    const at = column(part ? `(select json_group_array(json_extract(value, '$.value.${part}')) from json_each(${alias}.${columnName(name)}))` : own)
    return { key, values: found => JSON.parse(`[${found.map(row => row[at] ?? 'null').join()}]`) }
  }
  const at = column(field.kind === 'address' && !part ? `${alias}.${columnName(`${path}.${ADDRESS_PARTS[0]}`)}` : own)
  if (part) return plainReader(key, at)
  switch (field.kind) {
    case 'relation': {
      const title = column(`${relation}.title`)
      return ofEach(key, row => (row[at] === null ? null : { id: row[at], title: row[title] ?? '' }))
    }
    case 'money':
    case 'dateTime': {
      const second = column(`${own}__${field.kind === 'money' ? 'currency' : 'zone'}`)
      const [a, b] = field.kind === 'money' ? ['amount', 'currency'] : ['at', 'zone']
      return ofEach(key, row => (row[at] === null ? null : { [a]: row[at], [b]: row[second] }))
    }
    case 'address': {
      const parts = ADDRESS_PARTS.map((each, i) => [each, i === 0 ? at : column(`${alias}.${columnName(`${path}.${each}`)}`)] as const)
      return ofEach(key, row => {
        const found = parts.filter(([, i]) => row[i] !== null)
        return found.length ? Object.fromEntries(found.map(([each, i]) => [each, row[i]])) : null
      })
    }
    case 'boolean':
      return ofEach(key, row => (row[at] === null ? null : row[at] === 1))
    default:
      return plainReader(key, at)
  }
}

const plainReader = (key: string, at: number): Read => ofEach(key, row => row[at])

const ofEach = (key: string, value: (row: readonly SqlValue[]) => unknown): Read => ({ key, values: found => found.map(value) })

/** Rows that follow each other in the order of a view, which within them may be simpler. */
interface Stretch extends Sql {
  readonly order: View['order']
}

/** A value bound that the plan does not look at, as the order of the view says which index is followed. */
const PLACE = '+?'

const isColumn = ({ sql }: View['order'][number]): boolean => /^c\.\w+$/.test(sql)

/**
 * Everything after a row in the view's order. A tuple, when all columns go one way, as an index can follow it; but it follows
 * no tuple that begins with something computed: then in two stretches, the rest of the rows of the same value and those beyond.
 */
const seek = ({ order }: View, from: readonly SqlValue[], offset: number): readonly Stretch[] => {
  const [head, ...rest] = order
  const after = (column: { desc: boolean }): string => (column.desc ? '<' : '>')
  const tuple = (columns: View['order']): string => `(${columns.map(o => o.sql).join(', ')}) ${after(columns[0]!)} (${columns.map(() => PLACE).join(', ')})`
  if (order.every(o => o.desc === head!.desc)) {
    if (isColumn(head!) || offset > 0) return [{ text: tuple(order), params: from, order }]
    return [
      { text: `${head!.sql} = ${PLACE} and ${tuple(rest)}`, params: from, order: rest },
      { text: `${head!.sql} ${after(head!)} ${PLACE}`, params: from.slice(0, 1), order },
    ]
  }
  let text = ''
  const params: SqlValue[] = []
  order.forEach((o, i) => {
    const before = order.slice(0, i).map(b => `${b.sql} = ${PLACE}`)
    text += `${i ? ' or ' : ''}(${[...before, `${o.sql} ${after(o)} ${PLACE}`].join(' and ')})`
    params.push(...from.slice(0, i + 1))
  })
  return [{ text: `(${text})`, params, order }]
}

const encodeCursor = (values: readonly SqlValue[]): string => Buffer.from(JSON.stringify(values.map(value => (value === Infinity ? 'Infinity' : value)))).toString('base64url')

const decodeCursor = (cursor: string, length: number): SqlValue[] => {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(values) && values.length === length && values.every(v => typeof v === 'string' || typeof v === 'number')) {
      return values.map(value => (value === 'Infinity' ? Infinity : value))
    }
  } catch {}
  throw new ExpectedError('BAD_INPUT', { field: 'after' })
}

import { stat } from 'node:fs/promises'
import { ExpectedError, type Failure } from '../../../shared/kernel/rpc/result.ts'
import { type Db, openDb } from '../store/driver.ts'
import { keyFits } from './pages.ts'

export interface Damage {
  readonly kind: 'gone' | 'header' | 'page'
  readonly place: 'records' | 'history' | 'derived' | 'unknown'
  /** The damaged file. */
  readonly path: string
  /** What SQLite said. */
  readonly said: string
}

export interface Looked {
  readonly file: string
  readonly key: Buffer
  /** Whether a backup tells that there were data under this key. */
  readonly wasThere: () => Promise<boolean>
  /** Whether the key itself was typed, so that it may be that of other data. */
  readonly isKeyTyped: boolean
}

/**
 * Looks at a database before anything is written to it: its beginning, its schema, and the way to both ends of every table
 * and index, in some milliseconds however large it is. Throws ExpectedError KEY_WRONG where none of it opens.
 */
export const damageAtStart = async ({ file, key, wasThere, isKeyTyped }: Looked): Promise<Damage | undefined> => {
  const size = await stat(file).then(found => found.size, () => 0)
  if (size === 0) return (await wasThere()) ? { kind: 'gone', place: 'unknown', path: file, said: '' } : undefined
  let db: Db
  try {
    db = openDb(file, { key, readonly: true })
  } catch (error) {
    const code = codeOf(error)
    // A damaged first page looks like a wrong key, but for the pages behind it.
    const isHeader = code === 'STORE_DAMAGED' || (code === 'KEY_WRONG' && ((await keyFits(file, key)) || (!isKeyTyped && (await wasThere()))))
    if (!isHeader) throw error
    return { kind: 'header', place: 'unknown', path: file, said: saidBy(error) }
  }
  try {
    return damagedEnd(db, file)
  } finally {
    db.close()
  }
}

const damagedEnd = (db: Db, path: string): Damage | undefined => {
  let current: SchemaRow | undefined
  try {
    for (const object of objects(db)) {
      current = object
      const { from, by } = walk(db, object)
      for (const direction of ['asc', 'desc']) db.sql(`select ${by} from ${from} order by ${by} ${direction} limit 1`).get()
    }
    return undefined
  } catch (error) {
    const said = corruption(error)
    if (said === undefined) throw error
    return { kind: 'page', place: placeOf(current), path, said }
  }
}

/** What to read, in which order, to go along a table or an index itself and not another that answers the same. */
const walk = (db: Db, { name, table, type, sql }: SchemaRow): { from: string; by: string } => {
  const isBare = type === 'table' && /without rowid\s*$/i.test(sql ?? '')
  if (type === 'table' && !isBare) return { from: `"${table}" not indexed`, by: 'rowid' }
  const index = isBare ? (db.sql(`select name from pragma_index_list(?) where origin = 'pk'`).get(table) as { name: string }).name : name
  const { name: by } = db.sql('select name from pragma_index_info(?) where seqno = 0').get(index) as { name: string }
  // A partial index serves only who asks for what it holds.
  const part = /\bwhere\b.*$/is.exec(isBare ? '' : (sql ?? ''))?.[0] ?? ''
  return { from: isBare ? `"${table}"` : `"${table}" indexed by "${name}" ${part}`, by: `"${by}"` }
}

/** Reads and judges every page of a database; takes seconds where there are many: call it on a thread of its own. */
export const damageAnywhere = (db: Db, path: string): Damage | undefined => {
  let said: unknown
  try {
    said = db.pragma('quick_check(1)')
  } catch (error) {
    said = corruption(error)
    if (said === undefined) throw error
  }
  if (said === 'ok') return undefined
  const root = /Tree (\d+) /.exec(String(said))?.[1]
  const object = root === undefined ? undefined : objects(db).find(({ rootpage }) => rootpage === Number(root))
  return { kind: 'page', place: placeOf(object), path, said: String(said) }
}

interface SchemaRow {
  readonly name: string
  readonly type: 'table' | 'index'
  /** The table to which an index belongs, or itself. */
  readonly table: string
  readonly rootpage: number
  readonly sql: string | null
}

const objects = (db: Db): SchemaRow[] => db.sql(`select name, type, tbl_name "table", rootpage, sql from sqlite_master where rootpage > 0 and name not like 'sqlite_stat%'`).all()

/** An index can be made anew from its table, every other table from the documents. */
const placeOf = (object: SchemaRow | undefined): Damage['place'] => {
  if (!object) return 'unknown'
  if (object.type === 'index' || !object.table.startsWith('doc_')) return 'derived'
  return object.table === 'doc_records' ? 'records' : object.table === 'doc_history' ? 'history' : 'unknown'
}

/** What SQLite said of a damaged page; undefined for another error. */
export const corruption = (error: unknown): string | undefined => {
  if (error instanceof ExpectedError) return error.failure.code === 'STORE_DAMAGED' ? saidBy(error) : undefined
  const { code, message } = error as { code?: unknown; message?: string }
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code) ? (message ?? '') : undefined
}

/** An error of the database at `path` as the expected one that it is, where it tells of damage. */
export const asDamage = (error: unknown, path: string): unknown => {
  const said = error instanceof ExpectedError ? undefined : corruption(error)
  return said === undefined ? error : new ExpectedError('STORE_DAMAGED', { path, said })
}

/** The damage of which a failure tells, if it is of the database at `path`. */
export const damageOf = ({ code, params }: Failure, path: string): Damage | undefined =>
  code === 'STORE_DAMAGED' && params?.['path'] === path ? { kind: 'page', place: 'unknown', path, said: typeof params['said'] === 'string' ? params['said'] : '' } : undefined

const codeOf = (error: unknown): Failure['code'] | undefined => (error instanceof ExpectedError ? error.failure.code : undefined)
const saidBy = (error: unknown): string => {
  const said = error instanceof ExpectedError ? error.failure.params?.['said'] : undefined
  return typeof said === 'string' ? said : (error as Error).message
}

import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import type { AddressPart } from '../../../shared/kernel/entity/fields.ts'
import { type FieldPath, resolvePath, valuesAt } from '../../../shared/kernel/entity/paths.ts'
import { words } from '../../../shared/kernel/text/fold.ts'
import type { Db } from '../store/driver.ts'

/** The words by which a type's live records are found: names apart from the rest, so that names come first. */
export interface SearchIndex {
  readonly table: string
  readonly shape: string
  readonly create: readonly string[]
  /** Brings the index in line with what a record is now; `undefined` where there was or is none. */
  write(db: Db, n: number, document: Envelope | undefined, previous: Envelope | undefined): void
}

const NAME_WEIGHT = 2

/** Digits as people type them: `+33 4 76 12` and `04 76 12` are found by the same number. */
export const phoneWord = (text: string): string => text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '').replace(/^(\+|00)33/, '0').replace(/\D/g, '')

const wordsOf = ({ leaf }: FieldPath, value: string): string => {
  if (leaf.kind === 'phone') return phoneWord(value)
  return words(leaf.legalId ? value.replace(/[\s.-]/g, '') : value).join(' ')
}

/** The parts of an address by which people look for something. */
const SEARCHED_PARTS: readonly AddressPart[] = ['street', 'postcode', 'city']

const placesOf = (entity: AnyEntity, name: string): FieldPath[] => {
  const { leaf } = resolvePath(entity, name)!
  return (leaf.kind === 'address' ? SEARCHED_PARTS.map(part => `${name}.${part}`) : [name]).map(path => resolvePath(entity, path)!)
}

/** A type without any field worth searching has no index. `prefix` stands before the name of one that is not in use yet. */
export const searchIndex = (entity: AnyEntity, prefix = ''): SearchIndex | undefined => {
  const searched = Object.keys(entity.fields).flatMap(name => (entity.fields[name]!.search ? placesOf(entity, name) : []))
  if (entity.internal || searched.length === 0) return undefined
  const usual = `search_${entity.type}`
  const table = prefix + usual
  const isName = (path: FieldPath): boolean => path.field.search! >= NAME_WEIGHT
  const names = searched.filter(isName)
  const others = searched.filter(path => !isName(path))
  const textOf = (paths: readonly FieldPath[], document: Envelope): string => {
    let text = ''
    for (const path of paths) {
      for (const value of valuesAt(path, document.data)) text += ` ${wordsOf(path, String(value))}`
    }
    return text
  }
  const texts = (document: Envelope | undefined): [string, string] | undefined =>
    document && document.trashedAt === null ? [textOf(names, document), textOf(others, document)] : undefined
  const creating = (named: string): string[] => [
    `create virtual table ${named} using fts5(name, other, content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 0')`,
    // Of its default pages one fits into one of ours, of these two, with what SQLite adds. In larger ones its merging, which a commit waits for, takes twice as long.
    `insert into ${named}(${named}, rank) values('pgsz', 4040)`,
  ]
  return {
    table,
    shape: [...creating(usual), ...searched.map(path => `${path.path}:${path.field.search}`)].join(';'),
    create: creating(table),
    write: (db, n, document, previous) => {
      const before = texts(previous)
      const after = texts(document)
      if (before && after && before[0] === after[0] && before[1] === after[1]) return
      if (before) db.sql(`delete from ${table} where rowid = ?`).run(n)
      if (after) db.sql(`insert into ${table}(rowid, name, other) values(?, ?, ?)`).run(n, after[0], after[1])
    },
  }
}

/**
 * The FTS5 expression for what a person typed: every word must begin a word of the record. Undefined when nothing
 * searchable was typed.
 */
export const matchExpression = (text: string, { exact = false, namesOnly = false } = {}): string | undefined => {
  const typed = /^[\s\d+().-]{4,}$/.test(text) && /\d/.test(text) ? [phoneWord(text)] : words(text)
  if (typed.length === 0 || typed[0] === '') return undefined
  const phrase = typed.slice(0, 8).map(word => `"${word}"${exact ? '' : '*'}`).join(' AND ')
  return namesOnly ? `{name} : (${phrase})` : phrase
}

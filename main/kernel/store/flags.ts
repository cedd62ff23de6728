import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { compileValidator, type Problem, type Validator } from '../../../shared/kernel/entity/validate.ts'
import type { Db } from './driver.ts'

/** Tells what is wrong with a record by its type's definition; a type that nobody defines is wrong itself. */
export const judge = (registry: readonly AnyEntity[]): ((document: Pick<Envelope, 'type' | 'data'>) => Problem[]) => {
  const validators = new Map<string, Validator>(registry.map(entity => [entity.type, compileValidator(entity)]))
  return ({ type, data }) => validators.get(type)?.(data) ?? [{ field: 'type', code: 'UNKNOWN_FIELD' }]
}

/**
 * Records that came from elsewhere and break their definition (`flagged`), and documents that do not even fit their
 * collection (`refused`, kept as they came): nothing that was sent is dropped because this version cannot read it.
 */
export const createFlagTables = (db: Db): void =>
  db.exec(`create table if not exists flagged(n integer primary key, type text not null, problems text not null);
    create table if not exists refused(collection text not null, id text not null, document text not null, errors text not null, primary key(collection, id)) without rowid`)

/** What was wrong with a record when it was written last. */
export const flagsAt = (db: Db, n: number): Problem[] => {
  const found = db.sql('select problems from flagged where n = ?').get(n)
  return found ? JSON.parse(found.problems) : []
}

export const flag = (db: Db, n: number, type: string, problems: readonly Problem[]): void => {
  if (problems.length) db.sql('insert or replace into flagged(n, type, problems) values(?, ?, ?)').run(n, type, JSON.stringify(problems))
  else db.sql('delete from flagged where n = ?').run(n)
}

/** The part of a record that holds, from which typed rows and words derive. */
export const soundPart = <E extends Pick<Envelope, 'data'>>(document: E, problems: readonly Problem[]): E => {
  if (problems.length === 0) return document
  const wrong = new Set(problems.map(({ field }) => field))
  return { ...document, data: Object.fromEntries(Object.entries(document.data).filter(([field]) => !wrong.has(field))) }
}

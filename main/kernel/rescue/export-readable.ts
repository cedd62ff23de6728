import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import type { Locales } from '../i18n/locales.ts'
import type { UserValue } from '../imports/choices.ts'
import { writeCsv } from '../imports/csv/write.ts'
import { tableOf } from '../imports/export.ts'
import { registryOf } from '../store/configuration.ts'
import { openDb } from '../store/driver.ts'
import { openReader } from '../store/reader.ts'
import type { Lost, Salvaged } from './salvage.ts'

export interface ReadableFile {
  /** Its staged id. */
  readonly file: string
  readonly name: string
  /** Records in it. */
  readonly count: number
}

export interface ExportTools {
  readonly key: Buffer
  /** The declared types; those of users' own are read from what was salvaged. */
  readonly registry: readonly AnyEntity[]
  readonly locales: Locales
  readonly stage: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<{ file: string }>
}

/** Writes what was salvaged as tables that import again: one for each type, one for what of it lies in the trash, and one that names what is lost. */
export const exportReadable = async ({ file, named }: Salvaged, language: Language, { key, registry: declared, locales, stage }: ExportTools): Promise<ReadableFile[]> => {
  const word = (path: string): string => locales.label(language, path)
  const files: ReadableFile[] = []
  const write = async (title: string, count: number, rows: Iterable<readonly string[]>): Promise<void> => {
    const name = `${title}.csv`
    files.push({ ...(await stage(name, writeCsv(each(rows)))), name, count })
  }
  const called = ({ labels, own }: AnyEntity, how: 'one' | 'many'): string => (own ? own[how][language] : word(`${labels}.${how}`))
  const db = openDb(file, { key, readonly: true })
  const registry = registryOf(db, declared)
  try {
    const reader = openReader(db, registry)
    const userValues: UserValue[] = db.sql('select f_list list, f_key key, f_label label from listValue where st = 0 and f_label is not null').all()
    for (const entity of registry) {
      const { type, internal, own } = entity
      // A type in the trash is internal, and what was of it can be read all the same.
      if (internal && !own) continue
      for (const trashed of [false, true]) {
        const selection = { type, trashed, archived: 'with' as const }
        const count = reader.count(selection)
        const title = called(entity, 'many')
        if (count > 0) await write(trashed ? `${title} (${word('rescue.inTrash')})` : title, count, tableOf(reader, { ...selection, format: 'csv', language }, locales, userValues))
      }
    }
  } finally {
    db.close()
  }
  if (named.length) {
    const row = ({ type, title, id }: Lost): string[] => [called(registry.find(entity => entity.type === type)!, 'one'), title, id]
    await write(word('rescue.lostFile'), named.length, [[word('rescue.lostType'), word('rescue.lostTitle'), word('rescue.lostId')], ...named.map(row)])
  }
  return files
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

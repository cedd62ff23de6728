import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import type { Locales } from '../i18n/locales.ts'
import type { UserValue } from '../imports/choices.ts'
import { writeCsv } from '../imports/csv/write.ts'
import { tableOf } from '../imports/export.ts'
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
  readonly registry: readonly AnyEntity[]
  readonly locales: Locales
  readonly stage: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<{ file: string }>
}

/** Writes what was salvaged as tables that import again: one for each type, one for what of it lies in the trash, and one that names what is lost. */
export const exportReadable = async ({ file, named }: Salvaged, language: Language, { key, registry, locales, stage }: ExportTools): Promise<ReadableFile[]> => {
  const word = (path: string): string => locales.label(language, path)
  const files: ReadableFile[] = []
  const write = async (title: string, count: number, rows: Iterable<readonly string[]>): Promise<void> => {
    const name = `${title}.csv`
    files.push({ ...(await stage(name, writeCsv(each(rows)))), name, count })
  }
  const db = openDb(file, { key, readonly: true })
  try {
    const reader = openReader(db, registry)
    const userValues: UserValue[] = db.sql('select f_list list, f_key key, f_label label from listValue where st = 0 and f_label is not null').all()
    for (const { type, labels, internal } of registry) {
      if (internal) continue
      for (const trashed of [false, true]) {
        const selection = { type, trashed, archived: 'with' as const }
        const count = reader.count(selection)
        const title = word(`${labels}.many`)
        if (count > 0) await write(trashed ? `${title} (${word('rescue.inTrash')})` : title, count, tableOf(reader, { ...selection, format: 'csv', language }, locales, userValues))
      }
    }
  } finally {
    db.close()
  }
  if (named.length) {
    const labels = new Map(registry.map(entity => [entity.type, entity.labels]))
    const row = ({ type, title, id }: Lost): string[] => [word(`${labels.get(type)}.one`), title, id]
    await write(word('rescue.lostFile'), named.length, [[word('rescue.lostType'), word('rescue.lostTitle'), word('rescue.lostId')], ...named.map(row)])
  }
  return files
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items
}

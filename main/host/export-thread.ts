import { parentPort, workerData } from 'node:worker_threads'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { registry } from '../../shared/registry.ts'
import { openFileStore } from '../kernel/files/file-store.ts'
import { loadLocales } from '../kernel/i18n/locales.ts'
import { writeCsv } from '../kernel/imports/csv/write.ts'
import { recordsOf, tableOf } from '../kernel/imports/export.ts'
import { registryOf } from '../kernel/store/configuration.ts'
import { openDb } from '../kernel/store/driver.ts'
import { openReader } from '../kernel/store/reader.ts'
import { cardsOf } from '../modules/persons/persons.export.ts'
import { databaseFile, type ExportReply, type ExportThreadData, keyringOf, LOCAL_ACTOR } from './threads.ts'
import { placeOf } from './places.ts'

const { data, keys, request, name, userValues } = workerData as ExportThreadData
const reply = (message: ExportReply): void => parentPort!.postMessage(message)

const EVERY = 500

const run = async (): Promise<ExportReply> => {
  const keyring = keyringOf(keys)
  const db = openDb(databaseFile(data), { key: keyring.key('database'), readonly: true })
  const reader = openReader(db, registryOf(db, registry), { me: LOCAL_ACTOR })
  const files = await openFileStore(data, keyring)
  const locales = loadLocales(placeOf('assets/locales'))
  // One moment of the database, however long the file takes.
  db.exec('begin')
  const total = request.ids?.length ?? reader.count(request)
  let done = 0
  const counted = async function* <T>(rows: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
    for await (const row of rows) {
      yield row
      if (++done % EVERY === 0) reply({ done, total })
    }
  }
  const bytes = request.format === 'csv' ? writeCsv(counted(tableOf(reader, request, locales, userValues)), request.style) : counted(cardsOf(recordsOf(reader, request), reader, files, locales))
  const { file } = await files.stage(name, bytes)
  db.close()
  return { file, count: total }
}

try {
  reply(await run())
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error
  reply({ failure: error.failure })
}

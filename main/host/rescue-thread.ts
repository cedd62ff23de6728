import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { registry } from '../../shared/registry.ts'
import { verify } from '../kernel/backup/make.ts'
import { stageRestore } from '../kernel/backup/restore.ts'
import { makeFolder } from '../kernel/files/disk.ts'
import { openFileStore } from '../kernel/files/file-store.ts'
import { loadLocales } from '../kernel/i18n/locales.ts'
import { damageAnywhere } from '../kernel/rescue/damage.ts'
import { exportReadable } from '../kernel/rescue/export-readable.ts'
import type { Readable, RescueTask } from '../kernel/rescue/rescue.ts'
import { salvage } from '../kernel/rescue/salvage.ts'
import { type Db, expectingDiskErrors, openDb } from '../kernel/store/driver.ts'
import { createIds, databaseFile, keyringOf, type RescueReply, type RescueThreadData } from './threads.ts'
import { placeOf } from './places.ts'

const { data, keys, task } = workerData as RescueThreadData
const reply = (message: RescueReply): void => parentPort!.postMessage(message)

const keyring = keyringOf(keys)
const key = keyring.key('database')
const file = databaseFile(data)

const reading = <T>(path: string, by: Buffer, read: (db: Db) => T): T => {
  const db = openDb(path, { key: by, readonly: true })
  try {
    return expectingDiskErrors(() => read(db), path)
  } finally {
    db.close()
  }
}

const exportAll = async ({ language }: RescueTask & { do: 'export' }): Promise<Readable> => {
  await makeFolder(join(data, 'rescue'))
  const folder = await mkdtemp(join(data, 'rescue', 'read-'))
  try {
    const salvaged = await salvage(folder, { file, key, registry, newId: createIds(), now: Date.now, onProgress: (done, total) => reply({ done, total }) })
    const { stage } = await openFileStore(data, keyring)
    const files = await exportReadable(salvaged, language, { key, registry, locales: loadLocales(placeOf('assets/locales')), stage })
    return { files, read: salvaged.read, lost: salvaged.lost }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const run = async (asked: RescueTask): Promise<unknown> => {
  switch (asked.do) {
    case 'check':
      return reading(file, key, db => damageAnywhere(db, file))
    case 'verify':
      return reading(asked.path, Buffer.from(asked.key), db => verify(db, asked.path, registry))
    case 'stage':
      return stageRestore({ data, registry }, asked.place, asked.backup, Buffer.from(asked.key), asked.keyring, asked.now)
    case 'export':
      return exportAll(asked)
  }
}

try {
  reply({ value: await run(task) })
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error
  reply({ failure: error.failure })
}

import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { diskFailure, exists, writeAtomically } from '../files/disk.ts'
import { openDb } from '../store/driver.ts'
import { type Backup, databaseOf, filesOf } from './catalog.ts'
import { copyFiles, type Source, sync, verify } from './make.ts'

const MARK = 'restore.json'
const RESTORED = '.restored'

/** What a restore replaces; the log of the database goes with it. */
const REPLACED = ['calepin.db', 'keyring.json'] as const
const LOGS = ['calepin.db-wal', 'calepin.db-shm'] as const

/**
 * Puts a verified copy of a backup beside the data, to take its place when the data is opened next: until then nothing
 * of the present changes. `keyring` is the text of the keyring that opens it, where that is not the present one.
 * Throws ExpectedError STORE_DAMAGED, KEY_WRONG, DISK_FULL, READ_ONLY.
 */
export const stageRestore = async ({ data, registry }: Pick<Source, 'data' | 'registry'>, place: string, { id, files }: Backup, key: Buffer, keyring: string | undefined, now: number): Promise<void> => {
  const copy = join(data, `calepin.db${RESTORED}`)
  const keys = join(data, `keyring.json${RESTORED}`)
  try {
    await abandonRestore(data)
    await copyFile(databaseOf(place, id), copy)
    await sync(copy)
    const db = openDb(copy, { key, readonly: true })
    try {
      verify(db, copy, registry)
    } finally {
      db.close()
    }
    await copyFiles(filesOf(place), join(data, 'files', 'kept'), files)
    if (keyring !== undefined) await writeAtomically(`${keys}.new`, keys, keyring)
    await writeAtomically(join(data, `${MARK}.new`), join(data, MARK), JSON.stringify({ at: new Date(now).toISOString(), from: id }))
  } catch (error) {
    await abandonRestore(data)
    throw diskFailure(error)
  }
}

const abandonRestore = async (data: string): Promise<void> => {
  for (const name of [MARK, ...REPLACED.map(each => `${each}${RESTORED}`)]) await rm(join(data, name), { force: true })
}

/** Completes a restore before the data is opened. The present files are set aside, whole; whatever ends the process, the next start goes on. */
export const finishRestore = async (data: string): Promise<void> => {
  const mark = join(data, MARK)
  const text = await readFile(mark, 'utf8').catch(() => undefined)
  if (text === undefined) return
  const { at } = JSON.parse(text) as { at: string }
  const aside = join(data, 'set-aside', at.replace(/[:.]/g, '-'))
  try {
    await mkdir(aside, { recursive: true, mode: 0o700 })
    for (const name of REPLACED) {
      const restored = join(data, `${name}${RESTORED}`)
      if (!(await exists(restored))) continue
      for (const present of name === 'calepin.db' ? [name, ...LOGS] : [name]) if (await exists(join(data, present))) await rename(join(data, present), join(aside, present))
      await rename(restored, join(data, name))
    }
    await rm(mark)
  } catch (error) {
    throw diskFailure(error)
  }
}

/** Names the last restore of these data, by what it has set aside; undefined when there was none. */
export const lastRestore = async (data: string): Promise<string | undefined> => (await readdir(join(data, 'set-aside')).catch((): string[] => [])).toSorted().at(-1)

import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { countsOf, sync, verify } from '../backup/make.ts'
import { diskFailure, exists, syncFolder, writeAtomically } from '../files/disk.ts'
import { resealKept, resealStaged, type Resealed } from '../files/reseal.ts'
import { changeKey, expectingDiskErrors, openDb } from '../store/driver.ts'

/*
 * A new key opens a copy, made beside the data; nothing of the present changes before the copy is whole and verified.
 * Then a mark is written, and from there on it is the copy that counts, whatever ends the process.
 */

interface Keys {
  key(purpose: string): Buffer
}

/** What a thread of its own does for a new key. */
export interface RekeySource {
  readonly data: string
  readonly registry: readonly AnyEntity[]
  readonly old: Keys
  readonly fresh: Keys
}

const MARK = 'rekey.json'
const COPY = '.rekeyed'
const REPLACED = ['files', 'calepin.db', 'keyring.json'] as const
const OLD_FILES = 'files.replaced'
const copyOf = (data: string, name: (typeof REPLACED)[number]): string => join(data, `${name}${COPY}`)

const folders = ({ data, old, fresh }: RekeySource) => ({ from: join(data, 'files'), to: copyOf(data, 'files'), old, fresh })

/** Copies records' files under the new key while the data is in use; the database is copied last, when nobody writes. */
export const rekeyFiles = async (source: RekeySource, onProgress: (done: number, total: number) => void): Promise<Resealed> => {
  const { data } = source
  try {
    await abandonRekey(data)
    return await resealKept(folders(source), {}, onProgress)
  } catch (error) {
    throw diskFailure(error)
  }
}

/**
 * Copies the rest of closed data, and marks the copy, with the keyring that opens it, as what counts. Blocks its thread.
 * Throws ExpectedError DISK_FULL, READ_ONLY, STORE_DAMAGED; then nothing has changed.
 */
export const rekeyDatabase = async (source: RekeySource, done: Resealed, keyring: string): Promise<void> => {
  const { data, registry, old, fresh } = source
  const copy = copyOf(data, 'calepin.db')
  try {
    await resealKept(folders(source), done, () => {})
    await resealStaged(folders(source))
    const db = openDb(join(data, 'calepin.db'), { key: old.key('database') })
    let counts
    try {
      counts = countsOf(db, registry)
      // Without the free pages, where what was removed can still lie.
      expectingDiskErrors(() => db.sql('vacuum into ?').run(copy), join(data, 'calepin.db'))
    } finally {
      db.close()
    }
    changeKey(copy, old.key('database'), fresh.key('database'))
    await sync(copy)
    const changed = openDb(copy, { key: fresh.key('database'), readonly: true })
    try {
      const said = JSON.stringify(verify(changed, copy, registry))
      if (said !== JSON.stringify(counts)) throw new ExpectedError('STORE_DAMAGED', { path: copy, said })
    } finally {
      changed.close()
    }
    await writeAtomically(join(data, `${MARK}.new`), copyOf(data, 'keyring.json'), keyring)
    await writeAtomically(join(data, `${MARK}.new`), join(data, MARK), '{}')
  } catch (error) {
    await abandonRekey(data)
    throw diskFailure(error)
  }
}

/** Has the present key stay: removes what of a copy there is. */
const abandonRekey = async (data: string): Promise<void> => {
  for (const mark of [MARK, `${MARK}.new`]) await rm(join(data, mark), { force: true })
  for (const name of REPLACED) await rm(copyOf(data, name), { recursive: true, force: true })
  for (const log of ['-journal', '-wal', '-shm']) await rm(`${copyOf(data, 'calepin.db')}${log}`, { force: true })
}

/**
 * Before the data is opened: puts a marked copy in its place and removes what the old key opens, step by step, from
 * wherever the process was ended; a copy that has no mark is removed.
 */
export const finishRekey = async (data: string): Promise<void> => {
  try {
    if (!(await exists(join(data, MARK)))) return await abandonRekey(data)
    for (const name of REPLACED) {
      const present = join(data, name)
      if (!(await exists(copyOf(data, name)))) continue
      if (name === 'files' && (await exists(present))) await rename(present, join(data, OLD_FILES))
      // The log is that of the old database.
      if (name === 'calepin.db') for (const log of ['-wal', '-shm']) await rm(present + log, { force: true })
      await rename(copyOf(data, name), present)
      await syncFolder(data)
    }
    await rm(join(data, OLD_FILES), { recursive: true, force: true })
    await rm(join(data, MARK))
  } catch (error) {
    throw diskFailure(error)
  }
}

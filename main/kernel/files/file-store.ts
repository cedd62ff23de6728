import { createHash, createHmac, randomUUID } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { exists, makeFolder, writeAtomically } from './disk.ts'
import { mimeOf } from './mime.ts'
import { plainSize, seal, unseal } from './sealed-file.ts'

/** A file of the store, opened for reading. */
export interface StoredFile {
  name: string
  mime: string
  /** In bytes. */
  size: number
  /** Can be read more than once; throws ExpectedError STORE_DAMAGED where the file is not what was written. */
  bytes: AsyncIterable<Uint8Array>
}

export interface FileStore {
  /** Keeps bytes under a new id until they are removed. Throws ExpectedError FILE_TOO_LARGE, DISK_FULL, READ_ONLY. */
  stage(name: string, bytes: AsyncIterable<Uint8Array>, options?: { maxBytes?: number }): Promise<{ file: string; size: number }>
  /** Keeps a record's file by its content: the same bytes are kept once. Throws ExpectedError DISK_FULL, READ_ONLY. */
  put(bytes: Uint8Array, name: string, mime?: string): Promise<FileRef>
  /** Opens a staged file (by its id) or a record's file (by its SHA-256). */
  open(id: string): Promise<StoredFile | undefined>
  /** Lets files be put for one write: what is discarded meanwhile waits for the end of `run`, after which the write must be asked for at once. */
  hold<T>(run: () => Promise<T>): Promise<T>
  /** Removes records' files for good, but those that `used` then names or that are put meanwhile. */
  discard(files: ReadonlySet<string>, used: (files: ReadonlySet<string>) => Promise<ReadonlySet<string>>): Promise<void>
  /** Removes a staged file; one that is not there is no error. */
  remove(stagedId: string): Promise<void>
  /** Removes what earlier runs left behind: unfinished files, and staged ones not in `keep`. */
  sweep(keep: ReadonlySet<string>): Promise<void>
  /** Removes staged files not in `keep` that were staged before an instant, also those of this run; answers how many. */
  sweepOlder(keep: ReadonlySet<string>, thanMs: number): Promise<number>
}

const STAGED_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const CONTENT_ID = /^[0-9a-f]{64}$/

/** The encrypted files of a data folder; what lies on the disk shows neither names nor which known contents it holds. */
export const openFileStore = async (data: string, keyring: { key(purpose: string): Buffer }): Promise<FileStore> => {
  const sealing = keyring.key('files')
  const naming = keyring.key('file names')
  const folder = join(data, 'files')
  const staged = join(folder, 'staged')
  const unfinished = join(folder, 'unfinished')
  const kept = join(folder, 'kept')
  const ownUnfinished = new Set<string>()
  const ownStaged = new Set<string>()
  const holders = new Set<Promise<unknown>>()
  /** Of each discarding that goes on: what was put since it began. */
  const putMeanwhile = new Set<Set<string>>()
  for (const path of [staged, unfinished, kept]) await makeFolder(path)

  /** The file's name on the disk, from which its key derives too. */
  const diskName = (id: string): string => (STAGED_ID.test(id) ? id : contentName(naming, id))

  const pathOf = (id: string): string | undefined => {
    if (STAGED_ID.test(id)) return join(staged, id)
    if (!CONTENT_ID.test(id)) return undefined
    const name = diskName(id)
    return join(kept, name.slice(0, 2), name)
  }

  const write = async (path: string, id: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> => {
    const temp = randomUUID()
    ownUnfinished.add(temp)
    try {
      await writeAtomically(join(unfinished, temp), path, seal(sealing, diskName(id), name, bytes))
    } finally {
      ownUnfinished.delete(temp)
    }
  }

  return {
    stage: async (name, bytes, options) => {
      const { maxBytes = Infinity } = options ?? {}
      const file = randomUUID()
      let size = 0
      const counted = async function* (): AsyncGenerator<Uint8Array> {
        for await (const piece of bytes) {
          size += piece.length
          if (size > maxBytes) throw new ExpectedError('FILE_TOO_LARGE', { maxBytes })
          yield piece
        }
      }
      ownStaged.add(file)
      await write(join(staged, file), file, shortName(name), counted())
      return { file, size }
    },

    put: async (bytes, name, declared) => {
      const file = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(file)!
      for (const put of putMeanwhile) put.add(file)
      if (!(await exists(path))) {
        await makeFolder(dirname(path))
        await write(path, file, shortName(name), once(bytes))
      }
      return { file, name: shortName(name), mime: mimeOf(bytes, name, declared), size: bytes.length }
    },

    open: async id => {
      const path = pathOf(id)
      if (path === undefined) return undefined
      const sealed = read(path)
      try {
        const { size } = await stat(path)
        const { name, head } = await unseal(sealing, diskName(id), sealed)
        return {
          name,
          mime: mimeOf(head, name),
          size: plainSize(size, name),
          bytes: {
            async *[Symbol.asyncIterator]() {
              yield* (await unseal(sealing, diskName(id), read(path))).bytes
            },
          },
        }
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined
        throw error
      } finally {
        await sealed.return(undefined)
      }
    },

    hold: async run => {
      const held = run()
      const settled = held.catch(() => {})
      holders.add(settled)
      try {
        return await held
      } finally {
        holders.delete(settled)
      }
    },

    discard: async (files, used) => {
      const put = new Set<string>()
      putMeanwhile.add(put)
      try {
        await Promise.all(holders)
        // Whoever held has by now asked for the write.
        await new Promise(resolve => setImmediate(resolve))
        const needed = await used(files)
        for (const file of files) {
          // At once, so that nothing is put between the question and the removal.
          if (CONTENT_ID.test(file) && !needed.has(file) && !put.has(file)) rmSync(pathOf(file)!, { force: true })
        }
      } finally {
        putMeanwhile.delete(put)
      }
    },

    remove: async id => {
      if (!STAGED_ID.test(id)) return
      ownStaged.delete(id)
      await rm(join(staged, id), { force: true })
    },

    sweep: async keep => {
      const left = async (path: string, needed: (name: string) => boolean): Promise<void> => {
        for (const name of await readdir(path)) if (!needed(name)) await rm(join(path, name), { force: true })
      }
      await left(unfinished, name => ownUnfinished.has(name))
      await left(staged, name => keep.has(name) || ownStaged.has(name))
    },

    sweepOlder: async (keep, thanMs) => {
      let removed = 0
      for (const name of await readdir(staged)) {
        const found = keep.has(name) ? undefined : await stat(join(staged, name)).catch(() => undefined)
        if (!found || found.mtimeMs >= thanMs) continue
        await rm(join(staged, name), { force: true })
        removed++
      }
      return removed
    },
  }
}

/** The name under which a content lies on the disk, from which its key derives too. */
export const contentName = (naming: Buffer, sha256: string): string => createHmac('sha256', naming).update(sha256).digest('hex')

/** Opens the file when the first piece is asked for, closes it when nobody wants more. */
export async function* read(path: string): AsyncGenerator<Uint8Array, undefined> {
  yield* createReadStream(path)
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** The last part of a path, cut to what every file system accepts, its extension kept. */
const shortName = (name: string): string => {
  const last = name.replace(/^.*[/\\]/, '').replace(/\p{Cc}/gu, '').toWellFormed()
  if (last.length <= 200) return last
  const extension = /\.[^.]{1,20}$/.exec(last)?.[0] ?? ''
  return (last.slice(0, 200 - extension.length) + extension).toWellFormed()
}

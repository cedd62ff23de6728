import { createHash, randomUUID } from 'node:crypto'
import { copyFile, link, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { exists, makeFolder, writeAtomically } from './disk.ts'
import { contentName, read } from './file-store.ts'
import { seal, unseal } from './sealed-file.ts'

interface Keys {
  key(purpose: string): Buffer
}

/** Folders of a file store, and the keys of each. */
export interface Reseal {
  readonly from: string
  readonly to: string
  readonly old: Keys
  readonly fresh: Keys
}

/** By the name of a file in the old folder, the place of its copy within the new one. */
export type Resealed = Record<string, string>

/**
 * Copies records' files from one folder to another under new keys, but those that were; answers all. What the old keys
 * do not open is copied as it is: it belongs to a restored backup of other keys, or is damaged. Copies of files that are
 * gone since are removed.
 */
export const resealKept = async ({ from, to, old, fresh }: Reseal, done: Resealed, onProgress: (done: number, total: number) => void): Promise<Resealed> => {
  const names = await namesIn(join(from, 'kept'))
  const there = new Set(names)
  for (const [name, copy] of Object.entries(done)) if (!there.has(name)) await rm(join(to, copy), { force: true })
  const resealed: Resealed = {}
  for (const [i, name] of names.entries()) {
    onProgress(i, names.length)
    resealed[name] = done[name] ?? (await resealOne(name, { from, to, old, fresh }))
  }
  onProgress(names.length, names.length)
  return resealed
}

const resealOne = async (name: string, { from, to, old, fresh }: Reseal): Promise<string> => {
  const path = join(from, 'kept', name.slice(0, 2), name)
  const id = await contentOf(path, name, old)
  const lasting = id === undefined ? name : contentName(fresh.key('file names'), id)
  const copy = join('kept', lasting.slice(0, 2), lasting)
  await makeFolder(join(to, 'kept', lasting.slice(0, 2)))
  if (id === undefined) await sameFile(path, join(to, copy))
  else await resealTo(join(to, copy), path, [name, lasting], { old, fresh, to })
  return copy
}

/** Its SHA-256, after which it is named; undefined where these keys do not open it to its end. */
const contentOf = async (path: string, name: string, keys: Keys): Promise<string | undefined> => {
  const hash = createHash('sha256')
  try {
    for await (const piece of (await unseal(keys.key('files'), name, read(path))).bytes) hash.update(piece)
  } catch (error) {
    if (isDamage(error)) return undefined
    throw error
  }
  const id = hash.digest('hex')
  return contentName(keys.key('file names'), id) === name ? id : undefined
}

/** Copies staged files under new keys; their names stay. */
export const resealStaged = async ({ from, to, old, fresh }: Reseal): Promise<void> => {
  await makeFolder(join(to, 'staged'))
  const names = (await exists(join(from, 'staged'))) ? await readdir(join(from, 'staged')) : []
  for (const name of names) {
    const path = join(from, 'staged', name)
    const copy = join(to, 'staged', name)
    try {
      await resealTo(copy, path, [name, name], { old, fresh, to })
    } catch (error) {
      if (!isDamage(error)) throw error
      await sameFile(path, copy)
    }
  }
}

const resealTo = async (target: string, path: string, [was, will]: readonly [string, string], { old, fresh, to }: Pick<Reseal, 'old' | 'fresh' | 'to'>): Promise<void> => {
  const { name, bytes } = await unseal(old.key('files'), was, read(path))
  const unfinished = join(to, 'unfinished')
  await makeFolder(unfinished)
  await writeAtomically(join(unfinished, randomUUID()), target, seal(fresh.key('files'), will, name, bytes))
}

const isDamage = (error: unknown): boolean => error instanceof ExpectedError && error.failure.code === 'STORE_DAMAGED'

const sameFile = async (from: string, to: string): Promise<void> => {
  // FAT and some network disks know no hard links.
  await link(from, to).catch(() => copyFile(from, to))
}

const namesIn = async (folder: string): Promise<string[]> =>
  (await exists(folder)) ? (await Promise.all((await readdir(folder)).map(each => readdir(join(folder, each))))).flat().toSorted() : []

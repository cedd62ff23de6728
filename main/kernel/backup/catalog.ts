import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { exists, makeFolder, writeAtomically } from '../files/disk.ts'
import { expired, type Keep, USUAL_KEEP } from './retention.ts'

/** Why a backup was made: by itself, because somebody asked, before something large, or around a change of the key. */
export const REASONS = ['daily', 'asked', 'import', 'restore', 'migration', 'key'] as const
export type Reason = (typeof REASONS)[number]

const note = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  reason: z.enum(REASONS),
  /** Records by type, those in the trash too. */
  counts: z.record(z.string(), z.int()),
  /** Of the database, in bytes. */
  size: z.int(),
  /** Document files that it relies on, by their names on the disk. */
  files: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  /** The text of the keyring, whose key only a passphrase, a recovery key or this machine opens. */
  keyring: z.string(),
  keyringId: z.string(),
})
export type BackupNote = z.output<typeof note>

/** A verified backup: a database beside a note of what is in it. */
export interface Backup extends BackupNote {
  readonly id: string
}

const ID = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/

export const backupId = (at: string): string => at.replace(/[:.]/g, '-')
export const databaseOf = (place: string, id: string): string => join(place, `${id}.db`)
const noteOf = (place: string, id: string): string => join(place, `${id}.json`)
/** Document files lie beside the databases, each once for all backups that rely on it. */
export const filesOf = (place: string): string => join(place, 'files')

/** The backups of a folder, newest first; one without its database, or whose note is damaged, is none. */
export const readBackups = async (place: string): Promise<Backup[]> => {
  const names = await readdir(place).catch((error: { code?: string }): string[] => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return []
    throw error
  })
  const found = await Promise.all(
    names.map(async (name): Promise<Backup[]> => {
      const id = name.replace(/\.json$/, '')
      if (id === name || !ID.test(id) || !names.includes(`${id}.db`)) return []
      try {
        return [{ id, ...note.parse(JSON.parse(await readFile(noteOf(place, id), 'utf8'))) }]
      } catch {
        return []
      }
    }),
  )
  return found.flat().toSorted((a, b) => (a.id < b.id ? 1 : -1))
}

export const backupOf = async (place: string, id: string): Promise<Backup> => {
  const found = (await readBackups(place)).find(backup => backup.id === id)
  if (!found) throw new ExpectedError('BACKUP_GONE', { id, place })
  return found
}

/** Enters a finished backup: from now on it is one. */
export const writeNote = (place: string, id: string, content: BackupNote): Promise<void> => writeAtomically(`${noteOf(place, id)}.new`, noteOf(place, id), JSON.stringify(content))

/** Has the same protection open older backups under one key. */
export const reprotect = async (place: string, keyringId: string, keyring: string): Promise<void> => {
  for (const { id, ...content } of await readBackups(place)) if (content.keyringId === keyringId) await writeNote(place, id, { ...content, keyring })
}

/** A file that no note names may be that of a backup which other data is making in the same place; no backup takes this long. */
const LONGEST_MAKING_MS = 86_400_000

/**
 * Removes the backups of these data whose time has passed, then what no backup relies on, and what interrupted ones left
 * behind. Other data may have theirs in the same place.
 */
export const prune = async (place: string, keep: Keep, isOwn: (backup: Backup) => boolean, now: number): Promise<void> => {
  const all = await readBackups(place)
  const gone = new Set(expired(all.filter(isOwn), keep, now).map(({ id }) => id))
  // The note goes first: a database without one is no backup, and goes the next time.
  for (const id of gone) {
    await rm(noteOf(place, id), { force: true })
    await rm(databaseOf(place, id), { force: true })
  }
  const left = all.filter(({ id }) => !gone.has(id))
  const needed = new Set(left.flatMap(({ id, files }) => [`${id}.db`, ...files]))
  const removeUnneeded = async (folder: string, name: string): Promise<void> => {
    if (needed.has(name)) return
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && now - found.mtimeMs > LONGEST_MAKING_MS) await rm(join(folder, name), { force: true })
  }
  for (const name of await readdir(place)) {
    const id = /^(.*)\.(?:db|db-journal|unfinished|unfinished-journal|json\.new)$/.exec(name)?.[1]
    if (id !== undefined && ID.test(id)) await removeUnneeded(place, name)
  }
  if (!(await exists(filesOf(place)))) return
  for (const folder of await readdir(filesOf(place))) {
    for (const name of await readdir(join(filesOf(place), folder))) await removeUnneeded(join(filesOf(place), folder), name)
  }
}

const settingsFile = z.object({ place: z.string().optional(), keep: z.object({ daily: z.int().min(1).max(60), weekly: z.int().min(0).max(60), monthly: z.int().min(0).max(120) }).default(USUAL_KEEP) })

export interface BackupSettings {
  readonly place: string
  readonly keep: Keep
}

/** In the open, so that backups are found even when the database cannot be read. */
const settingsOf = (data: string): string => join(data, 'backups.json')

export const usualPlace = (data: string): string => join(data, 'backups')

export const readSettings = async (data: string): Promise<BackupSettings> => {
  try {
    const { place, keep } = settingsFile.parse(JSON.parse(await readFile(settingsOf(data), 'utf8')))
    return { place: place ?? usualPlace(data), keep }
  } catch {
    return { place: usualPlace(data), keep: USUAL_KEEP }
  }
}

export const writeSettings = async (data: string, { place, keep }: BackupSettings): Promise<void> => {
  await makeFolder(place)
  const content = { ...(place === usualPlace(data) ? {} : { place }), keep }
  await writeAtomically(`${settingsOf(data)}.new`, settingsOf(data), `${JSON.stringify(content, null, 2)}\n`)
}

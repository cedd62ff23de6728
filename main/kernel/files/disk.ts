import { access, type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'

/** What to throw for an error of the file system: a full or read-only disk is expected, anything else stays as it is. */
export const diskFailure = (error: unknown): unknown => {
  const { code, path } = error as { code?: string; path?: string }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ExpectedError('DISK_FULL', { path })
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return new ExpectedError('READ_ONLY', { path })
  return error
}

export const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false)

/** Makes a folder, and those above it, for this user only. Throws ExpectedError DISK_FULL and READ_ONLY. */
export const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw diskFailure(error)
  }
}

type Content = Parameters<FileHandle['writeFile']>[0]

/**
 * Writes a file that appears whole or not at all, also after a power cut, readable by this user only. `temp` lies on
 * the same disk; `place` puts the finished file in its place, by default over an older one. Throws ExpectedError
 * DISK_FULL and READ_ONLY.
 */
export const writeAtomically = async (
  temp: string,
  target: string,
  content: Content,
  place: (from: string, to: string) => Promise<void> = rename,
): Promise<void> => {
  try {
    const file = await open(temp, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await place(temp, target)
    await syncFolder(dirname(target))
  } catch (error) {
    throw diskFailure(error)
  } finally {
    await rm(temp, { force: true })
  }
}

/** Has the disk keep what was renamed in a folder, also after a power cut. */
export const syncFolder = async (path: string): Promise<void> => {
  // Windows opens no folder as a file, and NTFS journals the rename itself.
  if (process.platform === 'win32') return
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

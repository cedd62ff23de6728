import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../../tests/fixtures/folder.ts'
import { type Backup, backupId, databaseOf, filesOf, prune, readBackups, writeNote } from './catalog.ts'
import { USUAL_KEEP } from './retention.ts'

const NOW = Date.parse('2026-11-21T08:00:00.000Z')
const HOUR = 3_600_000
const DAY = 24 * HOUR
const nameOf = (letter: string): string => letter.repeat(64)

const written = async (path: string, at: number): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, '')
  await utimes(path, new Date(at), new Date(at))
}
const fileOf = (place: string, letter: string): string => join(filesOf(place), letter.repeat(2), nameOf(letter))

/** A backup of the data with this key; answers its id. */
const backup = async (place: string, at: number, keyringId: string, letters = ''): Promise<string> => {
  const id = backupId(new Date(at).toISOString())
  await written(databaseOf(place, id), at)
  for (const letter of letters) await written(fileOf(place, letter), at)
  await writeNote(place, id, { version: 1, at: new Date(at).toISOString(), reason: 'daily', counts: {}, size: 0, files: [...letters].map(nameOf), keyring: '', keyringId })
  return id
}
const isMine = ({ keyringId }: Pick<Backup, 'keyringId'>): boolean => keyringId === 'mine'
const kept = async (place: string): Promise<string[]> => (await readBackups(place)).map(({ id, keyringId }) => `${keyringId} ${id.slice(0, 10)}`)
const documents = async (place: string): Promise<string[]> => (await readdir(filesOf(place), { recursive: true })).filter(name => name.length > 64).map(name => name.slice(-1)).toSorted()

describe('backups whose time has passed', () => {
  it('are removed with what they alone rely on; those of other data in the same place stay, and count for none', async () => {
    const place = temporaryFolder()
    for (let days = 1; days <= 3; days++) {
      await backup(place, NOW - days * DAY - 2 * HOUR, 'mine', `a${days === 3 ? 'b' : ''}`)
      await backup(place, NOW - days * DAY - HOUR, 'theirs', days === 3 ? 'c' : '')
    }
    await prune(place, { ...USUAL_KEEP, daily: 2, weekly: 0, monthly: 0 }, isMine, NOW)
    expect(await kept(place)).toEqual(['theirs 2026-11-20', 'mine 2026-11-20', 'theirs 2026-11-19', 'mine 2026-11-19', 'theirs 2026-11-18'])
    expect(await documents(place)).toEqual(['a', 'c'])
  })
})

describe('what no backup relies on', () => {
  it('is removed after a day: until then other data may be making a backup of it', async () => {
    const place = temporaryFolder()
    await backup(place, NOW, 'mine')
    for (const [days, letter] of [[0, 'a'], [2, 'b']] as const) {
      const at = NOW - days * DAY - HOUR
      const id = backupId(new Date(at).toISOString())
      for (const path of [join(place, `${id}.unfinished`), join(place, `${id}.json.new`), databaseOf(place, id), fileOf(place, letter), `${fileOf(place, letter)}.unfinished`]) await written(path, at)
    }
    await prune(place, USUAL_KEEP, isMine, NOW)
    expect((await readdir(place)).filter(name => !name.startsWith('2026-11-21T08')).toSorted()).toEqual(['2026-11-21T07-00-00-000Z.db', '2026-11-21T07-00-00-000Z.json.new', '2026-11-21T07-00-00-000Z.unfinished', 'files'])
    expect(await readdir(join(filesOf(place), 'aa'))).toHaveLength(2)
    expect(await readdir(join(filesOf(place), 'bb'))).toEqual([])
  })
})

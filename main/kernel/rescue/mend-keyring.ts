import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { readBackups, readSettings } from '../backup/catalog.ts'
import { makeFolder } from '../files/disk.ts'
import { type Keyring, type KeyringOptions, openKeyring, openKeyringText, writeKeyring } from '../store/keyring.ts'
import { keyFits } from './pages.ts'

/**
 * Opens the keys of a data folder, as `openKeyring` does; where their file is damaged, the newest backup that carries a
 * keyring for these very data gives it back, and the damaged one is set aside.
 */
export const openKeyringOrMend = async (options: KeyringOptions, file: string, now: () => number): Promise<Keyring> => {
  try {
    return await openKeyring(options)
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.failure.code !== 'STORE_DAMAGED') throw error
    const text = await soundKeyring(options, file)
    if (text === undefined) throw error
    const aside = join(options.data, 'set-aside', new Date(now()).toISOString().replace(/[:.]/g, '-'))
    await makeFolder(aside)
    await copyFile(join(options.data, 'keyring.json'), join(aside, 'keyring.json'))
    await writeKeyring(options.data, text)
    return openKeyring(options)
  }
}

const soundKeyring = async (options: KeyringOptions, file: string): Promise<string | undefined> => {
  const { place } = await readSettings(options.data)
  for (const { keyring, id } of await readBackups(place)) {
    try {
      const opened = await openKeyringText(keyring, id, options, options.recoveryKey)
      if (await keyFits(file, opened.key('database'))) return keyring
    } catch (error) {
      // An older backup may know better.
      if (!(error instanceof ExpectedError)) throw error
    }
  }
  return undefined
}

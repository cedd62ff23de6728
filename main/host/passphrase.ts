import { readFile } from 'node:fs/promises'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import type { HostArguments } from './arguments.ts'

/**
 * The passphrase that a person gave, from a file or from CALEPIN_PASSPHRASE, which no process started later sees. Throws
 * ExpectedError KEY_MISSING where the file holds none.
 */
export const passphraseOf = async ({ passphraseFile }: HostArguments): Promise<string | undefined> => {
  const { CALEPIN_PASSPHRASE: passphrase } = process.env
  delete process.env['CALEPIN_PASSPHRASE']
  if (passphraseFile === undefined) return passphrase || undefined
  try {
    const text = (await readFile(passphraseFile, 'utf8')).replace(/[\r\n]+$/, '')
    if (text !== '') return text
  } catch {
    // Told below, like an empty one.
  }
  throw new ExpectedError('KEY_MISSING', { place: 'passphraseFile', path: passphraseFile })
}

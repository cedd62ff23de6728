import { readFile } from 'node:fs/promises'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import type { HostArguments } from './arguments.ts'
import type { CoreOptions } from './core-api.ts'

export type Secrets = Pick<CoreOptions, 'passphrase' | 'recoveryKey'>

/**
 * What a person gave to open the data: the passphrase, from a file or from CALEPIN_PASSPHRASE, and the recovery key, from
 * CALEPIN_RECOVERY_KEY; no process started later sees the variables. Throws ExpectedError KEY_MISSING where the file holds
 * none.
 */
export const secretsOf = async ({ passphraseFile }: HostArguments): Promise<Secrets> => {
  const { CALEPIN_PASSPHRASE: named, CALEPIN_RECOVERY_KEY: recoveryKey } = process.env
  delete process.env['CALEPIN_PASSPHRASE']
  delete process.env['CALEPIN_RECOVERY_KEY']
  const passphrase = passphraseFile === undefined ? named : await passphraseIn(passphraseFile)
  return { ...(passphrase && { passphrase }), ...(recoveryKey && { recoveryKey }) }
}

const passphraseIn = async (path: string): Promise<string> => {
  const text = await readFile(path, 'utf8').catch(() => '')
  const passphrase = text.replace(/[\r\n]+$/, '')
  if (passphrase === '') throw new ExpectedError('KEY_MISSING', { place: 'passphraseFile', path })
  return passphrase
}

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomUUID, scrypt, type ScryptOptions } from 'node:crypto'
import { link, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { diskFailure, exists, makeFolder, writeAtomically } from '../files/disk.ts'
import { masterOf, recoveryKey } from './recovery-key.ts'

/** What protects the master key: a passphrase, a key file of this machine, or the system's keychain. */
export type KeyPlace = 'passphrase' | 'keyFile' | 'keychain'

export interface Keyring {
  readonly id: string
  readonly place: KeyPlace
  /** 32 bytes for one purpose, always the same ones in this data folder; purposes tell nothing about each other. */
  key(purpose: string): Buffer
  /** Opens the data where what protects the key is lost: to be printed, and kept where the data is not. */
  readonly recoveryKey: string
  /** The text of a keyring for the same keys, protected by what this machine has. */
  reseal(): Promise<string>
}

/** The system's keychain, where the host has one: seals bytes for this user of this machine. */
export interface Sealer {
  seal(bytes: Buffer): Promise<Buffer>
  unseal(bytes: Buffer): Promise<Buffer>
}

export interface KeyringOptions {
  data: string
  /** Never inside `data`: a key file here protects the data when there is neither passphrase nor sealer. */
  config: string
  passphrase?: string
  sealer?: Sealer
  /** Opens the data instead of what protects its key. */
  recoveryKey?: string
}

const bytes = z.base64().transform(text => Buffer.from(text, 'base64'))

const keyringFile = z.object({
  version: z.literal(1),
  id: z.uuid(),
  place: z.enum(['passphrase', 'keyFile', 'keychain']),
  /** Of scrypt, for a passphrase. */
  kdf: z.object({ N: z.int().min(2 ** 14).max(2 ** 20), r: z.int().min(1).max(32), p: z.int().min(1).max(16), salt: bytes }).optional(),
  /** The master key: nonce, ciphertext and tag of AES-256-GCM, or what the keychain made of it. */
  sealed: bytes,
  /** SHA-256 of all the above, which tells a damaged file from a wrong passphrase. */
  check: z.string(),
})
type KeyringFile = z.output<typeof keyringFile>

const SCRYPT = { N: 2 ** 17, r: 8, p: 1 }
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/**
 * Opens the keys of a data folder, or makes them in a new one. Throws ExpectedError KEY_MISSING or KEY_WRONG with the
 * place and path of what is asked for, and STORE_DAMAGED for a damaged keyring; none of them changes anything.
 */
export const openKeyring = async (options: KeyringOptions): Promise<Keyring> => {
  const path = keyringPath(options.data)
  const text = (await readIfThere(path)) ?? (await create(path, options))
  const file = parse(text, path)
  const master = options.recoveryKey === undefined ? await unsealMaster(file, path, options) : masterOf(options.recoveryKey)
  if (!master) throw new ExpectedError('KEY_WRONG', { place: 'recoveryKey', path })
  return keyringOf(file, master, options)
}

/**
 * Opens a keyring that lies elsewhere, such as a backup's: by what this machine has, or by its passphrase or recovery
 * key. Throws ExpectedError KEY_MISSING where neither fits and none was given, and KEY_WRONG.
 */
export const openKeyringText = async (text: string, path: string, options: KeyringOptions, secret: string | undefined): Promise<Keyring> => {
  const file = parse(text, path)
  const asked = secret === undefined ? undefined : masterOf(secret)
  try {
    return keyringOf(file, asked ?? (await unsealMaster(file, path, file.place === 'passphrase' && secret !== undefined ? { ...options, passphrase: secret } : withoutOther(options, file.place))), options)
  } catch (error) {
    if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('KEY_')) throw error
    throw new ExpectedError(secret === undefined ? 'KEY_MISSING' : 'KEY_WRONG', { place: 'backup', path })
  }
}

/** A passphrase of these data says nothing of data that another thing protects. */
const withoutOther = ({ passphrase, ...options }: KeyringOptions, place: KeyPlace): KeyringOptions => (place === 'passphrase' && passphrase !== undefined ? { ...options, passphrase } : options)

const keyringOf = ({ place, id }: KeyringFile, master: Buffer, options: KeyringOptions): Keyring => ({
  id,
  place,
  key: purpose => Buffer.from(hkdfSync('sha256', master, id, `calepin ${purpose}`, 32)),
  recoveryKey: recoveryKey(master),
  reseal: () => seal(id, master, options),
})

const placeOf = ({ passphrase, sealer }: KeyringOptions): KeyPlace => (passphrase !== undefined ? 'passphrase' : sealer ? 'keychain' : 'keyFile')

/** The text of a keyring, protected by what the options offer; a key file is written. */
const seal = async (id: string, master: Buffer, options: KeyringOptions): Promise<string> => {
  const { config, passphrase, sealer } = options
  const place = placeOf(options)
  let content: Record<string, unknown>
  if (passphrase !== undefined) {
    const salt = randomBytes(32)
    const key = await passphraseKey(passphrase, { ...SCRYPT, salt })
    content = { version: 1, id, place, kdf: { ...SCRYPT, salt: salt.toString('base64') }, sealed: encrypt(key, id, master).toString('base64') }
  } else if (sealer) {
    content = { version: 1, id, place, sealed: (await sealer.seal(master)).toString('base64') }
  } else {
    const key = randomBytes(32)
    const keyFile = keyFilePath(config, id)
    await makeFolder(join(config, 'keys'))
    await writeAtomically(`${keyFile}.new`, keyFile, `${key.toString('base64')}\n`)
    content = { version: 1, id, place, sealed: encrypt(key, id, master).toString('base64') }
  }
  return `${JSON.stringify({ ...content, check: checkOf(content) }, null, 2)}\n`
}

const create = async (path: string, options: KeyringOptions): Promise<string> => {
  // A database that lost its keyring is unreadable for good once a new one lies there.
  if (await exists(join(options.data, 'calepin.db'))) throw new ExpectedError('KEY_MISSING', { place: placeOf(options), path })
  const id = randomUUID()
  await makeFolder(options.data)
  await writeAtomically(`${path}.${id}`, path, await seal(id, randomBytes(32), options), placeNew)
  // Another process may have been first.
  return readFile(path, 'utf8')
}

const keyringPath = (data: string): string => join(data, 'keyring.json')

/** Puts a keyring in the place of the present one. */
export const writeKeyring = (data: string, text: string): Promise<void> => writeAtomically(`${keyringPath(data)}.new`, keyringPath(data), text)

/** Puts a new file in its place unless one is there already. */
const placeNew = async (from: string, to: string): Promise<void> => {
  try {
    await link(from, to)
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return
    // FAT and some network disks know no hard links.
    if (!(await exists(to))) await rename(from, to)
  }
}

const parse = (text: string, path: string): KeyringFile => {
  try {
    const content = JSON.parse(text) as Record<string, unknown>
    const { check, ...rest } = content
    if (check !== checkOf(rest)) throw new Error('check')
    return keyringFile.parse(content)
  } catch {
    throw new ExpectedError('STORE_DAMAGED', { path })
  }
}

const checkOf = (content: Record<string, unknown>): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

const unsealMaster = async (file: KeyringFile, path: string, { config, passphrase, sealer }: KeyringOptions): Promise<Buffer> => {
  const { place, id, sealed } = file
  // A passphrase that protects nothing would be a false promise.
  if (passphrase !== undefined && place !== 'passphrase') throw new ExpectedError('KEY_WRONG', { place, path })
  switch (place) {
    case 'passphrase': {
      if (passphrase === undefined) throw new ExpectedError('KEY_MISSING', { place, path })
      if (!file.kdf) throw new ExpectedError('STORE_DAMAGED', { path })
      return decrypt(await passphraseKey(passphrase, file.kdf), file, path)
    }
    case 'keyFile': {
      const keyFile = keyFilePath(config, id)
      const text = await readIfThere(keyFile)
      if (text === undefined) throw new ExpectedError('KEY_MISSING', { place, path: keyFile })
      return decrypt(Buffer.from(text, 'base64'), file, keyFile)
    }
    case 'keychain': {
      if (!sealer) throw new ExpectedError('KEY_MISSING', { place, path })
      try {
        return await sealer.unseal(sealed)
      } catch {
        throw new ExpectedError('KEY_WRONG', { place, path })
      }
    }
  }
}

const passphraseKey = (passphrase: string, { N, r, p, salt }: NonNullable<KeyringFile['kdf']>): Promise<Buffer> =>
  // Keyboards differ in how they compose accents.
  derive(passphrase.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r })

const encrypt = (key: Buffer, id: string, plain: Buffer): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

const decrypt = (key: Buffer, { place, id, sealed }: KeyringFile, path: string): Buffer => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  } catch {
    throw new ExpectedError('KEY_WRONG', { place, path })
  }
}

const keyFilePath = (config: string, id: string): string => join(config, 'keys', `${id}.key`)

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw diskFailure(error)
  }
}

import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, scrypt, type ScryptOptions } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { diskFailure, makeFolder, writeAtomically } from '../files/disk.ts'
import { masterOf } from './recovery-key.ts'

/** What protects the master key: a passphrase, a key file of this machine, or the system's keychain. */
export type KeyPlace = 'passphrase' | 'keyFile' | 'keychain'

/** The system's keychain, where the host has one: seals bytes for this user of this machine. */
export interface Sealer {
  seal(bytes: Buffer): Promise<Buffer>
  unseal(bytes: Buffer): Promise<Buffer>
}

/** What can protect a key: the passphrase where there is one, else the keychain, else a key file in `config`. */
export interface Protection {
  /** Never inside the data: a key file here protects the data when there is neither passphrase nor sealer. */
  config: string
  passphrase?: string
  sealer?: Sealer
}

/** 32 bytes from which all other keys derive, by the name of what they open. */
export interface MasterKey {
  readonly id: string
  readonly master: Buffer
}

/** What one protection opens: the key of the data, and those that opened them before. */
export interface Ring extends MasterKey {
  /** 32 bytes that open the keyring too. */
  readonly recovery: Buffer
  readonly others: readonly MasterKey[]
}

const bytes = z.base64().transform(text => Buffer.from(text, 'base64'))

const common = {
  id: z.uuid(),
  place: z.enum(['passphrase', 'keyFile', 'keychain']),
  /** Of scrypt, for a passphrase. */
  kdf: z.object({ N: z.int().min(2 ** 14).max(2 ** 20), r: z.int().min(1).max(32), p: z.int().min(1).max(16), salt: bytes }).optional(),
  /** The master key: nonce, ciphertext and tag of AES-256-GCM, or what the keychain made of it. */
  sealed: bytes,
  /** SHA-256 of all the above, which tells a damaged file from a wrong passphrase. */
  check: z.string(),
}
const keyringFile = z.discriminatedUnion('version', [
  // Its recovery key was the master key itself.
  z.object({ version: z.literal(1), ...common }),
  z.object({
    version: z.literal(2),
    ...common,
    /** The master key, sealed by the recovery key. */
    recovery: bytes,
    /** The recovery key and the other master keys, sealed by this one. */
    ring: bytes,
  }),
])
export type KeyringFile = z.output<typeof keyringFile>

const ringContent = z.object({ recovery: bytes, others: z.array(z.object({ id: z.uuid(), master: bytes })) })

const SCRYPT = { N: 2 ** 17, r: 8, p: 1 }
const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

export const keyringPath = (data: string): string => join(data, 'keyring.json')

export const placeOf = ({ passphrase, sealer }: Protection): KeyPlace => (passphrase !== undefined ? 'passphrase' : sealer ? 'keychain' : 'keyFile')

/** Throws ExpectedError STORE_DAMAGED. */
export const parseKeyring = (text: string, path: string): KeyringFile => {
  try {
    const content = JSON.parse(text) as Record<string, unknown>
    const { check, ...rest } = content
    if (check !== checkOf(rest)) throw new Error('check')
    return keyringFile.parse(content)
  } catch {
    throw new ExpectedError('STORE_DAMAGED', { path })
  }
}

/** The text of a keyring, protected by what there is; a key file is written where none is. */
export const sealKeyring = async ({ id, master, recovery, others }: Ring, protection: Protection): Promise<string> => {
  const ring = JSON.stringify({ recovery: recovery.toString('base64'), others: others.map(other => ({ id: other.id, master: other.master.toString('base64') })) })
  const content = {
    version: 2,
    id,
    place: placeOf(protection),
    ...(await sealedBy(protection, { id, master })),
    recovery: encrypt(recovery, id, master).toString('base64'),
    ring: encrypt(ringKey({ id, master }), id, Buffer.from(ring)).toString('base64'),
  }
  return `${JSON.stringify({ ...content, check: checkOf(content) }, null, 2)}\n`
}

const sealedBy = async ({ config, passphrase, sealer }: Protection, { id, master }: MasterKey): Promise<Record<string, unknown>> => {
  if (passphrase !== undefined) {
    const salt = randomBytes(32)
    const key = await passphraseKey(passphrase, { ...SCRYPT, salt })
    return { kdf: { ...SCRYPT, salt: salt.toString('base64') }, sealed: encrypt(key, id, master).toString('base64') }
  }
  if (sealer) return { sealed: (await sealer.seal(master)).toString('base64') }
  return { sealed: encrypt(await keyFileFor(config, id), id, master).toString('base64') }
}

/** The key in the key file, made when there is none: one that is there opens the present keyring until another takes its place. */
const keyFileFor = async (config: string, id: string): Promise<Buffer> => {
  const path = keyFilePath(config, id)
  const present = Buffer.from((await readIfThere(path)) ?? '', 'base64')
  if (present.length === 32) return present
  const key = randomBytes(32)
  await makeFolder(join(config, 'keys'))
  // Left behind by a process that was killed.
  await rm(`${path}.new`, { force: true })
  await writeAtomically(`${path}.new`, path, `${key.toString('base64')}\n`)
  return key
}

/** Opens a keyring by what protects it. Throws ExpectedError KEY_MISSING and KEY_WRONG with the place and path of what is asked for, STORE_DAMAGED. */
export const unsealByProtection = async (file: KeyringFile, path: string, protection: Protection): Promise<Ring> => ringOf(file, await masterBy(file, path, protection), path)

/** Opens a keyring by its recovery key, however it was typed. Throws ExpectedError KEY_WRONG, STORE_DAMAGED. */
export const unsealByRecovery = (file: KeyringFile, path: string, typed: string): Ring => {
  const recovery = masterOf(typed)
  const master = recovery && (file.version === 1 ? recovery : decrypt(recovery, file.id, file.recovery))
  if (!master) throw new ExpectedError('KEY_WRONG', { place: 'recoveryKey', path })
  return ringOf(file, master, path)
}

const ringOf = (file: KeyringFile, master: Buffer, path: string): Ring => {
  const { id } = file
  if (file.version === 1) return { id, master, recovery: master, others: [] }
  const ring = decrypt(ringKey({ id, master }), id, file.ring)
  if (!ring) throw new ExpectedError('STORE_DAMAGED', { path })
  return { id, master, ...ringContent.parse(JSON.parse(ring.toString())) }
}

const masterBy = async (file: KeyringFile, path: string, { config, passphrase, sealer }: Protection): Promise<Buffer> => {
  const { place, id, sealed } = file
  const opened = (key: Buffer, from: string): Buffer => {
    const master = decrypt(key, id, sealed)
    if (!master) throw new ExpectedError('KEY_WRONG', { place, path: from })
    return master
  }
  // A passphrase that protects nothing would be a false promise.
  if (passphrase !== undefined && place !== 'passphrase') throw new ExpectedError('KEY_WRONG', { place, path })
  switch (place) {
    case 'passphrase': {
      if (passphrase === undefined) throw new ExpectedError('KEY_MISSING', { place, path })
      if (!file.kdf) throw new ExpectedError('STORE_DAMAGED', { path })
      return opened(await passphraseKey(passphrase, file.kdf), path)
    }
    case 'keyFile': {
      const keyFile = keyFilePath(config, id)
      const text = await readIfThere(keyFile)
      if (text === undefined) throw new ExpectedError('KEY_MISSING', { place, path: keyFile })
      return opened(Buffer.from(text, 'base64'), keyFile)
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

/** 32 bytes for one purpose; purposes tell nothing about each other. */
export const keyFor = ({ id, master }: MasterKey, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', master, id, `calepin ${purpose}`, 32))

const ringKey = (key: MasterKey): Buffer => keyFor(key, 'keyring')

const checkOf = (content: Record<string, unknown>): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')

const passphraseKey = (passphrase: string, { N, r, p, salt }: NonNullable<KeyringFile['kdf']>): Promise<Buffer> =>
  // Keyboards differ in how they compose accents.
  derive(passphrase.normalize('NFKC'), salt, 32, { N, r, p, maxmem: 256 * N * r })

const encrypt = (key: Buffer, id: string, plain: Buffer): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when the key does not fit. */
const decrypt = (key: Buffer, id: string, sealed: Buffer): Buffer | undefined => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  } catch {
    return undefined
  }
}

const keyFilePath = (config: string, id: string): string => join(config, 'keys', `${id}.key`)

/** Removes the key files of keys that something else protects by now. */
export const removeKeyFiles = async (config: string, ids: readonly string[]): Promise<void> => {
  for (const id of ids) await rm(keyFilePath(config, id), { force: true })
}

export const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return undefined
    throw diskFailure(error)
  }
}

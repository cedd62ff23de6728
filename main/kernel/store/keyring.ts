import { randomBytes, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { exists, makeFolder, writeAtomically } from '../files/disk.ts'
import {
  keyFor,
  keyringPath,
  type KeyPlace,
  type MasterKey,
  parseKeyring,
  placeOf,
  type Protection,
  readIfThere,
  type Ring,
  type Sealer,
  sealKeyring,
  unsealByProtection,
  unsealByRecovery,
} from './keyring-file.ts'
import { recoveryKey } from './recovery-key.ts'

export type { KeyPlace, Sealer }

export interface Keyring {
  readonly id: string
  readonly place: KeyPlace
  /** 32 bytes for one purpose, always the same ones in this data folder; purposes tell nothing about each other. */
  key(purpose: string): Buffer
  /** Opens the data where what protects the key is lost: to be printed, and kept where the data is not. */
  readonly recoveryKey: string
  /** The master keys that it holds, its own first. */
  readonly held: readonly MasterKey[]
  /** The keyring whose own key is another one that this one holds. */
  turnedTo(id: string): Keyring | undefined
  /** The same keyring, which holds another one's keys too. */
  holding(others: readonly MasterKey[]): Keyring
  /** The same keyring with another recovery key. */
  withNewRecoveryKey(): Keyring
  /** A keyring with a new key of its own and another recovery key; the present keys are among those that it holds. */
  renewed(): Keyring
  /** The text of the keyring under a protection. It keeps none itself, for that would be the one by which it was opened. */
  seal(protection: Protection): Promise<string>
}

export interface KeyringOptions extends Protection {
  data: string
  /** Opens the data instead of what protects its key. */
  recoveryKey?: string
}

const KEY_BYTES = 32

/**
 * Opens the keys of a data folder, or makes them in a new one. Throws ExpectedError KEY_MISSING or KEY_WRONG with the
 * place and path of what is asked for, and STORE_DAMAGED for a damaged keyring; none of them changes anything.
 */
export const openKeyring = async (options: KeyringOptions): Promise<Keyring> => {
  const path = keyringPath(options.data)
  const text = (await readIfThere(path)) ?? (await create(path, options))
  const file = parseKeyring(text, path)
  const ring = options.recoveryKey === undefined ? await unsealByProtection(file, path, options) : unsealByRecovery(file, path, options.recoveryKey)
  return keyringOf(file.place, ring)
}

/**
 * Opens a keyring that lies elsewhere, such as a backup's: by what this machine has, or by its passphrase or recovery
 * key. Throws ExpectedError KEY_MISSING where neither fits and none was given, and KEY_WRONG.
 */
export const openKeyringText = async (text: string, path: string, protection: Protection, secret: string | undefined): Promise<Keyring> => {
  const file = parseKeyring(text, path)
  const { passphrase, ...others } = protection
  const tries: (() => Ring | Promise<Ring>)[] = []
  if (secret !== undefined) tries.push(() => unsealByRecovery(file, path, secret))
  // A passphrase of these data says nothing of data that another thing protects.
  if (file.place !== 'passphrase') tries.push(() => unsealByProtection(file, path, others))
  else tries.push(() => unsealByProtection(file, path, { ...others, passphrase: secret ?? passphrase }))
  for (const unseal of tries) {
    try {
      return keyringOf(file.place, await unseal())
    } catch (error) {
      if (!(error instanceof ExpectedError) || !error.failure.code.startsWith('KEY_')) throw error
    }
  }
  throw new ExpectedError(secret === undefined ? 'KEY_MISSING' : 'KEY_WRONG', { place: 'backup', path })
}

const keyringOf = (place: KeyPlace, ring: Ring): Keyring => {
  const { id, master, recovery, others } = ring
  const held = [{ id, master }, ...others]
  const withRing = (change: Partial<Ring>): Keyring => keyringOf(place, { ...ring, ...change })
  const turned = (own: MasterKey): Partial<Ring> => ({ ...own, others: held.filter(key => key.id !== own.id) })
  return {
    id,
    place,
    held,
    key: purpose => keyFor(ring, purpose),
    recoveryKey: recoveryKey(recovery),
    turnedTo: wanted => {
      const own = held.find(key => key.id === wanted)
      return own && withRing(turned(own))
    },
    holding: more => withRing({ others: [...others, ...more.filter(key => held.every(mine => mine.id !== key.id))] }),
    withNewRecoveryKey: () => withRing({ recovery: randomBytes(KEY_BYTES) }),
    renewed: () => withRing({ ...turned({ id: randomUUID(), master: randomBytes(KEY_BYTES) }), recovery: randomBytes(KEY_BYTES) }),
    seal: protection => sealKeyring(ring, protection),
  }
}

const create = async (path: string, options: KeyringOptions): Promise<string> => {
  // A database that lost its keyring is unreadable for good once a new one lies there.
  if (await exists(join(options.data, 'calepin.db'))) throw new ExpectedError('KEY_MISSING', { place: placeOf(options), path })
  const id = randomUUID()
  await makeFolder(options.data)
  const ring = { id, master: randomBytes(KEY_BYTES), recovery: randomBytes(KEY_BYTES), others: [] }
  await writeAtomically(`${path}.${id}`, path, await sealKeyring(ring, options), placeNew)
  // Another process may have been first.
  return readFile(path, 'utf8')
}

/** Puts a keyring in the place of the present one. */
export const writeKeyring = async (data: string, text: string): Promise<void> => {
  const temp = `${keyringPath(data)}.new`
  // Left behind by a process that was killed.
  await rm(temp, { force: true })
  await writeAtomically(temp, keyringPath(data), text)
}

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

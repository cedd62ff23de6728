import { createCipheriv, createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { openKeyring, type Sealer, writeKeyring } from './keyring.ts'
import { recoveryKey } from './recovery-key.ts'

let folder: string
let data: string
let config: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calepin-keyring-'))
  data = join(folder, 'data')
  config = join(folder, 'config')
})
afterEach(() => rm(folder, { recursive: true }))

/** Every file below the folder with its content, to tell that nothing changed. */
const everything = async (): Promise<Record<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)).toSorted()
  return Object.fromEntries(await Promise.all(files.map(async path => [path, await readFile(path, 'base64')] as const)))
}

/** Why the keys are not opened; that nothing changed is seen to. */
const refusal = async (passphrase?: string, sealer?: Sealer): Promise<unknown> => {
  const before = await everything()
  const reason = await openKeyring({ data, config, passphrase, sealer }).then(
    () => 'opened',
    (error: unknown) => (error instanceof ExpectedError ? error.failure : error),
  )
  expect(await everything()).toEqual(before)
  return reason
}

const keyringPath = (): string => join(data, 'keyring.json')
const edit = async (change: (keyring: Record<string, unknown>) => unknown): Promise<void> =>
  writeFile(keyringPath(), JSON.stringify(change(JSON.parse(await readFile(keyringPath(), 'utf8')) as Record<string, unknown>)))

describe('the keyring', () => {
  it('gives the same keys each time, another one for each purpose and data folder', async () => {
    const first = await openKeyring({ data, config })
    const second = await openKeyring({ data, config })
    const other = await openKeyring({ data: join(folder, 'other'), config })
    expect(first.key('files')).toHaveLength(32)
    expect(second.key('files')).toEqual(first.key('files'))
    expect(first.key('database')).not.toEqual(first.key('files'))
    expect(other.key('files')).not.toEqual(first.key('files'))
  })

  it('agrees on one key when two processes make it at once', async () => {
    const both = await Promise.all([openKeyring({ data, config }), openKeyring({ data, config })])
    expect(both[0].key('files')).toEqual(both[1].key('files'))
    expect(await readdir(data)).toEqual(['keyring.json'])
  })

  it('says that its file is damaged, and leaves it as it is', async () => {
    await openKeyring({ data, config })
    await edit(keyring => ({ ...keyring, id: '00000000-0000-4000-8000-000000000000' }))
    expect(await refusal()).toEqual({ code: 'STORE_DAMAGED', params: { path: keyringPath() } })
    for (const text of ['', '{', 'null', '[]', '{"version":1}']) {
      await writeFile(keyringPath(), text)
      expect(await refusal()).toEqual({ code: 'STORE_DAMAGED', params: { path: keyringPath() } })
    }
  })

  it('is never made anew beside a database', async () => {
    await openKeyring({ data, config })
    await rm(keyringPath())
    await writeFile(join(data, 'calepin.db'), 'x')
    expect(await refusal()).toEqual({ code: 'KEY_MISSING', params: { place: 'keyFile', path: keyringPath() } })
    expect(await refusal('un long secret')).toEqual({ code: 'KEY_MISSING', params: { place: 'passphrase', path: keyringPath() } })
  })
})

describe('its keys', () => {
  it('are kept when another one takes their place, and all come back from its text', async () => {
    const first = await openKeyring({ data, config })
    const fresh = first.renewed()
    expect(fresh.id).not.toBe(first.id)
    expect(fresh.key('files')).not.toEqual(first.key('files'))
    expect(fresh.recoveryKey).not.toBe(first.recoveryKey)
    await writeKeyring(data, await fresh.renewed().seal({ config }))
    const third = await openKeyring({ data, config })
    expect(third.held).toHaveLength(3)
    expect(third.turnedTo(first.id)!.key('files')).toEqual(first.key('files'))
    expect(third.turnedTo(fresh.id)!.held).toHaveLength(3)
    expect(third.turnedTo('00000000-0000-4000-8000-000000000000')).toBeUndefined()
  })

  it('open by the recovery key, however it was typed, and by no other', async () => {
    const mine = await openKeyring({ data, config })
    const other = (await openKeyring({ data: join(folder, 'other'), config })).recoveryKey
    expect((await openKeyring({ data, config: join(folder, 'lost'), recoveryKey: mine.recoveryKey.toLowerCase().replaceAll('-', ' ') })).key('files')).toEqual(mine.key('files'))
    await expect(openKeyring({ data, config, recoveryKey: other })).rejects.toThrow('KEY_WRONG')
  })

  it('come from a keyring of the first version, whose recovery key they keep', async () => {
    const [id, master, wrapping] = ['019a0000-0000-7000-8000-000000000001', Buffer.alloc(32, 7), Buffer.alloc(32, 9)]
    const cipher = createCipheriv('aes-256-gcm', wrapping, Buffer.alloc(12)).setAAD(Buffer.from(id))
    const sealed = Buffer.concat([Buffer.alloc(12), cipher.update(master), cipher.final(), cipher.getAuthTag()])
    const content = { version: 1, id, place: 'keyFile', sealed: sealed.toString('base64') }
    await mkdir(join(config, 'keys'), { recursive: true })
    await mkdir(data)
    await writeFile(join(config, 'keys', `${id}.key`), wrapping.toString('base64'))
    await writeFile(keyringPath(), JSON.stringify({ ...content, check: createHash('sha256').update(JSON.stringify(content)).digest('hex') }))
    const first = await openKeyring({ data, config })
    expect(first.recoveryKey).toBe(recoveryKey(master))
    await writeKeyring(data, await first.seal({ config }))
    expect(JSON.parse(await readFile(keyringPath(), 'utf8'))).toMatchObject({ version: 2 })
    const again = await openKeyring({ data, config: join(folder, 'lost'), recoveryKey: first.recoveryKey })
    expect(again.key('files')).toEqual(first.key('files'))
  })
})

describe('a key file', () => {
  const keyFile = async (): Promise<string> => join(config, 'keys', (await readdir(join(config, 'keys')))[0]!)

  it('can be read by its owner only and lies outside the data', async () => {
    expect((await openKeyring({ data, config })).place).toBe('keyFile')
    expect((await stat(await keyFile())).mode & 0o777).toBe(0o600)
    expect((await stat(join(config, 'keys'))).mode & 0o777).toBe(0o700)
    expect((await stat(keyringPath())).mode & 0o777).toBe(0o600)
    expect(await readdir(data)).toEqual(['keyring.json'])
  })

  it('is asked for by its path when it is gone', async () => {
    await openKeyring({ data, config })
    const path = await keyFile()
    await rm(path)
    expect(await refusal()).toEqual({ code: 'KEY_MISSING', params: { place: 'keyFile', path } })
  })

  it('is refused when it is another one', async () => {
    await openKeyring({ data, config })
    const path = await keyFile()
    for (const text of [Buffer.alloc(32).toString('base64'), 'court', '']) {
      await writeFile(path, text)
      expect(await refusal()).toEqual({ code: 'KEY_WRONG', params: { place: 'keyFile', path } })
    }
  })

  it('does not let a passphrase pass for protection', async () => {
    await openKeyring({ data, config })
    expect(await refusal('un long secret')).toEqual({ code: 'KEY_WRONG', params: { place: 'keyFile', path: keyringPath() } })
  })
})

describe('a passphrase', () => {
  it('opens the keys, however its accents are composed, and needs no key file', async () => {
    const first = await openKeyring({ data, config, passphrase: 'la clé été' })
    const again = await openKeyring({ data, config, passphrase: 'la clé été'.normalize('NFD') })
    expect(first.place).toBe('passphrase')
    expect(again.key('files')).toEqual(first.key('files'))
    expect(await readdir(folder)).toEqual(['data'])
  })

  it('is asked for when missing and refused when wrong', async () => {
    await openKeyring({ data, config, passphrase: 'la bonne' })
    expect(await refusal()).toEqual({ code: 'KEY_MISSING', params: { place: 'passphrase', path: keyringPath() } })
    expect(await refusal('la mauvaise')).toEqual({ code: 'KEY_WRONG', params: { place: 'passphrase', path: keyringPath() } })
  })
})

describe('a keychain', () => {
  const xor = (bytes: Buffer): Buffer => Buffer.from(bytes.map(byte => byte ^ 0x5a))
  const sealer: Sealer = {
    seal: async bytes => xor(bytes),
    unseal: async bytes => {
      if (bytes.length !== 32) throw new Error('not mine')
      return xor(bytes)
    },
  }

  it('keeps the key when the host has one', async () => {
    const first = await openKeyring({ data, config, sealer })
    expect(first.place).toBe('keychain')
    expect((await openKeyring({ data, config, sealer })).key('files')).toEqual(first.key('files'))
    expect(await readdir(folder)).toEqual(['data'])
  })

  it('is asked for when the host has none, and refused when it does not know the key', async () => {
    await openKeyring({ data, config, sealer })
    expect(await refusal()).toEqual({ code: 'KEY_MISSING', params: { place: 'keychain', path: keyringPath() } })
    const locked: Sealer = { ...sealer, unseal: () => Promise.reject(new Error('locked')) }
    expect(await refusal(undefined, locked)).toEqual({ code: 'KEY_WRONG', params: { place: 'keychain', path: keyringPath() } })
  })
})

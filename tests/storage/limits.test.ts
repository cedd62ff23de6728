import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCore } from '../../main/host/core.ts'
import { openDb, requireCapable } from '../../main/kernel/store/driver.ts'
import { openKeyring } from '../../main/kernel/store/keyring.ts'
import { lockFolder } from '../../main/kernel/store/lock.ts'
import { LAYOUT } from '../../main/kernel/store/migrations.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { bytesOf, temporaryFolder } from '../fixtures/folder.ts'
import { openTestStore } from '../fixtures/store.ts'

const signal = new AbortController().signal

/** A data folder in which somebody has worked, and what it takes to open it. */
const worked = async (passphrase?: string) => {
  const folder = temporaryFolder()
  const place = { data: join(folder, 'data'), config: join(folder, 'config') }
  const options = { ...place, ...(passphrase === undefined ? {} : { passphrase }) }
  const core = await openCore(options)
  await core.call('entities.save', { type: 'contact', patch: { lastName: 'Gardé' } }, signal)
  await core.close()
  return { ...place, options, before: bytesOf(place.data) }
}

const refusal = async (options: Parameters<typeof openCore>[0]): Promise<unknown> =>
  openCore(options).then(
    async core => core.close().then(() => 'opened'),
    error => (error instanceof ExpectedError ? error.failure : error),
  )

const names = async (options: Parameters<typeof openCore>[0]): Promise<unknown> => {
  const core = await openCore(options)
  const answer = await core.call('entities.list', { type: 'contact', limit: 5 }, signal)
  await core.close()
  return answer.ok && (answer.value as { rows: { title: string }[] }).rows.map(({ title }) => title)
}

describe('RxDB', () => {
  it('has three collections open for a store, so that four stores fit into a process', async () => {
    const stores = [await openTestStore(), await openTestStore(), await openTestStore(), await openTestStore()]
    for (const { store } of stores) expect(Object.keys(store.collections.records.database.collections).toSorted()).toEqual(['history', 'local', 'records'])
  })
})

describe('SQLite', () => {
  it.each(['3.51.2', '3.50.9', '3.9.99', '2.99.99'])('%s is refused', version => {
    expect(() => requireCapable(version, true)).toThrow(`SQLite ${version} is older than 3.51.3`)
  })

  it.each(['3.51.3', '3.52.0', '3.100.0', '4.0.0'])('%s is taken, unless it cannot search', version => {
    expect(() => requireCapable(version, true)).not.toThrow()
    expect(() => requireCapable(version, false)).toThrow(`SQLite ${version} was built without FTS5`)
  })
})

describe('a data folder', () => {
  it('of a later version is refused and stays as it is, byte for byte', async () => {
    const { options, data } = await worked()
    const file = join(data, 'calepin.db')
    const setLayout = async (layout: number): Promise<void> => {
      const db = openDb(file, { key: (await openKeyring(options)).key('database') })
      db.pragma(`user_version = ${layout}`)
      db.close()
    }
    await setLayout(99)
    const before = bytesOf(data)
    expect(await refusal(options)).toMatchObject({ code: 'STORE_NEWER', params: { layout: 99 } })
    expect(bytesOf(data)).toEqual(before)
    await setLayout(LAYOUT)
    expect(await names(options)).toEqual(['Gardé'])
  })

  it('is refused with another key and stays as it is, byte for byte', async () => {
    const test = await openTestStore()
    await test.add('contact', { lastName: 'Gardé' })
    await test.close()
    const before = bytesOf(test.folder)
    for (const readonly of [true, false]) expect(() => openDb(join(test.folder, 'test.db'), { key: Buffer.alloc(32, 1), readonly })).toThrow('KEY_WRONG')
    expect(bytesOf(test.folder)).toEqual(before)
  })

  it('asks for its passphrase, refuses another and stays as it is', async () => {
    const { options, data, config, before } = await worked('un deux trois')
    expect(await refusal({ data, config })).toMatchObject({ code: 'KEY_MISSING', params: { place: 'passphrase' } })
    expect(await refusal({ ...options, passphrase: 'un deux quatre' })).toMatchObject({ code: 'KEY_WRONG', params: { place: 'passphrase' } })
    expect(bytesOf(data)).toEqual(before)
    expect(await names(options)).toEqual(['Gardé'])
  }, 60_000)

  it('says that its key file is gone, and makes no other', async () => {
    const { options, data, config, before } = await worked()
    const aside = join(temporaryFolder(), 'config')
    cpSync(config, aside, { recursive: true })
    rmSync(config, { recursive: true })
    expect(await refusal(options)).toMatchObject({ code: 'KEY_MISSING', params: { place: 'keyFile' } })
    expect(bytesOf(data)).toEqual(before)
    expect(existsSync(config)).toBe(false)
    expect(await names({ data, config: aside })).toEqual(['Gardé'])
  })

  it('without its keyring is not opened as a new one', async () => {
    const { options, data } = await worked()
    rmSync(join(data, 'keyring.json'))
    const before = bytesOf(data)
    expect(await refusal(options)).toMatchObject({ code: 'KEY_MISSING' })
    expect(bytesOf(data)).toEqual(before)
  })

  it('is locked anew where the lock is damaged', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lock'), 'no database, and long enough to be read as one'.repeat(100))
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow('STORE_LOCKED')
    unlock()
  })

  it('is locked by who has it open, and free again once it is closed', async () => {
    const folder = temporaryFolder()
    const unlock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow('STORE_LOCKED')
    unlock()
    lockFolder(folder)()
  })
})
